import {
  GraphEdge,
  GraphNode,
  GraphPath,
  equals,
  isList,
  isMap,
  isNull,
  typeOf,
  type GraphValue,
} from '@momq/graph-store';
import { queryError } from './engine-error.js';
import { ofOne, type FunctionTable } from './function-table.js';
import type { StaticType } from './scope.js';

const element: readonly StaticType[] = ['node', 'edge'];

function wrong(name: string, wanted: string, value: GraphValue): Error {
  return queryError(`${name}: expected ${wanted}, got a ${typeOf(value)}`);
}

function idOf(value: GraphValue): GraphValue {
  if (value instanceof GraphNode) return value.id;
  if (value instanceof GraphEdge) return value.rank;
  throw wrong('id', 'a node or a relationship', value);
}

function propertiesOf(name: string, value: GraphValue): ReadonlyMap<string, GraphValue> {
  if (value instanceof GraphNode || value instanceof GraphEdge) return value.properties;
  if (isMap(value)) return value;
  throw wrong(name, 'a node, a relationship or a map', value);
}

function sizeOf(value: GraphValue): GraphValue {
  if (isList(value)) return BigInt(value.length);
  if (typeof value === 'string') return BigInt(Array.from(value).length);
  throw wrong('size', 'a list or a text', value);
}

function listIn(name: string, value: GraphValue): readonly GraphValue[] {
  if (isList(value)) return value;
  throw wrong(name, 'a list', value);
}

function pathIn(name: string, value: GraphValue): GraphPath {
  if (value instanceof GraphPath) return value;
  throw wrong(name, 'a path', value);
}

function edgeIn(name: string, value: GraphValue): GraphEdge {
  if (value instanceof GraphEdge) return value;
  throw wrong(name, 'a relationship', value);
}

/** Functions of nodes, relationships, paths, lists and maps. */
export const graphFunctions: FunctionTable = {
  id: ofOne(idOf, { takes: [element], gives: 'integer' }),
  elementid: ofOne((value) => String(idOf(value)), { takes: [element], gives: 'string' }),
  labels: ofOne(
    (value) => {
      if (value instanceof GraphNode) return [...value.labels.keys()];
      throw wrong('labels', 'a node', value);
    },
    { takes: [['node']], gives: 'list' },
  ),
  type: ofOne((value) => edgeIn('type', value).type, { takes: [['edge']], gives: 'string' }),
  properties: ofOne((value) => new Map(propertiesOf('properties', value)), {
    takes: [['node', 'edge', 'map']],
    gives: 'map',
  }),
  keys: ofOne(
    (value) => {
      const all = propertiesOf('keys', value);
      return [...all.keys()];
    },
    { takes: [['node', 'edge', 'map']], gives: 'list' },
  ),
  startnode: ofOne((value) => edgeIn('startNode', value).from, {
    takes: [['edge']],
    gives: 'node',
  }),
  endnode: ofOne((value) => edgeIn('endNode', value).to, { takes: [['edge']], gives: 'node' }),
  nodes: ofOne((value) => pathIn('nodes', value).nodes, { takes: [['path']], gives: 'list' }),
  relationships: ofOne((value) => pathIn('relationships', value).steps.map(({ edge }) => edge), {
    takes: [['path']],
    gives: 'list',
  }),
  length: ofOne((value) => BigInt(pathIn('length', value).steps.length), {
    takes: [['path']],
    gives: 'integer',
  }),
  size: ofOne(sizeOf, { takes: [['list', 'string']], gives: 'integer' }),
  head: ofOne((value) => listIn('head', value)[0] ?? null, { takes: [['list']] }),
  last: ofOne((value) => listIn('last', value).at(-1) ?? null, { takes: [['list']] }),
  tail: ofOne((value) => listIn('tail', value).slice(1), { takes: [['list']], gives: 'list' }),
  isempty: ofOne(
    (value) => {
      if (isMap(value)) return value.size === 0;
      if (isList(value) || typeof value === 'string') return value.length === 0;
      throw wrong('isEmpty', 'a list, a map or a text', value);
    },
    { takes: [['list', 'map', 'string']], gives: 'boolean' },
  ),
  exists: ofOne((value) => !isNull(value), { ofNull: true, gives: 'boolean' }),
  timestamp: { count: [0, 0], gives: 'integer', call: () => BigInt(Date.now()) },
  nullif: {
    count: [2, 2],
    ofNull: true,
    call: ([value, other]) => (equals(value!, other!) === true ? null : value!),
  },
  randomuuid: { count: [0, 0], gives: 'string', call: () => crypto.randomUUID() },
};
