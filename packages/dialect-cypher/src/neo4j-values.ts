import neo4j from 'neo4j-driver';
import type { Value } from '@momq/dialect';

/**
 * A value of Neo4j's driver as a plain one: integers as `number` where that is exact, dates, times and durations as
 * ISO 8601 text, a node, relationship or point as a map, a path as the list of its nodes.
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
  if (Array.isArray(value)) return value.map(plainNeo4jValue);
  if (neo4j.isNode(value) || neo4j.isRelationship(value)) return plainMap(value.properties);
  if (neo4j.isPath(value))
    return [value.start, ...value.segments.map((segment) => segment.end)].map(plainNeo4jValue);
  if (neo4j.isPoint(value)) return plainMap({ ...value });
  if (neo4j.isInt(value)) return value.toNumber();
  const isPlain = Object.getPrototypeOf(value) === Object.prototype;
  return isPlain ? plainMap(value) : String(value);
}

function plainMap(map: object): Value {
  return Object.fromEntries(
    Object.entries(map).map(([key, inner]) => [key, plainNeo4jValue(inner)]),
  );
}
