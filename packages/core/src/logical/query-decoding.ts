import { MoMQError } from '@momq/dialect';
import type { DatabaseSchema, DialectPack, LogicalQuery } from '@momq/dialect';
import { asAsked } from '../meaning/asked/as-asked.js';
import type { AskedQuestion } from '../meaning/asked/asked-question.js';
import { asMeant } from '../meaning/as-meant.js';
import { reasonAgainst } from '../meaning/implausible.js';
import { parseTokens } from './parse-tokens.js';
import { createQueryGrammar } from './query-grammar.js';
import type { QueryGrammar } from './query-grammar.js';
import type { QueryItem, QueryToken } from './query-items.js';
import { requireLanguage } from './require-language.js';

/** What a model's codes stand for, and the dialect that they are written in. */
export interface QueryDecodingOptions {
  readonly pack: DialectPack;
  /** The schema that the items are of. */
  readonly schema: DatabaseSchema;
  /** The schema that queries are written over, once `rewrite` is done; default: `schema`. */
  readonly whole?: DatabaseSchema;
  readonly items: readonly QueryItem[];
  /** Keyword tokens of the model, by id. */
  readonly vocabulary: readonly string[];
  /** Length of the masks; see `createQueryGrammar`. */
  readonly codeCount?: number;
  /** Changes what was decoded before it is written, for example to every spelling of a value. */
  readonly rewrite?: (query: LogicalQuery) => LogicalQuery;
  /** The question, as far as it is evidence of what the query has to say (see `asAsked`); default: the model is taken at its word. */
  readonly asked?: AskedQuestion;
}

/** A decoded query, in tokens, in the logical form and in the dialect. */
export interface WrittenQuery {
  readonly tokens: readonly QueryToken[];
  /** The tokens spelled out. */
  readonly spelled: readonly string[];
  readonly logical: LogicalQuery;
  readonly text: string;
  /** Why no question can mean it, where that can be told (see `reasonAgainst` of `@momq/core/meaning`). */
  readonly doubt?: string;
}

/** The two ends of decoding: which codes may come, and what text they are. */
export interface QueryDecoding {
  /** The constraint of the decoder. */
  readonly grammar: QueryGrammar;
  /** The query of codes that the grammar completed; undefined when the dialect cannot say it. */
  write(codes: readonly number[]): WrittenQuery | undefined;
}

/**
 * The one way from a model's codes to text in a dialect. What the dialect cannot say is no query: the grammar leaves out what
 * the pack declares, and what the pack still refuses to render is dropped.
 *
 * @throws UnsupportedFeatureError for a pack without `language`
 */
export function queryDecoding(options: QueryDecodingOptions): QueryDecoding {
  const { schema, items, vocabulary, codeCount, rewrite = (query) => query } = options;
  const { whole = schema, asked } = options;
  const pack = requireLanguage(options.pack);
  const { words } = pack.language;
  const tokenOf = (code: number): QueryToken =>
    code < vocabulary.length
      ? { kind: 'word', word: vocabulary[code]! }
      : { kind: 'item', index: code - vocabulary.length };
  return {
    grammar: createQueryGrammar({
      items,
      schema,
      vocabulary,
      words,
      unsupported: pack.capabilities.unsupported,
      ...(codeCount !== undefined && { codeCount }),
    }),
    write(codes) {
      const tokens = codes.map(tokenOf);
      const spelled = tokens.map((token) =>
        token.kind === 'word' ? token.word : spell(items[token.index]!),
      );
      try {
        const parsed = parseTokens(tokens, items, schema, words);
        const stated = asked === undefined ? parsed : asAsked(parsed, asked);
        const logical = rewrite(asMeant(stated, schema, pack.capabilities.unsupported));
        const text = pack.language.render(logical, whole);
        const doubt = reasonAgainst(logical, whole);
        return { tokens, spelled, logical, text, ...(doubt !== undefined && { doubt }) };
      } catch (error) {
        if (MoMQError.isInstance(error) && error.code === 'FEATURE_UNSUPPORTED') return undefined;
        throw error;
      }
    },
  };
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
