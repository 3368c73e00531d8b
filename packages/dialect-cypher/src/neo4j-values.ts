import { PeriodDuration } from '@momq/graph-store';
import neo4j from 'neo4j-driver';
import type { Duration } from 'neo4j-driver';
import type { FieldType, Value } from '@momq/dialect';
import { clockText } from './clock-text.js';
import { plainType } from './column-types.js';

/**
 * A value of Neo4j's driver as a plain one: integers as `number` where that is exact, dates, times and durations as
 * ISO 8601 text, bytes as hexadecimal text, a node, relationship or point as a map, a path as the list of its nodes.
 */
export function plainNeo4jValue(value: unknown): Value {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    case 'object':
      return value === null ? null : plainObject(value);
    default:
      return null;
  }
}

function plainObject(value: object): Value {
  if (ArrayBuffer.isView(value))
    return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
  if (Array.isArray(value)) return value.map(plainNeo4jValue);
  if (neo4j.isNode(value) || neo4j.isRelationship(value)) return plainMap(value.properties);
  if (neo4j.isPath(value))
    return [value.start, ...value.segments.map((segment) => segment.end)].map(plainNeo4jValue);
  if (neo4j.isPoint(value)) return plainMap({ ...value });
  if (neo4j.isInt(value)) return value.toNumber();
  if (neo4j.isDuration(value)) return durationText(value);
  const isPlain = Object.getPrototypeOf(value) === Object.prototype;
  return isPlain ? plainMap(value) : clockText(String(value));
}

/** The driver's own text ends in `T` where there is no time, which ISO 8601 does not allow. */
function durationText({ months, days, seconds, nanoseconds }: Duration): string {
  const [wholeMonths, wholeDays, wholeSeconds, rest] = [months, days, seconds, nanoseconds].map(
    (part) => BigInt(part.toString()),
  ) as [bigint, bigint, bigint, bigint];
  const time = wholeSeconds * 1_000_000_000n + rest;
  return new PeriodDuration(wholeMonths, wholeDays, time).toString();
}

function plainMap(map: object): Value {
  return Object.fromEntries(
    Object.entries(map).map(([key, inner]) => [key, plainNeo4jValue(inner)]),
  );
}

/** The type of a value of Neo4j's driver: with its big integers, a `number` is a float. */
export function neo4jType(value: unknown): FieldType {
  if (typeof value === 'bigint') return 'integer';
  if (typeof value === 'number') return 'real';
  if (neo4j.isDate(value as object)) return 'date';
  if (neo4j.isDateTime(value as object) || neo4j.isLocalDateTime(value as object))
    return 'datetime';
  return plainType(value);
}

/** A value of a query's parameter for Neo4j's driver, which takes a `number` for a float. */
export function neo4jParameter(value: Value): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(neo4jParameter);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, neo4jParameter(inner as Value)]),
  );
}
