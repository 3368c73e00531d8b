import type { FieldType, Value } from '@momq/dialect';
import {
  GraphEdge,
  GraphNode,
  GraphPath,
  isList,
  isMap,
  isNull,
  typeOf,
  type GraphValue,
} from '@momq/graph-store';
import { clockText } from './clock-text.js';
import { commonType } from './column-types.js';

/**
 * A value of plain data as the engine holds it: whole numbers are whole where the field is, others have a point, and so have those that
 * are beyond `Number.MAX_SAFE_INTEGER` where no field says more.
 */
export function engineValue(value: Value, type?: FieldType): GraphValue {
  if (typeof value === 'number') {
    const isWhole = type === undefined ? Number.isSafeInteger(value) : Number.isInteger(value);
    return isWhole && type !== 'real' ? BigInt(value) : value;
  }
  if (typeof value === 'bigint') return type === 'real' ? Number(value) : value;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: Value) => engineValue(item));
  return new Map(Object.entries(value).map(([key, item]) => [key, engineValue(item as Value)]));
}

/**
 * A value of the engine as a plain one, as a Neo4j server's: dates, times and durations as ISO 8601 text, integers as `number`
 * where that is exact, a node or relationship as the map of its properties, a path as the list of its nodes. `count` is called for each part of a value.
 */
export function plainValue(value: GraphValue, count: () => void = () => undefined): Value {
  count();
  if (isNull(value)) return null;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value !== 'object') return value;
  if (isList(value)) return value.map((item) => plainValue(item, count));
  if (isMap(value)) return plainMap(value, count);
  if (value instanceof GraphNode || value instanceof GraphEdge)
    return plainMap(value.properties, count);
  if (value instanceof GraphPath) return value.nodes.map((node) => plainValue(node, count));
  return clockText(value.toString());
}

function plainMap(map: ReadonlyMap<string, GraphValue>, count: () => void): Value {
  return Object.fromEntries([...map].map(([key, item]) => [key, plainValue(item, count)]));
}

/** The type of each column by its values. */
export function engineTypes(
  columns: readonly string[],
  rows: readonly (readonly GraphValue[])[],
): readonly FieldType[] {
  return columns.map((_, column) =>
    commonType(
      new Set(
        rows
          .map((row) => row[column] ?? null)
          .filter((value) => !isNull(value))
          .map(coarseType),
      ),
    ),
  );
}

function coarseType(value: GraphValue): FieldType {
  const type = typeOf(value);
  switch (type) {
    case 'boolean':
    case 'integer':
    case 'date':
    case 'datetime':
      return type;
    case 'localdatetime':
      return 'datetime';
    case 'float':
      return 'real';
    case 'string':
      return 'text';
    default:
      return 'other';
  }
}
