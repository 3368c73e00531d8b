import type { Literal } from '@momq/dialect';
import { unsupported } from './sqlite-logical-form-context.js';
import { isNumber, type ValueKind } from './sqlite-logical-form-value-kind.js';

/** True for a real number without decimals such as `100.0`: it divides like a real, but is written like an integer. */
export function isWholeReal(spelling: string): boolean {
  return /[.e]/i.test(spelling) && !/^-?0x/i.test(spelling) && Number.isInteger(toNumber(spelling));
}

function toNumber(spelling: string): number {
  const digits = spelling.replaceAll('_', '');
  return digits.startsWith('-') ? -Number(digits.slice(1)) : Number(digits);
}

/** @throws UnsupportedFeatureError for numbers that would not keep their value. */
export function numberLiteral(spelling: string): Literal {
  const value = toNumber(spelling);
  if (!Number.isFinite(value)) return unsupported(`the number ${spelling}`);
  if (!/[.e]/i.test(spelling) && !Number.isSafeInteger(value))
    return unsupported(`the integer ${spelling}, which is beyond 2^53`);
  return { kind: 'literal', value };
}

/** A number as SQLite turns it into text. */
function numberText(spelling: string): string {
  const { value } = numberLiteral(spelling);
  if (!isWholeReal(spelling)) return String(value);
  return Math.abs(Number(value)) < 1e15
    ? `${String(value)}.0`
    : unsupported(`the number ${spelling} as text`);
}

/**
 * A constant as SQLite compares it with a value of the other kind.
 *
 * @param spelling - of a number in the text, absent for texts
 * @throws UnsupportedFeatureError where a number never equals a text, so that the comparison does not say what it seems to
 */
export function comparedLiteral(
  literal: Literal,
  spelling: string | undefined,
  other: ValueKind,
): Literal {
  const { value } = literal;
  switch (typeof value) {
    case 'number':
      return comparedNumber(literal, spelling ?? String(value), other);
    case 'string':
      return comparedText(literal, value, other);
    case 'boolean':
      // TRUE is 1.
      return other.type === 'boolean'
        ? literal
        : comparedNumber({ kind: 'literal', value: Number(value) }, String(Number(value)), other);
    default:
      return literal;
  }
}

function comparedNumber(literal: Literal, spelling: string, other: ValueKind): Literal {
  if (other.affinity === 'text') return { kind: 'literal', value: numberText(spelling) };
  return other.affinity === 'none' && other.storage === 'text'
    ? unsupported(`a comparison of a text with the number ${spelling}, which is never true`)
    : literal;
}

function comparedText(literal: Literal, text: string, other: ValueKind): Literal {
  if (other.temporal !== undefined && other.temporal !== 'year' && /^\d{4}-\d\d-\d\d/.test(text))
    return unsupported(`a comparison of a time that is kept as a number with '${text}'`);
  if (!isNumber(other)) return literal;
  if (other.affinity === 'none')
    return unsupported(`a comparison of a number with the text '${text}', which is never true`);
  if (other.type === 'boolean' && /^(true|false)$/.test(text))
    return unsupported(
      `a comparison of a truth value with the text '${text}', which is never true`,
    );
  const numeric = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text);
  const value = Number(text);
  if (
    numeric &&
    Number.isFinite(value) &&
    (!Number.isInteger(value) || Number.isSafeInteger(value))
  )
    return { kind: 'literal', value };
  // What else JavaScript takes for a number, SQLite does not.
  return text.trim() !== '' && Number.isFinite(value)
    ? unsupported(`a comparison of a number with the text '${text}'`)
    : literal;
}
