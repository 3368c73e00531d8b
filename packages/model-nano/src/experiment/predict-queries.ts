import type { LogicalDialectPack } from '@momq/dialect';
import { linkItems, schemaItems } from '@momq/core/linking';
import type { PointerGenerator } from '@momq/moe/pointer';
import { decodeQueries } from '../decode-queries.js';
import { buildPrefix } from '../prefix/build-prefix.js';
import type { LinkedPrefix } from '../prefix/build-prefix.js';
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
  { vocabulary, shape }: ExampleReader,
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
  const { queries } = await decodeQueries({
    generator,
    vocabulary,
    pack,
    prefix,
    schema,
    beamSize: 1,
    maxOutputLength: shape.outputLength + 4,
    ...(groups === undefined ? {} : { groups }),
  });
  return queries[0]?.text ?? null;
}
