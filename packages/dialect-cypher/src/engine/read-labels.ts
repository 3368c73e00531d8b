import { unsupported } from './engine-error.js';
import type { LabelTest } from './query-parts.js';
import type { TokenReader } from './token-reader.js';

/** Reads a label expression, with the colon or IS before it. */
export function readLabels(reader: TokenReader): LabelTest {
  if (!reader.takes(':')) reader.require('IS');
  return alternatives(reader);
}

function alternatives(reader: TokenReader): LabelTest {
  const parts = [conjunction(reader)];
  while (reader.takes('|')) {
    reader.takes(':');
    parts.push(conjunction(reader));
  }
  return parts.length === 1 ? parts[0]! : { kind: 'or', parts };
}

function conjunction(reader: TokenReader): LabelTest {
  const parts = [factor(reader)];
  while (reader.takes('&') || reader.takes(':')) parts.push(factor(reader));
  return parts.length === 1 ? parts[0]! : { kind: 'and', parts };
}

function factor(reader: TokenReader): LabelTest {
  if (reader.takes('!')) return { kind: 'not', of: factor(reader) };
  if (reader.takes('%')) return { kind: 'any' };
  if (reader.sees('$')) throw unsupported('a label that an expression gives');
  if (!reader.takes('(')) return { kind: 'name', name: reader.name() };
  const inside = alternatives(reader);
  reader.require(')');
  return inside;
}
