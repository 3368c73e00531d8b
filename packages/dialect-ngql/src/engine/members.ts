import {
  BadNull,
  DateTimeValue,
  DateValue,
  DurationValue,
  GraphEdge,
  GraphNode,
  TimeValue,
  isList,
  isMap,
  isNull,
  type GraphValue,
} from '@momq/graph-store';
import { unsupported } from './engine-error.js';

/** A property of a value, by name. What a map, an edge or a node lacks is null; a node has its tags, each a map of its properties. @throws UnsupportedFeatureError for the number of an edge type */
export function member(value: GraphValue, name: string): GraphValue {
  if (isNull(value)) return value;
  if (isMap(value)) return value.get(name) ?? null;
  if (value instanceof GraphNode) return value.labels.get(name) ?? null;
  if (value instanceof GraphEdge) return edgeMember(value, name);
  if (value instanceof DateValue || value instanceof TimeValue || value instanceof DateTimeValue)
    return temporalPart(value, name.toLowerCase());
  if (value instanceof DurationValue) return durationPart(value, name.toLowerCase());
  return BadNull.badType;
}

function edgeMember(edge: GraphEdge, name: string): GraphValue {
  switch (name) {
    case '_src':
      return edge.from.id;
    case '_dst':
      return edge.to.id;
    case '_rank':
      return edge.rank;
    case '_type':
      throw unsupported('the number of an edge type');
    default:
      return edge.properties.get(name) ?? null;
  }
}

function temporalPart(value: DateValue | TimeValue | DateTimeValue, name: string): GraphValue {
  const date = value instanceof DateTimeValue ? value.date : value;
  const time = value instanceof DateTimeValue ? value.time : value;
  if (date instanceof DateValue && (name === 'year' || name === 'month' || name === 'day'))
    return BigInt(date[name]);
  if (
    time instanceof TimeValue &&
    (name === 'hour' || name === 'minute' || name === 'second' || name === 'microsecond')
  )
    return BigInt(time[name]);
  return BadNull.unknownProperty;
}

function durationPart(value: DurationValue, name: string): GraphValue {
  const seconds = value.microseconds / 1_000_000n;
  switch (name) {
    case 'months':
      return BigInt(value.months % 12);
    case 'years':
      return BigInt(Math.trunc(value.months / 12));
    case 'seconds':
      return seconds;
    case 'microseconds':
      return value.microseconds % 1_000_000n;
    default:
      return BadNull.unknownProperty;
  }
}

/** An item of a list by its place, from the end where negative, or a property by its name. */
export function element(of: GraphValue, index: GraphValue): GraphValue {
  if (isNull(of) || isNull(index)) return isNull(of) ? of : null;
  if (isList(of)) {
    if (typeof index !== 'bigint') return BadNull.badType;
    const place = index < 0n ? of.length + Number(index) : Number(index);
    return of[place] ?? BadNull.outOfRange;
  }
  if (typeof index !== 'string') return BadNull.badType;
  return member(of, index);
}

/** The items of a list from one place to before another; undefined is its beginning or its end. */
export function slice(
  list: GraphValue,
  from: GraphValue | undefined,
  to: GraphValue | undefined,
): GraphValue {
  if (isNull(list)) return null;
  if (!isList(list)) return BadNull.badType;
  if ((from !== undefined && isNull(from)) || (to !== undefined && isNull(to))) return null;
  const isWhole = (bound: GraphValue | undefined): bound is bigint | undefined =>
    bound === undefined || typeof bound === 'bigint';
  if (!isWhole(from) || !isWhole(to)) return BadNull.badType;
  const place = (bound: bigint | undefined, other: number): number =>
    bound === undefined
      ? other
      : bound < 0n
        ? Math.max(0, list.length + Number(bound))
        : Number(bound);
  const [first, last] = [place(from, 0), place(to, list.length)];
  return first < last ? list.slice(first, last) : [];
}
