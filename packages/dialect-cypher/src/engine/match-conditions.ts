import { equals, isMap, isNull, typeOf } from '@momq/graph-store';
import type { GraphEdge, GraphNode, GraphValue } from '@momq/graph-store';
import { compile, compileCondition } from './compilers.js';
import { queryError } from './engine-error.js';
import { conjuncts } from './expression-parts.js';
import { mayPause } from './expression-turns.js';
import { labelTest } from './label-test.js';
import { holds } from './logic.js';
import type { SoughtEdge, SoughtNode } from './sought.js';
import type { Expression, NodePattern } from './query-parts.js';
import type { Row, Scope } from './scope.js';

/** A condition on a row, and the slots that it reads. */
export interface Condition {
  readonly needs: ReadonlySet<number>;
  readonly holds: (row: Row) => boolean;
  /** It may take longer than a turn. */
  readonly pauses?: boolean;
  /** Set where it says that a property of a node equals a value. */
  readonly equates?: {
    readonly slot: number;
    readonly property: string;
    readonly needs: ReadonlySet<number>;
    readonly value: (row: Row) => GraphValue;
    readonly pauses: boolean;
  };
}

/** Makes a condition of WHERE ready. */
export function conditionOf(expression: Expression, scope: Scope): Condition {
  const needs = new Set<number>();
  const { value, type } = compileCondition(expression, scope.inner({ used: needs }));
  keepVisible(needs, scope);
  if (!['boolean', 'any', 'null'].includes(type))
    throw queryError(`expected true, false or null in WHERE, got a ${type}`);
  const equates = equationOf(expression, scope);
  return {
    needs,
    holds: (row) => holds(value(row)),
    pauses: mayPause(expression),
    ...(equates && { equates }),
  };
}

/** Leaves out the slots of names that only the expression itself has, as `x` in `[x IN list]`. */
function keepVisible(slots: Set<number>, scope: Scope): void {
  const visible = new Set([...scope.all.values()].map(({ slot }) => slot));
  for (const slot of slots) if (!visible.has(slot)) slots.delete(slot);
}

function equationOf(expression: Expression, scope: Scope): Condition['equates'] {
  if (expression.kind !== 'binary' || expression.operator !== '=') return undefined;
  const sides = [
    [expression.left, expression.right],
    [expression.right, expression.left],
  ] as const;
  for (const [side, other] of sides) {
    if (side.kind !== 'property' || side.of.kind !== 'variable') continue;
    const { slot, type } = scope.variable(side.of.name);
    if (type !== 'node') continue;
    const needs = new Set<number>();
    const { value } = compile(other, scope.inner({ used: needs }));
    keepVisible(needs, scope);
    if (!needs.has(slot))
      return { slot, property: side.name, needs, value, pauses: mayPause(other) };
  }
  return undefined;
}

/** What has to be true of a node. */
export function nodeConditions(
  node: SoughtNode,
  scope: Scope,
  bound: ReadonlySet<number>,
): Condition[] {
  const isNode: Condition = {
    needs: new Set([node.slot]),
    holds: (row) => isOf(row[node.slot] ?? null, 'node'),
  };
  return [
    ...(bound.has(node.slot) ? [isNode] : []),
    ...node.patterns.flatMap(({ labels, properties, where }) => [
      ...(labels ? [labelCondition(labels, node.slot)] : []),
      ...propertyConditions(properties, node.slot, scope, true),
      ...conjuncts(where).map((part) => conditionOf(part, scope)),
    ]),
  ];
}

/** What has to be true of a relationship, or of each of a chain. */
export function edgeConditions(
  { pattern: { types, properties, where }, slot }: Pick<SoughtEdge, 'pattern' | 'slot'>,
  scope: Scope,
): Condition[] {
  return [
    ...(types ? [labelCondition(types, slot)] : []),
    ...propertyConditions(properties, slot, scope, false),
    ...conjuncts(where).map((part) => conditionOf(part, scope)),
  ];
}

function isOf(value: GraphValue, type: 'node' | 'edge'): boolean {
  if (isNull(value)) return false;
  if (typeOf(value) === type) return true;
  throw queryError(`expected a ${type === 'edge' ? 'relationship' : type}, got a ${typeOf(value)}`);
}

function labelCondition(labels: NonNullable<NodePattern['labels']>, slot: number): Condition {
  const fits = labelTest(labels);
  return { needs: new Set([slot]), holds: (row) => fits(row[slot] ?? null) === true };
}

function propertyConditions(
  properties: Expression | undefined,
  slot: number,
  scope: Scope,
  isNode: boolean,
): Condition[] {
  if (properties === undefined) return [];
  const type = isNode ? 'node' : 'edge';
  const propertiesAt = (row: Row): ReadonlyMap<string, GraphValue> =>
    (row[slot] as GraphNode | GraphEdge).properties;
  if (properties.kind !== 'map') {
    const needs = new Set([slot]);
    const { value } = compile(properties, scope.inner({ used: needs }));
    const all = (row: Row): boolean => {
      if (!isOf(row[slot] ?? null, type)) return false;
      const map = value(row);
      if (!isMap(map)) throw queryError(`expected a map of properties, got a ${typeOf(map)}`);
      return [...map].every(
        ([key, each]) => equals(propertiesAt(row).get(key) ?? null, each) === true,
      );
    };
    return [{ needs, holds: all, pauses: mayPause(properties) }];
  }
  return properties.entries.map(([property, expression]) => {
    const inside = new Set<number>();
    const { value } = compile(expression, scope.inner({ used: inside }));
    keepVisible(inside, scope);
    const pauses = mayPause(expression);
    const equates = { slot, property, needs: inside, value, pauses };
    return {
      needs: new Set([slot, ...inside]),
      holds: (row) =>
        isOf(row[slot] ?? null, type) &&
        equals(propertiesAt(row).get(property) ?? null, value(row)) === true,
      pauses,
      ...(isNode && { equates }),
    };
  });
}
