import { GraphEdge, GraphNode, GraphPath } from './graph-elements.js';
import { compareTemporal } from './temporal/temporal-order.js';
import { isInstant, isTemporal } from './temporal/temporal-value.js';
import { DateTimeValue, DurationValue, TimeValue } from './temporal-values.js';
import {
  BadNull,
  ValueSet,
  isList,
  isMap,
  isNull,
  isNumber,
  typeOf,
  type GraphValue,
  type ValueType,
} from './values.js';

/** What languages differ in when they compare. */
export interface EqualityRules {
  /** Numbers with a point that are no further apart are equal. Default: 0. */
  readonly tolerance?: number;
  /** Null inside lists and maps: as null alone, where nothing is known, or the same as null. Default: `unknown`. */
  readonly nullInside?: 'unknown' | 'same';
}

/** `=` of three-valued logic: null where a side is, also inside lists and maps unless `rules` say otherwise. Values of unlike kinds differ. */
export function equals(
  left: GraphValue,
  right: GraphValue,
  rules: EqualityRules = {},
): boolean | null {
  if (isNull(left) || isNull(right)) return null;
  if (typeof left === 'string' && typeof right === 'string') return left === right;
  if (isNumber(left) && isNumber(right)) return sameNumber(left, right, rules.tolerance ?? 0);
  if (left instanceof GraphNode && left === right) return true;
  if (isList(left) && isList(right)) return allEqual(left, right, rules);
  if (isMap(left) && isMap(right)) return mapsEqual(left, right, rules);
  return typeOf(left) === typeOf(right) && keyOf(left) === keyOf(right);
}

function sameNumber(left: bigint | number, right: bigint | number, tolerance: number): boolean {
  // eslint-disable-next-line eqeqeq -- a bigint and a number of the same size are equal
  if (left == right) return true;
  if (typeof left === 'bigint' && typeof right === 'bigint') return false;
  return Math.abs(Number(left) - Number(right)) < tolerance;
}

function allEqual(
  left: readonly GraphValue[],
  right: readonly GraphValue[],
  rules: EqualityRules,
): boolean | null {
  if (left.length !== right.length) return false;
  let found: boolean | null = true;
  for (const [index, item] of left.entries()) {
    const other = right[index]!;
    const isSame = rules.nullInside === 'same' && (isNull(item) || isNull(other));
    const same = isSame ? isNull(item) && isNull(other) : equals(item, other, rules);
    if (same === false) return false;
    if (same === null) found = null;
  }
  return found;
}

function mapsEqual(
  left: ReadonlyMap<string, GraphValue>,
  right: ReadonlyMap<string, GraphValue>,
  rules: EqualityRules,
): boolean | null {
  if (left.size !== right.size || ![...left.keys()].every((key) => right.has(key))) return false;
  return allEqual(
    [...left.values()],
    [...left.keys()].map((key) => right.get(key)!),
    rules,
  );
}

/**
 * `left < right`: negative, 0 or positive; null where a side is null and for values of unlike kinds, {@link BadNull.badType} for kinds
 * that have no order, and NaN beside numbers, which is in none.
 */
export function compared(left: GraphValue, right: GraphValue): number | null | BadNull {
  if (isNull(left) || isNull(right)) return null;
  if (isNumber(left) && isNumber(right)) return sign(left, right);
  const type = typeOf(left);
  if (type !== typeOf(right)) return null;
  if (isList(left) && isList(right)) {
    for (const [index, item] of left.entries()) {
      if (index >= right.length) return 1;
      const order = compared(item, right[index]!);
      if (order !== 0) return order;
    }
    return left.length - right.length;
  }
  if (isInstant(left) && isInstant(right)) return compareTemporal(left, right);
  const [first, second] = [orderKey(left), orderKey(right)];
  return first === undefined || second === undefined ? BadNull.badType : sign(first, second);
}

function orderKey(value: GraphValue): string | bigint | number | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof TimeValue || value instanceof DateTimeValue) return value.microseconds;
  return undefined;
}

function sign(left: string | bigint | number, right: string | bigint | number): number {
  if (typeof left === 'string' && typeof right === 'string') return textOrder(left, right);
  if (left < right) return -1;
  if (left > right) return 1;
  // eslint-disable-next-line eqeqeq -- a bigint and a number of the same size are equal
  return left == right ? 0 : Number.NaN;
}

/** By characters: JavaScript's own order is of UTF-16 units, where `😀` comes before `ﬁ`. */
function textOrder(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  let place = 0;
  while (place < length && left.charCodeAt(place) === right.charCodeAt(place)) place += 1;
  if (place === length) return left.length - right.length;
  return characterRank(left.charCodeAt(place)) - characterRank(right.charCodeAt(place));
}

/** A unit's place in the order of characters: surrogates, of which characters beyond U+FFFF are made, behind all others. */
function characterRank(unit: number): number {
  if (unit >= 0xe0_00) return unit - 0x8_00;
  return unit >= 0xd8_00 ? unit + 0x20_00 : unit;
}

/** The order in which ORDER BY puts kinds, null last. */
const ranks: readonly ValueType[] = [
  'map', 'node', 'edge', 'list', 'set', 'path', 'datetime', 'localdatetime', 'date', 'time', 'localtime', 'duration', 'string', 'boolean', 'integer', 'float', 'null',
]; // prettier-ignore

/** The order of all values, for ORDER BY: kinds in a fixed order, numbers together, NaN behind them, null last. */
export function totalOrder(left: GraphValue, right: GraphValue): number {
  const [first, second] = [rankOf(left), rankOf(right)];
  if (first !== second) return first - second;
  if (isNull(left)) return 0;
  if (isNumber(left) && isNumber(right)) {
    const order = sign(left, right);
    if (!Number.isNaN(order)) return order;
    return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
  }
  if (isList(left) && isList(right)) {
    for (const [index, item] of left.entries()) {
      if (index >= right.length) return 1;
      const order = totalOrder(item, right[index]!);
      if (order !== 0) return order;
    }
    return left.length - right.length;
  }
  if (isMap(left) && isMap(right)) return left.size - right.size || mapOrder(left, right);
  if (left instanceof GraphPath && right instanceof GraphPath)
    return totalOrder(
      left.nodes.map((node) => node),
      right.nodes.map((node) => node),
    );
  if (left instanceof GraphNode && right instanceof GraphNode) return totalOrder(left.id, right.id);
  if (left instanceof GraphEdge && right instanceof GraphEdge)
    return totalOrder(edgeKeyOf(left), edgeKeyOf(right));
  const order =
    isTemporal(left) && isTemporal(right) ? compareTemporal(left, right) : compared(left, right);
  if (typeof order === 'number') return order;
  return sign(keyOf(left), keyOf(right));
}

/** Maps of one size by their keys, and those of the same keys by their values. */
function mapOrder(
  left: ReadonlyMap<string, GraphValue>,
  right: ReadonlyMap<string, GraphValue>,
): number {
  const [first, second] = [[...left.keys()].sort(), [...right.keys()].sort()];
  return (
    totalOrder(first, second) ||
    totalOrder(
      first.map((key) => left.get(key)!),
      second.map((key) => right.get(key)!),
    )
  );
}

function edgeKeyOf({ from, to, type, rank }: GraphEdge): readonly GraphValue[] {
  return [from.id, to.id, type, rank];
}

function rankOf(value: GraphValue): number {
  const type = typeOf(value);
  return ranks.indexOf(type === 'float' ? 'integer' : type);
}

/** A text that values have in common when DISTINCT, grouping and sets hold them for the same; null is the same as null. */
export function keyOf(value: GraphValue): string {
  if (value === null) return '~';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') return `n${value}`;
  if (typeof value === 'number') return Number.isInteger(value) ? `n${BigInt(value)}` : `n${value}`;
  if (value instanceof BadNull) return '~';
  if (isList(value)) return `[${value.map(keyOf).join()}]`;
  if (isMap(value))
    return `{${[...value]
      .map(([key, item]) => `${JSON.stringify(key)}:${keyOf(item)}`)
      .sort()
      .join()}}`;
  if (value instanceof ValueSet) return `s[${value.items.map(keyOf).sort().join()}]`;
  if (value instanceof GraphNode) return `v${keyOf(value.id)}`;
  if (value instanceof GraphEdge) return `e[${edgeKeyOf(value).map(keyOf).join()}]`;
  if (value instanceof GraphPath)
    return `p[${[keyOf(value.start), ...value.steps.map(({ edge, forward }) => `${forward || edge.from === edge.to ? '>' : '<'}${keyOf(edge)}`)].join()}]`;
  if (value instanceof DurationValue) return `d${value.months},${value.microseconds}`;
  return `${typeOf(value)}${value.toString()}`;
}

/** The values, each once, the first of equal ones. */
export function distinct(values: readonly GraphValue[]): readonly GraphValue[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = keyOf(value);
    return !seen.has(key) && seen.add(key);
  });
}
