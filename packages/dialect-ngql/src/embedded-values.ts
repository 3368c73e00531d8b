import type { FieldType, Value } from '@momq/dialect';
import {
  GraphEdge,
  GraphNode,
  GraphPath,
  ValueSet,
  isList,
  isMap,
  isNull,
  typeOf,
  type GraphValue,
  type Properties,
} from '@momq/graph-store';

/** A value of plain data as the engine holds it: whole numbers are whole where the field is, others have a point. */
export function engineValue(value: Value, type?: FieldType): GraphValue {
  if (typeof value === 'number')
    return type !== 'real' && Number.isInteger(value) ? BigInt(value) : value;
  if (typeof value === 'bigint') return type === 'real' ? Number(value) : value;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: Value) => engineValue(item));
  return new Map(Object.entries(value).map(([key, item]) => [key, engineValue(item as Value)]));
}

/** A value of the engine as plain data, without loss: points in time are ISO 8601 text, nodes and edges objects. */
export function plainValue(value: GraphValue): Value {
  if (isNull(value)) return null;
  if (typeof value === 'bigint')
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
      ? Number(value)
      : value;
  if (typeof value !== 'object') return value;
  if (isList(value)) return value.map(plainValue);
  if (value instanceof ValueSet) return value.items.map(plainValue);
  if (isMap(value)) return plainMap(value);
  if (value instanceof GraphNode)
    return {
      id: plainValue(value.id),
      tags: Object.fromEntries([...value.labels].map(([tag, map]) => [tag, plainMap(map)])),
    };
  if (value instanceof GraphEdge)
    return {
      type: value.type,
      src: plainValue(value.from.id),
      dst: plainValue(value.to.id),
      rank: plainValue(value.rank),
      properties: plainMap(value.properties),
    };
  if (value instanceof GraphPath)
    return {
      nodes: value.nodes.map(plainValue),
      edges: value.steps.map(({ edge }) => plainValue(edge)),
    };
  return value.toString();
}

function plainMap(map: Properties): { readonly [key: string]: Value } {
  return Object.fromEntries([...map].map(([key, item]) => [key, plainValue(item)]));
}

/** The coarse type of each column, by its values. */
export function columnTypes(
  columns: readonly string[],
  rows: readonly (readonly GraphValue[])[],
): readonly FieldType[] {
  return columns.map((_, column) => {
    const types = new Set(
      rows
        .map((row) => row[column]!)
        .filter((value) => !isNull(value))
        .map(coarseType),
    );
    const [first, ...others] = types;
    if (first !== undefined && others.length === 0) return first;
    const isNumber =
      types.size > 0 && [...types].every((type) => type === 'integer' || type === 'real');
    return isNumber ? 'real' : 'other';
  });
}

function coarseType(value: GraphValue): FieldType {
  const type = typeOf(value);
  switch (type) {
    case 'boolean':
    case 'integer':
    case 'date':
    case 'datetime':
      return type;
    case 'float':
      return 'real';
    case 'string':
      return 'text';
    default:
      return 'other';
  }
}
