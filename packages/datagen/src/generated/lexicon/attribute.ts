import { MoMQError } from '@momq/dialect';

import { attributeLines } from './attributes.js';

/** What the values of an attribute are. */
export type ValueKind =
  | {
      readonly kind: 'integer' | 'real' | 'date' | 'datetime';
      readonly low: number;
      readonly high: number;
      readonly decimals: number;
    }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'pool'; readonly pool: string; readonly words: readonly string[] };

/** How people speak about an attribute. Phrases follow the noun and hold `{v}`; `most` and `least` stand before it. */
export interface Attribute {
  readonly key: string;
  /** What a column may be called, the usual first. */
  readonly names: readonly string[];
  /** Other nouns that people use. */
  readonly nouns: readonly string[];
  readonly values: ValueKind;
  readonly most: readonly string[];
  readonly least: readonly string[];
  readonly more: readonly string[];
  readonly less: readonly string[];
  readonly equal: readonly string[];
}

function list(text: string | undefined, separator: string): string[] {
  return (text ?? '')
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function parseValues(text: string): ValueKind {
  const [kind, low, high] = text.split(' ');
  if (kind === 'bool') return { kind: 'boolean' };
  if (kind === 'int') return { kind: 'integer', low: Number(low), high: Number(high), decimals: 0 };
  if (kind === 'real') return { kind: 'real', low: Number(low), high: Number(high), decimals: 2 };
  if (kind === 'date' || kind === 'datetime')
    return { kind, low: Number(low), high: Number(high), decimals: 0 };
  return { kind: 'pool', pool: kind!, words: [] };
}

function parseLine(line: string): Attribute {
  const [key, names, nouns, values, superlatives, more, less, equal] = line
    .split('|')
    .map((part) => part.trim());
  if (!key || !names || !values)
    throw new MoMQError(
      'CONFIG_INVALID',
      `attributes: expected key | names | nouns | values | …, got ${line}.`,
    );
  const [most, least] = (superlatives ?? '').split(';');
  return {
    key,
    names: list(names, ','),
    nouns: list(nouns, ','),
    values: parseValues(values),
    most: list(most, ','),
    least: list(least, ','),
    more: list(more, ';'),
    less: list(less, ';'),
    equal: list(equal, ';'),
  };
}

/** Shared attributes by key. */
export const attributes: ReadonlyMap<string, Attribute> = new Map(
  attributeLines
    .split('\n')
    .map((line) => parseLine(line))
    .map((attribute) => [attribute.key, attribute]),
);
