import { ValueSet, isList, type GraphValue, type NodeId } from '@momq/graph-store';
import type { Expression } from '../syntax/syntax-tree.js';
import { partsOf, within } from '../syntax/expression-parts.js';
import { evaluate } from './evaluate.js';
import { valueOf, type Scope } from './scope.js';

/** The ids that a condition leaves for a node: `id(v) == …` or `id(v) IN …` among its parts joined by AND. */
export function seekIds(
  name: string,
  where: Expression | undefined,
  scope: Scope,
): readonly NodeId[] | undefined {
  if (where === undefined || name === '') return undefined;
  if (where.kind !== 'binary') return undefined;
  if (where.operator === 'AND')
    return seekIds(name, where.left, scope) ?? seekIds(name, where.right, scope);
  if (where.operator === '==') {
    if (isIdOf(where.left, name)) return idsOf(where.right, scope, (value) => [value]);
    return isIdOf(where.right, name) ? idsOf(where.left, scope, (value) => [value]) : undefined;
  }
  if (where.operator !== 'IN' || !isIdOf(where.left, name)) return undefined;
  return idsOf(where.right, scope, (value) =>
    isList(value) ? value : value instanceof ValueSet ? value.items : undefined,
  );
}

function isIdOf(expression: Expression, name: string): boolean {
  if (expression.kind !== 'call' || expression.name.toLowerCase() !== 'id') return false;
  const [argument] = partsOf(expression);
  return argument?.kind === 'label' && argument.name === name;
}

/** The ids that an expression names, where everything in it is known before the match. */
function idsOf(
  expression: Expression,
  scope: Scope,
  itemsOf: (value: GraphValue) => readonly GraphValue[] | undefined,
): readonly NodeId[] | undefined {
  for (const each of within(expression)) {
    if (each.kind === 'label' && valueOf(scope.bindings, each.name) === undefined) return undefined;
    if (each.kind === 'pattern' || each.kind === 'comprehension') return undefined;
  }
  const items = itemsOf(evaluate(expression, scope));
  const ids = items?.filter((item) => typeof item === 'string' || typeof item === 'bigint');
  return ids && [...new Set(ids)];
}
