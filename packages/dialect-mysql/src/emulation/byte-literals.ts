import { isUtf8 } from 'node:buffer';
import type { Node } from '../syntax/nodes.js';
import { missing } from './sqlite-calls.js';

/** A literal of bytes, `x'4d79'` or `b'101'`, by its hexadecimal digits. */
export type BytesLiteral = Extract<Node, { kind: 'bytes' }>;

/** SQLite's INTEGER goes as far. */
const MAX_INTEGER = 2n ** 63n - 1n;

/** The bytes as values of bytes are written in answers. */
export function shownBytes({ hex }: BytesLiteral): Node {
  return { kind: 'text', value: `\\x${wholeBytes(hex).toLowerCase()}`, at: 0, end: 0 };
}

/** The text that the bytes are. @throws UnsupportedFeatureError for bytes that are none: the engine has texts alone */
export function bytesAsText({ hex }: BytesLiteral): string {
  const even = wholeBytes(hex);
  if (!isUtf8(Buffer.from(even, 'hex'))) throw missing(`bytes that are no UTF-8, x'${even}'`);
  return `CAST(x'${even}' AS TEXT)`;
}

function wholeBytes(hex: string): string {
  return hex.length % 2 === 0 ? hex : `0${hex}`;
}

/** The number that the bytes are where one is wanted. @throws UnsupportedFeatureError for one beyond 2^63 - 1 */
export function bytesAsNumber({ hex }: BytesLiteral): string {
  const number = BigInt(`0x0${hex}`);
  if (number > MAX_INTEGER) throw missing(`a number of more than 63 bits, 0x${hex}`);
  return String(number);
}
