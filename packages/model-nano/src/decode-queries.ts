import { MoMQError } from '@momq/dialect';
import type { DatabaseSchema, LogicalDialectPack, LogicalQuery } from '@momq/dialect';
import { createQueryGrammar, parseTokens } from '@momq/core/logical';
import type { QueryItem, QueryToken } from '@momq/core/logical';
import { asMeant } from '@momq/core/meaning';
import type { BeamSearchRequest, PointerGenerator, RoutingShares } from '@momq/moe/pointer';
import type { LinkedPrefix } from './prefix/build-prefix.js';
import { outputRelations } from './prefix/output-relations.js';
import { anyDialect, startWord } from './vocabulary.js';

/** What to decode, with which model, and how. */
export interface DecodeRequest extends Pick<
  BeamSearchRequest<unknown>,
  'groups' | 'beamSize' | 'lengthPenalty' | 'maxOutputLength' | 'signal'
> {
  readonly generator: PointerGenerator;
  /** Keyword tokens of the model, by id. */
  readonly vocabulary: readonly string[];
  readonly pack: LogicalDialectPack;
  readonly prefix: LinkedPrefix;
  /** The schema of the prefix. */
  readonly schema: DatabaseSchema;
  /** Changes what was decoded before it is written, for example to every spelling of a value. */
  readonly rewrite?: (query: LogicalQuery) => LogicalQuery;
}

/** A decoded query, in tokens, in the logical form and in the dialect. */
export interface DecodedQuery {
  readonly tokens: readonly QueryToken[];
  readonly logical: LogicalQuery;
  readonly text: string;
  /** Natural logarithm of the tokens' probability. */
  readonly logProb: number;
}

/** Queries in the order of their probability, and how the groups took part in the first. */
export interface DecodedQueries {
  readonly queries: readonly DecodedQuery[];
  readonly routing: RoutingShares;
}

/**
 * Decodes a prefix under the query grammar and writes what comes out in the dialect: the one way from a model's codes to
 * text. What the dialect cannot say is no query: the grammar leaves out what the pack declares, and what the pack still
 * refuses to render is dropped.
 */
export async function decodeQueries(request: DecodeRequest): Promise<DecodedQueries> {
  const { generator, vocabulary, pack, prefix, schema, rewrite, ...search } = request;
  const { items } = prefix.linked;
  const { words } = pack.language;
  const start = startWord(pack.id);
  const found = await generator.beamSearch({
    ...search,
    prefix,
    relations: outputRelations(prefix, vocabulary.length),
    constraint: createQueryGrammar({
      items,
      schema,
      vocabulary,
      words,
      codeCount: vocabulary.length + prefix.prefixLength,
      unsupported: pack.capabilities.unsupported,
    }),
    startToken: vocabulary.indexOf(vocabulary.includes(start) ? start : anyDialect),
  });
  const queries = found.flatMap(({ codes, logProb }): DecodedQuery[] => {
    const tokens = codes.map((code): QueryToken =>
      code < vocabulary.length
        ? { kind: 'word', word: vocabulary[code]! }
        : { kind: 'item', index: code - vocabulary.length },
    );
    return unlessUnsupported(() => {
      const parsed = asMeant(
        parseTokens(tokens, items, schema, words),
        schema,
        pack.capabilities.unsupported,
      );
      const logical = rewrite === undefined ? parsed : rewrite(parsed);
      return { tokens, logical, text: pack.language.render(logical, schema), logProb };
    });
  });
  return { queries, routing: found[0]?.routing ?? {} };
}

/** The tokens of a query, spelled out. */
export function spellTokens(
  tokens: readonly QueryToken[],
  items: readonly QueryItem[],
): readonly string[] {
  return tokens.map((token) => (token.kind === 'word' ? token.word : spell(items[token.index]!)));
}

/** What `make` gives; nothing when the dialect cannot say it. */
function unlessUnsupported<T>(make: () => T): T[] {
  try {
    return [make()];
  } catch (error) {
    if (MoMQError.isInstance(error) && error.code === 'FEATURE_UNSUPPORTED') return [];
    throw error;
  }
}

function spell(item: QueryItem): string {
  switch (item.kind) {
    case 'entity':
      return item.entity;
    case 'field':
      return `${item.entity}.${item.field}`;
    case 'link':
      return item.link;
    case 'value':
      return JSON.stringify(item.value);
  }
}
