import type { PathPattern } from '../syntax/syntax-tree.js';
import { schemaError, unknownName } from './schema-error.js';
import type { Fields, KnownGraph } from './known-graph.js';
import type { NamedValues } from './named-values.js';

/**
 * Tags, edge types, properties and directions of a path.
 *
 * @throws QueryExecutionError for the first that the graph does not have
 */
export function checkPath(
  { nodes, edges }: PathPattern,
  graph: KnownGraph,
  names: NamedValues,
): void {
  const tags = nodes.map(({ name, labels }) =>
    labels.length > 0 ? labels.map((label) => label.name) : (names.get(name)?.tags ?? []),
  );
  nodes.forEach(({ labels, properties }) => {
    for (const label of labels) {
      const fields = tagFields(graph, label.name);
      for (const map of [label.properties, properties])
        if (map !== undefined && labels.length === 1)
          for (const [key] of map.entries) requireField(label.name, fields, key);
    }
  });
  edges.forEach(({ types, properties, direction, range }, index) => {
    for (const type of types) {
      const { fields } = edgeOf(graph, type);
      if (types.length === 1)
        for (const [key] of properties?.entries ?? []) requireField(type, fields, key);
    }
    const [left, right] = [tags[index]!, tags[index + 1]!];
    if (range !== undefined || types.length === 0 || left.length !== 1 || right.length !== 1)
      return;
    const pair = { from: left[0]!, to: right[0]! };
    requireDirection(graph, types, direction === 'in' ? turned(pair) : pair, direction === 'both');
  });
}

interface Pair {
  readonly from: string;
  readonly to: string;
}

const turned = ({ from, to }: Pair): Pair => ({ from: to, to: from });
const isSame = (left: Pair, right: Pair): boolean =>
  left.from === right.from && left.to === right.to;

function requireDirection(
  graph: KnownGraph,
  types: readonly string[],
  pair: Pair,
  eitherWay: boolean,
): void {
  const ends = types.flatMap((type) => graph.edges.get(type)?.ends ?? []);
  const leads = (wanted: Pair): boolean => ends.some((each) => isSame(each, wanted));
  if (leads(pair) || (eitherWay && leads(turned(pair)))) return;
  const name = types.join(' or ');
  const way = leads(turned(pair)) ? 'Turn the arrow' : 'Choose another edge type, or other tags';
  const known = ends.map(({ from, to }) => `from ${from} to ${to}`);
  throw schemaError(
    `expected ${name} to lead ${[...new Set(known)].join(', or ')}, got from ${pair.from} to ${pair.to}. ${way}.`,
  );
}

/** @throws QueryExecutionError for a tag that the graph does not have */
export function tagFields(graph: KnownGraph, tag: string): Fields {
  return graph.tags.get(tag) ?? unknownName('a tag', tag, [...graph.tags.keys()]);
}

/** @throws QueryExecutionError for an edge type that the graph does not have */
export function edgeOf(graph: KnownGraph, type: string): { readonly fields: Fields } {
  return graph.edges.get(type) ?? unknownName('an edge type', type, [...graph.edges.keys()]);
}

/** @throws QueryExecutionError for a property that a tag or an edge type does not have */
export function requireField(owner: string, fields: Fields, name: string): void {
  // `_src`, `_dst`, `_rank` and `_type` are of every edge.
  if (!fields.has(name) && !name.startsWith('_'))
    unknownName(`a property of ${owner}`, name, [...fields.keys()]);
}
