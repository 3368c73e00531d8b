import type { Value } from '@momq/dialect';
import { exactNumber } from './exact-number.js';

/** A text or a number of JSON; texts are matched so that the numbers in them are not. */
const TEXT_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** Numbers that may not fit a double: long ones, and those with an exponent. */
const LONG_NUMBER = /\d{16}|\d\.\d{14}|\d[eE]|\d{8}\.\d{7}/;

/** Before numbers that are kept as text while the document is parsed. JSON texts hold no such character unescaped. */
const MARK = '\u0001momq number:';

/**
 * JSON as values, with whole numbers beyond 2^53 as `bigint` and decimals that a double does not hold as text. What JavaScript
 * cannot hold at all, such as 10,000 levels, stays text.
 */
export function parseJsonWithoutLoss(text: string): Value {
  try {
    if (!LONG_NUMBER.test(text)) return JSON.parse(text) as Value;
    const marked = text.replace(TEXT_OR_NUMBER, (token) =>
      token.startsWith('"') || typeof exactNumber(token) === 'number'
        ? token
        : `"\\u0001momq number:${token}"`,
    );
    return JSON.parse(marked, (_key, value: Value) =>
      typeof value === 'string' && value.startsWith(MARK)
        ? exactNumber(value.slice(MARK.length))
        : value,
    ) as Value;
  } catch {
    return text;
  }
}
