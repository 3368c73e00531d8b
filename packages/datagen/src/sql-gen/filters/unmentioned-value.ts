import type { Family } from '@momq/dialect';
import { numberOf } from '@momq/core/linking';
import { comparisonSymbols, queryTokens, tokenValue } from '../seeds/query-tokens.js';
import type { QueryToken } from '../seeds/query-tokens.js';
import { cosine } from './cosine.js';
import type { FilterOptions } from './filter-options.js';

const comparisons = new Set<string>([
  ...comparisonSymbols,
  '=~',
  'LIKE',
  'ILIKE',
  'GLOB',
  'CONTAINS',
  'WITH',
  'BETWEEN',
  'IN',
]);

/**
 * A value of a condition that the question does not mention: far from all its words by edit distance, and, where there is an
 * encoder, unlike all of them.
 *
 * @remarks Source: SQL-GEN (arXiv:2408.12733), section 3.3. Differs: there a value must pass both tests, so that no synonym
 * passes; here one of them is enough. 0 and 1, which people say as words (never, first, any), are not looked for.
 */
export async function unmentionedValue(
  question: string,
  query: string,
  family: Family,
  options: Pick<FilterOptions, 'maxEditDistance' | 'minSimilarity' | 'encode'> = {},
): Promise<string | undefined> {
  const { maxEditDistance = 0.34, minSimilarity = 0.5, encode } = options;
  const words =
    question.toLowerCase().match(/[\p{L}\p{N}](?:[\p{L}\p{N}.,'-]*[\p{L}\p{N}])?/gu) ?? [];
  for (const value of conditionValues(query, family)) {
    if (distanceFrom(words, value) <= maxEditDistance) continue;
    if (encode) {
      const spans = spansOf(words, value.split(/\s+/).length);
      const [meant, ...said] = await encode([value, ...spans]);
      if (said.some((span) => cosine(meant!, span) >= minSimilarity)) continue;
    }
    return value;
  }
  return undefined;
}

/** Values to the right of a comparison, as text: without wildcards, numbers but 0 and 1. */
export function conditionValues(query: string, family: Family): string[] {
  const tokens = queryTokens(query, family);
  const values = tokens.flatMap((token, index) => {
    if (token.kind !== 'string' && token.kind !== 'number') return [];
    if (!isCompared(tokens, index)) return [];
    const text = tokenValue(token)
      .replace(/^[%*]+|[%*]+$/g, '')
      .trim();
    return text === '' || text === '0' || text === '1' ? [] : [text];
  });
  return [...new Set(values)];
}

function isCompared(tokens: readonly QueryToken[], index: number): boolean {
  let before = index - 1;
  while (tokens[before]?.text === '-' || tokens[before]?.text === '+') before -= 1;
  const word = tokens[before]?.text.toUpperCase() ?? '';
  if (comparisons.has(word)) return true;
  if (word === 'AND') return tokens[before - 2]?.text.toUpperCase() === 'BETWEEN';
  while (tokens[before] && /^[,([]$|^['"\d]/.test(tokens[before]!.text)) before -= 1;
  return before < index - 1 && tokens[before]?.text.toUpperCase() === 'IN';
}

/** The share of its characters by which `value` differs from what comes nearest to it in the question; 0 where it is said. */
function distanceFrom(words: readonly string[], value: string): number {
  const lower = value.toLowerCase();
  if (/^\d+(\.\d+)?$/.test(lower))
    return words.some((word) => numberOf(word) === Number(lower)) ? 0 : 1;
  const date = /^(\d{4})-\d{2}/.exec(lower);
  if (date) return words.some((word) => word.includes(date[1]!)) ? 0 : 1;
  const length = lower.split(/\s+/).length;
  const spans = [length - 1, length, length + 1].flatMap((size) => spansOf(words, size));
  const nearest = Math.min(
    ...spans.map((span) => editDistance(lower, span) / Math.max(lower.length, span.length)),
  );
  return Number.isFinite(nearest) ? nearest : 1;
}

function spansOf(words: readonly string[], size: number): string[] {
  if (size < 1) return [];
  return words
    .slice(0, Math.max(words.length - size + 1, 0))
    .map((_, start) => words.slice(start, start + size).join(' '));
}

/** Levenshtein distance. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1)
      next.push(
        Math.min(
          row[j]! + 1,
          next[j - 1]! + 1,
          row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[right.length]!;
}
