import type { LogicalDialectPack } from '@momq/dialect';
import { createQueryGrammar, parseTokens } from '@momq/core/logical';
import type { QueryToken } from '@momq/core/logical';
import { linkItems, schemaItems } from '@momq/core/linking';
import type { PointerGenerator } from '@momq/moe/pointer';
import { orderedRanges } from '../ordered-ranges.js';
import { buildPrefix } from '../prefix/build-prefix.js';
import type { LinkedPrefix } from '../prefix/build-prefix.js';
import { outputRelations } from '../prefix/output-relations.js';
import { startWord } from '../vocabulary.js';
import { experimentShape } from './experiment-settings.js';
import type { ExampleReader } from './example-batches.js';
import type { TestQuestion } from './experiment-data.js';

/** The prefix of a held-out question, over its whole schema. */
export function testPrefix(
  { vectors }: ExampleReader,
  { question }: TestQuestion,
  dialect: string,
): LinkedPrefix {
  const { schema } = question.targets.get(dialect)!;
  const items = schemaItems(schema);
  const linked = linkItems(question.question, question.words, items, question.candidates);
  return buildPrefix(linked, schema, vectors.of(question.question));
}

/** The query that greedy decoding under the query grammar writes, or null when it does not end or cannot be written in the dialect. */
export async function predictQuery(
  generator: PointerGenerator,
  { vocabulary }: ExampleReader,
  {
    pack,
    test,
    prefix,
    groups,
  }: {
    readonly pack: LogicalDialectPack;
    readonly test: TestQuestion;
    readonly prefix: LinkedPrefix;
    /** Groups that may act; absent: the routers decide. */
    readonly groups?: readonly string[];
  },
): Promise<string | null> {
  const { schema } = test.question.targets.get(pack.id)!;
  const { items } = prefix.linked;
  const { words } = pack.language;
  const [found] = await generator.beamSearch({
    prefix,
    relations: outputRelations(prefix, vocabulary.length),
    constraint: createQueryGrammar({
      items,
      schema,
      vocabulary,
      words,
      codeCount: vocabulary.length + prefix.prefixLength,
    }),
    startToken: vocabulary.indexOf(startWord(pack.id)),
    beamSize: 1,
    maxOutputLength: experimentShape.outputLength + 4,
    ...(groups === undefined ? {} : { groups }),
  });
  if (found === undefined) return null;
  const tokens = found.codes.map((code): QueryToken =>
    code < vocabulary.length
      ? { kind: 'word', word: vocabulary[code]! }
      : { kind: 'item', index: code - vocabulary.length },
  );
  try {
    return pack.language.render(orderedRanges(parseTokens(tokens, items, schema, words)), schema);
  } catch (error) {
    if ((error as { code?: string }).code === 'FEATURE_UNSUPPORTED') return null;
    throw error;
  }
}
