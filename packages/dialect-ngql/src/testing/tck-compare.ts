import {
  BadNull,
  DateTimeValue,
  DateValue,
  DurationValue,
  GraphEdge,
  GraphNode,
  GraphPath,
  TimeValue,
  ValueSet,
  isList,
  isMap,
  isNull,
  shown,
  type GraphValue,
  type Properties,
} from '@momq/graph-store';
import { murmurHash } from '../engine/murmur-hash.js';
import type { TckEdge, TckValue } from './tck-values.js';

/**
 * How a table is compared, as NebulaGraph's own runner does (`tests/common/comparator.py`): `relaxed` ignores tags and properties that
 * the table does not write at all, `hashed` makes ids of texts, lists have any order.
 */
export interface Comparison {
  readonly relaxed: boolean;
  readonly hashed: boolean;
}

/** True where a value is what a cell of the TCK says. */
export function isExpected(value: GraphValue, cell: TckValue, how: Comparison): boolean {
  switch (cell.kind) {
    case 'plain':
      return isPlain(value, cell.value, how);
    case 'null':
      return isNull(value) && (value instanceof BadNull ? value.reason : 'NULL') === cell.reason;
    case 'list':
      return isList(value) && sameItems(value, cell.items, how);
    case 'set':
      return value instanceof ValueSet && sameItems(value.items, cell.items, how);
    case 'map':
      if (value instanceof ValueSet) return value.items.length === 0 && cell.entries.size === 0;
      return isMap(value) && isMapOf(value, cell, how);
    case 'node':
      return value instanceof GraphNode && isNode(value, cell, how);
    case 'edge':
      return value instanceof GraphEdge && isEdge(value, cell, how);
    case 'path':
      return value instanceof GraphPath && isPath(value, cell, how);
    case 'pattern':
      return cell.pattern.test(shown(value));
    case 'raw':
      return shown(value) === cell.text || (typeof value === 'string' && value === cell.text);
  }
}

function isPlain(
  value: GraphValue,
  cell: string | bigint | number | boolean,
  { hashed }: Comparison,
): boolean {
  if (typeof cell === 'number')
    return (
      typeof value === 'number' &&
      (Object.is(value, cell) || Math.abs(value - cell) <= 1e-6 * Math.max(1, Math.abs(cell)))
    );
  if (typeof cell !== 'string') return value === cell;
  if (
    value instanceof DateValue ||
    value instanceof TimeValue ||
    value instanceof DateTimeValue ||
    value instanceof DurationValue
  )
    return shown(value) === cell;
  return value === cell || (hashed && value === murmurHash(cell));
}

function allExpected(
  values: readonly GraphValue[],
  cells: readonly TckValue[],
  how: Comparison,
): boolean {
  return (
    values.length === cells.length &&
    values.every((value, index) => isExpected(value, cells[index]!, how))
  );
}

/** True where each value has a cell of its own, in any order. */
export function sameItems<Item, Cell>(
  items: readonly Item[],
  cells: readonly Cell[],
  how: Comparison,
  fits: (item: Item, cell: Cell, how: Comparison) => boolean = isExpected as never,
): boolean {
  if (items.length !== cells.length) return false;
  const open = [...cells];
  return items.every((item) => {
    const place = open.findIndex((cell) => fits(item, cell, how));
    if (place < 0) return false;
    open.splice(place, 1);
    return true;
  });
}

function isMapOf(map: Properties, cell: TckValue, how: Comparison): boolean {
  if (cell.kind !== 'map') return false;
  const { entries } = cell;
  return (
    map.size === entries.size &&
    [...entries].every(([key, cell]) => map.has(key) && isExpected(map.get(key)!, cell, how))
  );
}

function isNode(
  node: GraphNode,
  { id, tags }: Extract<TckValue, { kind: 'node' }>,
  how: Comparison,
): boolean {
  if (id !== undefined && !isId(node.id, id, how)) return false;
  if (!how.relaxed && node.labels.size !== tags.size) return false;
  return [...tags].every(([tag, cell]) => {
    const properties = node.labels.get(tag);
    if (properties === undefined) return false;
    if (cell === undefined) return how.relaxed || properties.size === 0;
    return isMapOf(properties, cell, how);
  });
}

/** The id of a node, which a space with whole numbers for ids has made of a text. */
function isId(id: GraphValue, cell: TckValue, { relaxed }: Comparison): boolean {
  return isExpected(id, cell, { relaxed, hashed: true });
}

function isEdge(edge: GraphEdge, cell: TckEdge, how: Comparison, forward = cell.forward): boolean {
  const [from, to] = forward ? [edge.from, edge.to] : [edge.to, edge.from];
  if (cell.type !== '' && edge.type !== cell.type) return false;
  if (cell.from !== undefined && !isId(from.id, cell.from, how)) return false;
  if (cell.to !== undefined && !isId(to.id, cell.to, how)) return false;
  if (cell.rank !== undefined && edge.rank !== cell.rank) return false;
  return cell.properties === undefined
    ? how.relaxed || edge.properties.size === 0
    : isMapOf(edge.properties, cell.properties, how);
}

function isPath(
  path: GraphPath,
  { nodes, edges }: Extract<TckValue, { kind: 'path' }>,
  how: Comparison,
): boolean {
  if (!allExpected(path.nodes, nodes, how)) return false;
  return edges.every((cell, index) => {
    const step = path.steps[index];
    if (step === undefined || step.forward !== cell.forward) return false;
    return isEdge(step.edge, cell, how, true);
  });
}
