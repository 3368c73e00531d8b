import { BadNull, isList, isNull, textOf, type GraphValue } from '@momq/graph-store';
import type { EngineFunction } from './functions.js';

type Typed = { text: string; whole: bigint };
type Kind = keyof Typed;
type Arguments<Kinds extends readonly Kind[]> = { [At in keyof Kinds]: Typed[Kinds[At]] };

/** A function of values of some kinds: null of a null, a bad type of another kind. */
function typed<const Kinds extends readonly Kind[]>(
  kinds: Kinds,
  compute: (...values: Arguments<Kinds>) => GraphValue,
): EngineFunction {
  return (values) => {
    if (values.some(isNull)) return null;
    const fits = values.every((value, at) => {
      const kind = kinds[Math.min(at, kinds.length - 1)];
      return kind === 'text' ? typeof value === 'string' : typeof value === 'bigint';
    });
    return fits ? compute(...(values as unknown as Arguments<Kinds>)) : BadNull.badType;
  };
}

const lower = typed(['text'], (text) => text.toLowerCase());
const upper = typed(['text'], (text) => text.toUpperCase());

const part: EngineFunction = ([text, from, length]) => {
  if (isNull(text!) || isNull(from!) || (length !== undefined && isNull(length))) return null;
  if (typeof text !== 'string' || typeof from !== 'bigint') return BadNull.badType;
  if (length !== undefined && typeof length !== 'bigint') return BadNull.badType;
  if (from < 0n || (length !== undefined && length < 0n)) return BadNull.badData;
  return text.slice(Number(from), length === undefined ? undefined : Number(from + length));
};

function padding(text: string, length: bigint, fill: string): string | BadNull {
  if (length < 0n || length > 65_536n) return BadNull.badData;
  return fill === ''
    ? ''
    : fill
        .repeat(Math.ceil(Math.max(0, Number(length) - text.length) / fill.length))
        .slice(0, Math.max(0, Number(length) - text.length));
}

function jsonValue(value: unknown): GraphValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(jsonValue);
  return new Map(Object.entries(value as object).map(([key, item]) => [key, jsonValue(item)]));
}

/** Functions of texts. Places count from 0. */
export const textFunctions: Readonly<Record<string, EngineFunction>> = {
  lower,
  tolower: lower,
  upper,
  toupper: upper,
  trim: typed(['text'], (text) => text.trim()),
  ltrim: typed(['text'], (text) => text.trimStart()),
  rtrim: typed(['text'], (text) => text.trimEnd()),
  left: typed(['text', 'whole'], (text, length) =>
    length < 0n ? BadNull.badData : text.slice(0, Number(length)),
  ),
  right: typed(['text', 'whole'], (text, length) =>
    length < 0n ? BadNull.badData : length === 0n ? '' : text.slice(-Number(length)),
  ),
  substr: part,
  substring: part,
  replace: typed(['text', 'text', 'text'], (text, from, to) => text.replaceAll(from, () => to)),
  reverse: ([value]) => {
    if (isNull(value!)) return null;
    if (isList(value!)) return [...value].reverse();
    return typeof value === 'string' ? [...value].reverse().join('') : BadNull.badType;
  },
  split: typed(['text', 'text'], (text, by) => text.split(by)),
  lpad: typed(['text', 'whole', 'text'], (text, length, fill) => {
    const fills = padding(text, length, fill);
    return typeof fills === 'string' ? (fills + text).slice(0, Number(length)) : fills;
  }),
  rpad: typed(['text', 'whole', 'text'], (text, length, fill) => {
    const fills = padding(text, length, fill);
    return typeof fills === 'string' ? (text + fills).slice(0, Number(length)) : fills;
  }),
  strcasecmp: typed(['text', 'text'], (left, right) => {
    const [first, second] = [left.toLowerCase(), right.toLowerCase()];
    return first === second ? 0n : first < second ? -1n : 1n;
  }),
  concat: (values) => (values.some(isNull) ? null : values.map(textOf).join('')),
  concat_ws: ([by, ...values]) =>
    typeof by === 'string'
      ? values
          .filter((value) => !isNull(value))
          .map(textOf)
          .join(by)
      : null,
  extract: typed(['text', 'text'], (text, pattern) => {
    try {
      return [...text.matchAll(new RegExp(pattern, 'gu'))].map(([found]) => found);
    } catch {
      return BadNull.badData;
    }
  }),
  json_extract: typed(['text'], (text) => {
    try {
      return jsonValue(JSON.parse(text));
    } catch {
      return BadNull.badData;
    }
  }),
};
