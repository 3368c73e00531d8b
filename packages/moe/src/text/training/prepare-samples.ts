import { MoeError } from '../../errors.js';
import type { TextTokenizer } from '../../tokenizer/text-tokenizer.js';
import type {
  DataReport,
  SharedPrefix,
  TokenizedSample,
  TrainingSample,
} from './training-sample.js';

/** What a data set is held to. */
export interface DataRules {
  /** Names of the groups, in router order. */
  readonly dialects: readonly string[];
  /** Tokens of prompt, answer and end token together. */
  readonly maxLength: number;
  /** Ids of the model. */
  readonly vocabularySize: number;
  /** Appended to every answer, null for none. */
  readonly endToken: number | null;
  /** First rows of each dialect, in file order, that are used. Default: all. A dialect without a number is used whole. */
  readonly rowsPerDialect?: Readonly<Record<string, number>>;
  /** What to do with a sample whose dialect is not among `dialects`. Default `error`. */
  readonly unknownDialect?: 'error' | 'skip';
  /** What to do with a sample over `maxLength`. Default `skip`: it is left out and reported. */
  readonly tooLong?: 'error' | 'skip';
}

/**
 * Token ids of a data set, and a report of what was left out. Nothing is cut.
 * @param tokenizer called once, and only if a sample is text
 * @throws MoeError `MOE_DATA_UNKNOWN_DIALECT`, `MOE_DATA_TOO_LONG` (also when no sample is left), `MOE_BAD_INPUT` for an
 * empty prompt or answer or an id that the model does not have
 */
export async function prepareSamples(
  samples: readonly TrainingSample[],
  rules: DataRules,
  tokenizer: () => Promise<TextTokenizer>,
): Promise<{ readonly samples: TokenizedSample[]; readonly report: DataReport }> {
  const { dialects, maxLength, rowsPerDialect = {} } = rules;
  const strangers = Object.keys(rowsPerDialect).filter((name) => !dialects.includes(name));
  if (strangers.length > 0)
    throw new MoeError(
      'MOE_DATA_UNKNOWN_DIALECT',
      `expected rowsPerDialect of ${dialects.join(', ')}, got ${strangers.join(', ')}; correct the name, or add a group for it`,
    );
  const unknown = samples.filter(({ dialect }) => !dialects.includes(dialect));
  if (unknown.length > 0 && (rules.unknownDialect !== 'skip' || unknown.length === samples.length))
    throw new MoeError(
      'MOE_DATA_UNKNOWN_DIALECT',
      `expected samples of ${dialects.join(', ')}, got ${unknown.length} of ${samples.length} of ${[...new Set(unknown.map(({ dialect }) => dialect))].join(', ')} (${named(unknown)}); correct the dialect, add a group, or pass unknownDialect: 'skip'`,
    );

  const encode = await encoder(samples, tokenizer);
  const prefixes = new Prefixes(encode);
  const seen = new Map(dialects.map((name) => [name, 0]));
  const used: TokenizedSample[] = [];
  const tooLong: (TrainingSample & { length: number })[] = [];
  for (const sample of samples) {
    const dialect = dialects.indexOf(sample.dialect);
    if (dialect < 0) continue;
    const row = (seen.get(sample.dialect) ?? 0) + 1;
    seen.set(sample.dialect, row);
    if (row > (rowsPerDialect[sample.dialect] ?? Infinity)) continue;
    const { before, ...tokenized } = tokenize(sample, rules, { encode, prefixes });
    const { length } = tokenized.tokens;
    if (length > maxLength) {
      tooLong.push({ ...sample, length });
      continue;
    }
    const prefix = before.length === 0 ? {} : { prefix: prefixes.sharedOf(before) };
    used.push({ id: sample.id, dialect, ...tokenized, ...prefix });
  }
  if (tooLong.length > 0 && (rules.tooLong === 'error' || used.length === 0))
    throw new MoeError(
      'MOE_DATA_TOO_LONG',
      `expected samples of at most ${maxLength} tokens, got ${tooLong.length} of ${samples.length} that are longer, up to ${Math.max(...tooLong.map(({ length }) => length))} (${named(tooLong)}); raise maxLength, shorten the schemas, or pass tooLong: 'skip'`,
    );
  if (used.length === 0)
    throw new MoeError(
      'MOE_BAD_INPUT',
      `expected samples to train on, got none of ${samples.length}; check the data set and rowsPerDialect`,
    );
  const ids = (list: readonly TrainingSample[]) => ({
    count: list.length,
    ids: list.map(({ id }) => id),
  });
  const counts = (of: (name: string, index: number) => number) =>
    Object.fromEntries(dialects.map((name, index) => [name, of(name, index)]));
  const report: DataReport = {
    used: counts((_, index) => used.filter(({ dialect }) => dialect === index).length),
    beyondLimit: counts((name) =>
      Math.max(0, (seen.get(name) ?? 0) - (rowsPerDialect[name] ?? Infinity)),
    ),
    unknownDialect: ids(unknown),
    tooLong: ids(tooLong),
    longest: Math.max(...used.map(({ tokens }) => tokens.length)),
  };
  return { samples: used, report };
}

type Encode = (text: string, addSpecialTokens: boolean) => readonly number[];

async function encoder(
  samples: readonly TrainingSample[],
  tokenizer: () => Promise<TextTokenizer>,
): Promise<Encode> {
  const isText = ({ prefix, prompt, answer }: TrainingSample): boolean =>
    [prefix, prompt, answer].some((part) => typeof part === 'string');
  if (!samples.some(isText)) return () => [];
  const text = await tokenizer();
  return (value, addSpecialTokens) => text.encode(value, { addSpecialTokens });
}

/** The prefixes of a data set, each encoded once. */
class Prefixes {
  readonly #encode: Encode;
  readonly #tokens = new Map<string | readonly number[], readonly number[]>();
  readonly #indices = new Map<string, number>();

  constructor(encode: Encode) {
    this.#encode = encode;
  }

  tokensOf(prefix: string | readonly number[]): readonly number[] {
    if (typeof prefix !== 'string') return prefix;
    const known = this.#tokens.get(prefix) ?? this.#encode(prefix, true);
    this.#tokens.set(prefix, known);
    return known;
  }

  sharedOf(tokens: readonly number[]): SharedPrefix {
    const key = tokens.join();
    const index = this.#indices.get(key) ?? this.#indices.size;
    this.#indices.set(key, index);
    return { index, length: tokens.length };
  }
}

/** Prefix, prompt and answer are encoded apart, as they are when the model answers. */
function tokenize(
  { id, prefix, prompt, answer }: TrainingSample,
  { vocabularySize, endToken }: DataRules,
  { encode, prefixes }: { readonly encode: Encode; readonly prefixes: Prefixes },
): Pick<TokenizedSample, 'tokens' | 'promptLength'> & { readonly before: readonly number[] } {
  const before = prefix === undefined ? [] : prefixes.tokensOf(prefix);
  const first = typeof prompt === 'string' ? encode(prompt, prefix === undefined) : prompt;
  const second = typeof answer === 'string' ? encode(answer, false) : answer;
  if (first.length === 0 || second.length === 0)
    throw new MoeError(
      'MOE_BAD_INPUT',
      `sample ${id}: expected a prompt and an answer of at least one token each, got ${first.length} and ${second.length}; remove the sample`,
    );
  const tokens = [...before, ...first, ...second, ...(endToken === null ? [] : [endToken])];
  const stray = tokens.find(
    (token) => !Number.isInteger(token) || token < 0 || token >= vocabularySize,
  );
  if (stray !== undefined)
    throw new MoeError(
      'MOE_BAD_INPUT',
      `sample ${id}: expected token ids from 0 to ${vocabularySize - 1}, got ${stray}; use the base's tokenizer`,
    );
  return { tokens, promptLength: before.length + first.length, before };
}

/** The ids of samples in a message. */
function named(samples: readonly TrainingSample[]): string {
  return `ids ${namedIds(samples.map(({ id }) => id))}`;
}

/** The first ids; a long list is ended by how many more there are. */
export function namedIds(ids: readonly string[]): string {
  const rest = ids.length - 20;
  return `${ids.slice(0, 20).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
