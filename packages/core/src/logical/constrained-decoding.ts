import { MoMQError } from '@momq/dialect';
import type { DatabaseSchema, DialectPack, LogicalQuery } from '@momq/dialect';
import { asAsked } from '../meaning/asked/as-asked.js';
import { doubtOfAsked } from '../meaning/asked/asked-doubt.js';
import type { AskedQuestion } from '../meaning/asked/asked-question.js';
import { asMeant } from '../meaning/as-meant.js';
import { reasonAgainst } from '../meaning/implausible.js';
import { parseTokens } from './parse-tokens.js';
import { createQueryGrammar } from './query-grammar.js';
import type { QueryGrammar } from './query-grammar.js';
import type { QueryItem, QueryToken } from './query-items.js';
import { requireLanguage } from './require-language.js';

/** What a model's codes stand for, and the dialect that they are written in. */
export interface ConstrainedDecodingOptions {
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

/**
 * The one way from a model's codes to text in a dialect: `search` finds codes under the grammar that it is given, and what it found is
 * written, in its order. What the dialect cannot say is no query: the grammar leaves out what the pack declares, and what the pack
 * still refuses to render is dropped.
 *
 * @throws UnsupportedFeatureError for a pack without `language`, and what `search` throws
 */
export async function constrainedDecoding<T extends { readonly codes: readonly number[] }>(
  options: ConstrainedDecodingOptions,
  search: (grammar: QueryGrammar) => Promise<readonly T[]>,
): Promise<(T & WrittenQuery)[]> {
  const { schema, items, vocabulary, codeCount } = options;
  const { language, capabilities } = requireLanguage(options.pack);
  const found = await search(
    createQueryGrammar({
      items,
      schema,
      vocabulary,
      words: language.words,
      unsupported: capabilities.unsupported,
      ...(codeCount !== undefined && { codeCount }),
    }),
  );
  return found.flatMap((output) => {
    const written = write(output.codes, options);
    return written === undefined ? [] : [{ ...output, ...written }];
  });
}

/** The query of codes that the grammar completed; undefined when the dialect cannot say it. */
function write(
  codes: readonly number[],
  options: ConstrainedDecodingOptions,
): WrittenQuery | undefined {
  const { schema, items, vocabulary, asked } = options;
  const { whole = schema, rewrite = (query) => query } = options;
  const { language, capabilities } = requireLanguage(options.pack);
  const tokens = codes.map((code): QueryToken =>
    code < vocabulary.length
      ? { kind: 'word', word: vocabulary[code]! }
      : { kind: 'item', index: code - vocabulary.length },
  );
  const spelled = tokens.map((token) =>
    token.kind === 'word' ? token.word : spell(items[token.index]!),
  );
  try {
    const parsed = parseTokens(tokens, items, schema, language.words);
    const stated = asked === undefined ? parsed : asAsked(parsed, asked);
    const logical = rewrite(asMeant(stated, schema, capabilities.unsupported));
    const text = language.render(logical, whole);
    const doubt =
      reasonAgainst(logical, whole) ??
      (asked === undefined ? undefined : doubtOfAsked(stated, asked));
    return { tokens, spelled, logical, text, ...(doubt !== undefined && { doubt }) };
  } catch (error) {
    if (MoMQError.isInstance(error) && error.code === 'FEATURE_UNSUPPORTED') return undefined;
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
