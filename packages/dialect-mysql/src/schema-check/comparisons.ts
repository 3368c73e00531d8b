import type { Node } from '../syntax/nodes.js';
import { everyNode } from './every-node.js';

/** A column, and what it is compared with. */
export interface Comparison {
  readonly column: Extract<Node, { kind: 'column' }>;
  readonly with: Node;
}

const OPERATORS = new Set(['=', '<=>', '<>', '!=', '<', '<=', '>', '>=']);

/** Every comparison of a column anywhere in a query: by operators, BETWEEN and IN. */
export function comparisonsOf(query: object): readonly Comparison[] {
  return everyNode(query).flatMap((node) =>
    pairsOf(node as Node).flatMap(([value, other]): Comparison[] =>
      value.kind === 'column' ? [{ column: value, with: other }] : [],
    ),
  );
}

function pairsOf(node: Node): readonly (readonly [Node, Node])[] {
  switch (node.kind) {
    case 'binary':
      if (!OPERATORS.has(node.operator)) return [];
      return [
        [node.left, node.right],
        [node.right, node.left],
      ];
    case 'between':
      return [
        [node.value, node.low],
        [node.value, node.high],
      ];
    case 'in':
      return Array.isArray(node.set)
        ? (node.set as readonly Node[]).map((item) => [node.value, item] as const)
        : [];
    default:
      return [];
  }
}
