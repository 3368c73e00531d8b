import { queryError } from './engine-error.js';

const mostInteger = 2n ** 63n;

/** The value of a number as it is written. @throws QueryExecutionError for one that is too large */
export function numberOf(text: string): bigint | number {
  const plain = text.replaceAll('_', '').toLowerCase();
  const negative = plain.startsWith('-');
  const digits = negative ? plain.slice(1).trim() : plain;
  if (/^(0x[0-9a-f]+|0o?[0-7]+|\d+)$/.test(digits)) {
    const size = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
    const value = negative ? -size : size;
    if (value >= mostInteger || value < -mostInteger)
      throw queryError(`expected an integer of 64 bits, got ${text}`);
    return value;
  }
  const value = Number(plain.replace(/[df]$/, ''));
  if (Number.isNaN(value)) throw queryError(`expected a number, got ${text}`);
  if (!Number.isFinite(value)) throw queryError(`expected a float of 64 bits, got ${text}`);
  return value;
}

const escapes: Readonly<Record<string, string>> = {
  b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', s: ' ', 0: '\0',
}; // prettier-ignore

/** The text that a string literal stands for. @throws QueryExecutionError for an escape that Cypher does not have */
export function stringOf(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]))/g, (_, short, long, other) => {
      const code = (short ?? long) as string | undefined;
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
      const sign = other as string;
      if (sign === 'u' || sign === 'U')
        throw queryError(`expected four digits after \\u, got ${literal}`);
      return escapes[sign] ?? sign;
    });
}
