import type { Expression, FieldReference, Literal, LogicalQuery } from '@momq/dialect';

/** The spellings that a field holds of a text, whatever its case and accents; empty where it holds none. */
export type Spellings = (text: string, field: FieldReference) => readonly string[];

/**
 * Compares fields with every spelling that they hold: `city = 'new york'` becomes `city IN ('New York', 'NEW YORK')`.
 * A question does not say how a cell is written.
 */
export function withAllSpellings(query: LogicalQuery, spellings: Spellings): LogicalQuery {
  return visit(query) as LogicalQuery;

  function visit(node: unknown): unknown {
    if (Array.isArray(node)) return node.map(visit);
    if (typeof node !== 'object' || node === null) return node;
    const copy = Object.fromEntries(
      Object.entries(node).map(([key, value]) => [key, visit(value)]),
    );
    return spelled(copy, spellings);
  }
}

function spelled(node: Record<string, unknown>, spellings: Spellings): Record<string, unknown> {
  if (node['kind'] === 'in') {
    const { value, set } = node as { value: Expression; set: readonly Expression[] };
    if (value.kind !== 'field') return node;
    return { ...node, set: set.flatMap((member) => allOf(member, value, spellings) ?? [member]) };
  }
  if (node['kind'] !== 'compare') return node;
  const { operator, left, right } = node as {
    operator: string;
    left: Expression;
    right: Expression;
  };
  if ((operator !== '=' && operator !== '!=') || left.kind !== 'field') return node;
  const set = allOf(right, left, spellings);
  if (set === undefined) return node;
  return set.length === 1
    ? { ...node, right: set[0] }
    : { kind: 'in', negated: operator === '!=', value: left, set };
}

function allOf(
  value: Expression,
  field: FieldReference,
  spellings: Spellings,
): Literal[] | undefined {
  if (value.kind !== 'literal' || typeof value.value !== 'string') return undefined;
  const found = spellings(value.value, field);
  return found.length === 0
    ? undefined
    : found.map((spelling) => ({ kind: 'literal', value: spelling }));
}
