import {
  BadNull,
  GraphEdge,
  GraphNode,
  GraphPath,
  ValueSet,
  isList,
  isMap,
  isNull,
  type GraphValue,
} from '@momq/graph-store';
import type { EngineFunction } from './functions.js';

/** A function of one value that is null of null, and a bad type of what it does not take. */
const of =
  (read: (value: GraphValue) => GraphValue | undefined): EngineFunction =>
  ([value]) => {
    if (isNull(value!)) return value;
    const made = read(value!);
    return made === undefined ? BadNull.badType : made;
  };

const count = (value: GraphValue): bigint | undefined => {
  if (typeof value === 'string') return BigInt(Buffer.byteLength(value));
  if (isList(value)) return BigInt(value.length);
  if (value instanceof ValueSet) return BigInt(value.items.length);
  return isMap(value) ? BigInt(value.size) : undefined;
};

const edgesOf = (value: GraphValue): GraphValue | undefined =>
  value instanceof GraphPath ? value.steps.map(({ edge }) => edge) : undefined;

/** Functions of nodes, edges, paths and collections. */
export const graphFunctions: Readonly<Record<string, EngineFunction>> = {
  id: of((value) => (value instanceof GraphNode ? value.id : undefined)),
  tags: of((value) => (value instanceof GraphNode ? [...value.labels.keys()] : undefined)),
  labels: of((value) => (value instanceof GraphNode ? [...value.labels.keys()] : undefined)),
  properties: of((value) => {
    if (value instanceof GraphNode || value instanceof GraphEdge) return value.properties;
    return isMap(value) ? value : undefined;
  }),
  type: of((value) => (value instanceof GraphEdge ? value.type : undefined)),
  rank: of((value) => (value instanceof GraphEdge ? value.rank : undefined)),
  src: of((value) => (value instanceof GraphEdge ? value.from.id : undefined)),
  dst: of((value) => (value instanceof GraphEdge ? value.to.id : undefined)),
  startnode: of((value) =>
    value instanceof GraphEdge ? value.from : value instanceof GraphPath ? value.start : undefined,
  ),
  endnode: of((value) =>
    value instanceof GraphEdge ? value.to : value instanceof GraphPath ? value.end : undefined,
  ),
  keys: of((value) => {
    if (value instanceof GraphNode || value instanceof GraphEdge)
      return [...value.properties.keys()].sort();
    return isMap(value) ? [...value.keys()].sort() : undefined;
  }),
  nodes: of((value) => (value instanceof GraphPath ? value.nodes : undefined)),
  relationships: of(edgesOf),
  length: of((value) =>
    value instanceof GraphPath
      ? BigInt(value.steps.length)
      : typeof value === 'string'
        ? count(value)
        : undefined,
  ),
  size: of(count),
  head: of((value) => (isList(value) ? (value[0] ?? null) : undefined)),
  last: of((value) => (isList(value) ? (value.at(-1) ?? null) : undefined)),
  tail: of((value) => (isList(value) ? value.slice(1) : undefined)),
  reversepath: of((value) => {
    if (!(value instanceof GraphPath)) return undefined;
    const { nodes, steps } = value;
    return new GraphPath(
      value.end,
      steps
        .map(({ edge, forward }, index) => ({ edge, forward: !forward, node: nodes[index]! }))
        .reverse(),
    );
  }),
  range: ([first, last, by = 1n], { session }) => {
    if (isNull(first!) || isNull(last!) || isNull(by)) return BadNull.badType;
    if (typeof first !== 'bigint' || typeof last !== 'bigint' || typeof by !== 'bigint')
      return BadNull.badType;
    if (by === 0n) return BadNull.badData;
    const { budget } = session;
    const begin = () => ({ at: first, items: [] as bigint[] });
    return budget.turns.loop(graphFunctions, begin, (loop) => {
      if (by > 0n ? loop.at > last : loop.at < last) return false;
      loop.items.push(loop.at);
      loop.at += by;
      if (loop.items.length % 128 === 0) budget.hold(128);
      return true;
    }).items;
  },
  is_edge: of((value) => value instanceof GraphEdge),
};
