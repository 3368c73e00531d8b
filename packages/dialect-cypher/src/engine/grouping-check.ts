import { queryError } from './engine-error.js';
import { expressionKey, hasAggregate, isAggregate, partsOf } from './expression-parts.js';
import type { Expression, Projection, ReturnItem } from './query-parts.js';
import type { Scope } from './scope.js';

/**
 * Beside an aggregate, a column may have constants and what other columns are: a variable or a property of one.
 *
 * @throws QueryExecutionError for others, whose value for a group nobody knows
 */
export function requireGrouped(
  items: readonly ReturnItem[],
  order: Projection['order'],
  scope: Scope,
): void {
  const keys = new Set(
    items.filter(({ value }) => isPlain(value)).map(({ value }) => expressionKey(value)),
  );
  for (const { value } of items) if (hasAggregate(value)) check(value, keys, scope);
  const names = new Set([
    ...keys,
    ...items.map(({ name, value }) => expressionKey(named(name, value))),
  ]);
  for (const { value } of order) if (hasAggregate(value)) check(value, names, scope);
}

function named(name: string, { span }: Expression): Expression {
  return { kind: 'variable', name, span };
}

function isPlain(expression: Expression): boolean {
  if (expression.kind === 'property') return isPlain(expression.of);
  return expression.kind === 'variable';
}

function check(expression: Expression, keys: ReadonlySet<string>, scope: Scope): void {
  if (isAggregate(expression) || keys.has(expressionKey(expression))) return;
  if (expression.kind === 'variable' && scope.has(expression.name))
    throw queryError(
      `expected beside an aggregate only what another column is, got ${expression.name}. Give it a column or put it in a WITH before`,
    );
  for (const name of namesInside(expression)) check(named(name, expression), keys, scope);
  for (const part of partsOf(expression)) check(part, keys, scope);
}

/** Names in the paths and the queries of an expression, also those that it gives itself. */
function namesInside(expression: Expression): ReadonlySet<string> {
  const names = new Set<string>();
  if (!['pattern', 'pattern-comprehension', 'subquery'].includes(expression.kind)) return names;
  JSON.stringify(expression, (_, part: unknown) => {
    if (typeof part === 'bigint') return undefined;
    const { kind = 'variable', name } = { ...(part as { kind?: unknown; name?: unknown }) };
    if (kind === 'variable' && typeof name === 'string') names.add(name);
    return part;
  });
  return names;
}
