import type { GraphEdge, GraphNode, GraphPath } from './graph-elements.js';
import { GraphEdge as Edge, GraphNode as Node, GraphPath as Path } from './graph-elements.js';
import { isTemporal, type TemporalValue } from './temporal/temporal-value.js';
import { DateTimeValue, DurationValue, TimeValue } from './temporal-values.js';

/** Why there is no value. `EMPTY` is a property of what is not there at all. */
export type NullReason =
  'BAD_TYPE' | 'BAD_DATA' | 'UNKNOWN_PROP' | 'DIV_BY_ZERO' | 'OVERFLOW' | 'OUT_OF_RANGE' | 'EMPTY';

/** A null that says why; in logic and comparisons it is a null like any other. */
export class BadNull {
  readonly reason: NullReason;

  private constructor(reason: NullReason) {
    this.reason = reason;
  }

  static readonly badType: BadNull = new BadNull('BAD_TYPE');
  static readonly badData: BadNull = new BadNull('BAD_DATA');
  static readonly unknownProperty: BadNull = new BadNull('UNKNOWN_PROP');
  static readonly divisionByZero: BadNull = new BadNull('DIV_BY_ZERO');
  static readonly overflow: BadNull = new BadNull('OVERFLOW');
  static readonly outOfRange: BadNull = new BadNull('OUT_OF_RANGE');
  static readonly empty: BadNull = new BadNull('EMPTY');
}

/** Values that each occur once, in the order in which they came. */
export class ValueSet {
  readonly items: readonly GraphValue[];

  /** `items` have to differ from each other. */
  constructor(items: readonly GraphValue[]) {
    this.items = items;
  }
}

/** Any value. Whole numbers are `bigint`, others `number`; lists are arrays. */
export type GraphValue =
  | null
  | BadNull
  | boolean
  | bigint
  | number
  | string
  | TemporalValue
  | TimeValue
  | DateTimeValue
  | DurationValue
  | GraphNode
  | GraphEdge
  | GraphPath
  | ValueSet
  | readonly GraphValue[]
  | ReadonlyMap<string, GraphValue>;

/** Names of the kinds of values. */
export type ValueType =
  | 'null' | 'boolean' | 'integer' | 'float' | 'string' | 'date' | 'localtime' | 'time'
  | 'localdatetime' | 'datetime' | 'duration' | 'node' | 'edge' | 'path' | 'list' | 'set' | 'map'; // prettier-ignore

/** The kind of a value. */
export function typeOf(value: GraphValue): ValueType {
  if (value === null || value instanceof BadNull) return 'null';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'bigint') return 'integer';
  if (typeof value === 'number') return 'float';
  if (typeof value === 'string') return 'string';
  if (Array.isArray(value)) return 'list';
  if (value instanceof Node) return 'node';
  if (value instanceof Edge) return 'edge';
  if (value instanceof Path) return 'path';
  if (value instanceof ValueSet) return 'set';
  if (isTemporal(value)) return value.kind;
  if (value instanceof TimeValue) return 'time';
  if (value instanceof DateTimeValue) return 'datetime';
  return value instanceof DurationValue ? 'duration' : 'map';
}

/** True for null of every reason. */
export function isNull(value: GraphValue): value is null | BadNull {
  return value === null || value instanceof BadNull;
}

/** True for a list. */
export function isList(value: GraphValue): value is readonly GraphValue[] {
  return Array.isArray(value);
}

/** True for a map. */
export function isMap(value: GraphValue): value is ReadonlyMap<string, GraphValue> {
  return value instanceof Map;
}

/** True for whole and other numbers. */
export function isNumber(value: GraphValue): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}
