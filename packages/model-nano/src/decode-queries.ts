import type { DatabaseSchema, DialectPack, LogicalQuery } from '@momq/dialect';
import type { AskedQuestion } from '@momq/core/meaning';
import { constrainedDecoding } from '@momq/core/logical';
import type { WrittenQuery } from '@momq/core/logical';
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
  readonly pack: DialectPack;
  readonly prefix: LinkedPrefix;
  /** The schema of the prefix. */
  readonly schema: DatabaseSchema;
  /** The schema that queries are written over; default: that of the prefix. */
  readonly whole?: DatabaseSchema;
  /** Changes what was decoded before it is written, for example to every spelling of a value. */
  readonly rewrite?: (query: LogicalQuery) => LogicalQuery;
  /** What of the question a query has to say in any case. */
  readonly asked?: AskedQuestion;
}

/** A decoded query with the natural logarithm of its probability. */
export interface DecodedQuery extends WrittenQuery {
  readonly logProb: number;
}

/** Queries in the order of their probability, and how the groups took part in the first. */
export interface DecodedQueries {
  readonly queries: readonly DecodedQuery[];
  readonly routing: RoutingShares;
}

/** Decodes a prefix under the query grammar of a dialect: what `ask` and the experiments share. */
export async function decodeQueries(request: DecodeRequest): Promise<DecodedQueries> {
  const { generator, vocabulary, pack, prefix, schema, whole, rewrite, asked, ...search } = request;
  const start = startWord(pack.id);
  const queries = await constrainedDecoding(
    {
      pack,
      schema,
      items: prefix.linked.items,
      vocabulary,
      codeCount: vocabulary.length + prefix.prefixLength,
      ...(whole !== undefined && { whole }),
      ...(rewrite !== undefined && { rewrite }),
      ...(asked !== undefined && { asked }),
    },
    (grammar) =>
      generator.beamSearch({
        ...search,
        prefix,
        relations: outputRelations(prefix, vocabulary.length),
        constraint: grammar,
        startToken: vocabulary.indexOf(vocabulary.includes(start) ? start : anyDialect),
      }),
  );
  return { queries, routing: queries[0]?.routing ?? {} };
}
