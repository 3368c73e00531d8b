import { queryError } from './engine-error.js';
import { conjuncts, hasAggregate } from './expression-parts.js';
import { conditionOf, edgeConditions, nodeConditions, type Condition } from './match-conditions.js';
import type { Expression, NodePattern, PathPattern, RelationshipPattern } from './query-parts.js';
import type { Scope } from './scope.js';
import type { Sought, SoughtEdge, SoughtNode, SoughtPath } from './sought.js';

/** What paths look for in a scope. `closed`: names have to be known already. @throws QueryExecutionError */
export function soughtIn(
  paths: readonly PathPattern[],
  where: Expression | undefined,
  outer: Scope,
  { closed = false } = {},
): Sought {
  const scope = outer.inner({ aggregates: undefined, known: undefined });
  const bound = new Set([...outer.all.values()].map(({ slot }) => slot));
  const nodes = new Map<string, SoughtNode>();
  const edges: SoughtEdge[] = [];
  const found: SoughtPath[] = [];
  const fresh: number[] = [];
  const conditions: Condition[] = [];
  const own = new Set<string>();

  const nameNew = (name: string, type: 'node' | 'edge' | 'list' | 'path'): number => {
    if (closed)
      throw queryError(`expected a defined variable in a pattern that is a condition, got ${name}`);
    const { slot } = scope.declare(name, type);
    fresh.push(slot);
    return slot;
  };
  const nodeOf = (pattern: NodePattern): SoughtNode => {
    const { name } = pattern;
    const earlier = name === undefined ? undefined : nodes.get(name);
    if (earlier) {
      earlier.patterns.push(pattern);
      return earlier;
    }
    let slot: number;
    if (name === undefined) slot = scope.slot();
    else if (scope.has(name)) {
      const variable = scope.variable(name);
      slot = variable.slot;
      if (!['node', 'any', 'null'].includes(variable.type))
        throw queryError(`expected a node, got ${name}, which is a ${variable.type} already`);
      if (own.has(name)) throw queryError(`expected a new name for a node, got ${name}`);
    } else slot = nameNew(name, 'node');
    const node = { slot, patterns: [pattern] };
    nodes.set(name ?? ` ${slot}`, node);
    return node;
  };
  const edgeOf = (
    pattern: RelationshipPattern,
    from: SoughtNode,
    to: SoughtNode,
    shortest: 'one' | 'all' | undefined,
  ): SoughtEdge => {
    const { name, range } = pattern;
    let slot: number;
    let isKnown = false;
    if (name === undefined) slot = scope.slot();
    else if (own.has(name))
      throw queryError(`expected one place for the relationship ${name} in a MATCH, got two`);
    else if (scope.has(name)) {
      if (nodes.has(name)) throw queryError(`expected a relationship, got the node ${name}`);
      const variable = scope.variable(name);
      if (![range ? 'list' : 'edge', 'any', 'null'].includes(variable.type))
        throw queryError(
          `expected a relationship, got ${name}, which is a ${variable.type} already`,
        );
      slot = variable.slot;
      isKnown = true;
    } else slot = nameNew(name, range ? 'list' : 'edge');
    if (name !== undefined) own.add(name);
    const chainSlot = scope.slot();
    const base = { slot, chainSlot, pattern, from, to, isKnown };
    return { ...base, each: [], ...(shortest && { shortest }) };
  };
  const named: { path: PathPattern; nodes: SoughtNode[]; edges: SoughtEdge[] }[] = [];
  for (const path of paths) {
    if (path.name !== undefined && (scope.has(path.name) || nodes.has(path.name)))
      throw queryError(
        `expected a new name for a path, got ${path.name}, which is defined already`,
      );
    if (path.name !== undefined && pathUses(path, path.name))
      throw queryError(`expected a new name for a path, got ${path.name}, which is in the path`);
    const pathNodes = path.nodes.map(nodeOf);
    const pathEdges = path.relationships.map((pattern, index) =>
      edgeOf(pattern, pathNodes[index]!, pathNodes[index + 1]!, path.shortest),
    );
    if (path.shortest !== undefined) checkShortest(path);
    edges.push(...pathEdges);
    named.push({ path, nodes: pathNodes, edges: pathEdges });
    if (path.name !== undefined)
      found.push({ slot: nameNew(path.name, 'path'), nodes: pathNodes, edges: pathEdges });
  }
  for (const edge of edges)
    if (nodes.has(edge.pattern.name ?? ''))
      throw queryError(`expected a relationship, got the node ${edge.pattern.name}`);
  for (const node of nodes.values()) conditions.push(...nodeConditions(node, scope, bound));
  const complete = edges.map((edge) => {
    const all = edgeConditions(edge, scope);
    if (edge.pattern.range || edge.shortest) return { ...edge, each: all };
    conditions.push(...all);
    return edge;
  });
  const replaced = new Map(edges.map((edge, index) => [edge, complete[index]!]));
  if (where !== undefined && hasAggregate(where))
    throw queryError('expected no aggregate in WHERE, got one. Put it in a WITH before');
  for (const part of conjuncts(where)) conditions.push(conditionOf(part, scope));
  return {
    scope,
    nodes: [...nodes.values()],
    edges: complete,
    paths: found.map((path) => ({ ...path, edges: path.edges.map((edge) => replaced.get(edge)!) })),
    conditions,
    bound,
    fresh,
  };
}

function pathUses({ nodes, relationships }: PathPattern, name: string): boolean {
  return [...nodes, ...relationships].some((part) => part.name === name);
}

function checkShortest({ relationships }: PathPattern): void {
  const least = relationships[0]?.range?.least ?? 1;
  if (relationships.length !== 1)
    throw queryError('expected one relationship in a shortest path, got another number');
  if (least > 1) throw queryError(`expected a shortest path from 0 or 1 steps on, got ${least}`);
}
