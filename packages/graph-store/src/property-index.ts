import { keyOf } from './comparison.js';
import type { GraphNode } from './graph-elements.js';
import type { GraphValue } from './values.js';

/** Nodes by the value of one property. */
export type PropertyIndex = ReadonlyMap<string, readonly GraphNode[]>;

/** True for values that find their equals by {@link keyOf}. */
export function isIndexed(value: GraphValue): boolean {
  return ['string', 'bigint', 'number', 'boolean'].includes(typeof value);
}

/** Puts nodes in order of a property. Values that are equal have the same key. */
export function indexOf(nodes: Iterable<GraphNode>, property: string): PropertyIndex {
  const index = new Map<string, GraphNode[]>();
  for (const node of nodes) {
    const value = node.properties.get(property);
    if (value === undefined || !isIndexed(value)) continue;
    const key = keyOf(value);
    const same = index.get(key);
    if (same) same.push(node);
    else index.set(key, [node]);
  }
  return index;
}
