import type { Expression, PathPattern } from './query-parts.js';
import { aggregateNames } from './aggregates.js';

/** The text that two expressions of the same meaning share, wherever they stand. */
export function expressionKey(expression: Expression): string {
  return JSON.stringify(expression, (key, value: unknown) => {
    if (key === 'span') return undefined;
    if (typeof value === 'bigint') return `${value}n`;
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  });
}

/** Expressions directly inside of one; those of subqueries are left out. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'property':
      return [expression.of];
    case 'index':
      return [expression.of, expression.index];
    case 'slice':
      return present(expression.of, expression.low, expression.high);
    case 'list':
      return expression.items;
    case 'map':
      return expression.entries.map(([, value]) => value);
    case 'projection':
      return [
        expression.of,
        ...expression.items.flatMap((item) => (item.kind === 'entry' ? [item.value] : [])),
      ];
    case 'unary':
    case 'is-null':
    case 'has-labels':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'call':
      return expression.arguments;
    case 'case':
      return present(
        ...expression.branches.flatMap(({ when, then }) => [when, then]),
        expression.otherwise,
      );
    case 'comprehension':
      return present(expression.list, expression.where, expression.map);
    case 'pattern-comprehension':
      return present(...insidePath(expression.path), expression.where, expression.map);
    case 'reduce':
      return [expression.start, expression.list, expression.step];
    case 'quantifier':
      return [expression.list, expression.where];
    case 'pattern':
      return insidePath(expression.path);
    default:
      return [];
  }
}

function insidePath({ nodes, relationships }: PathPattern): Expression[] {
  return [...nodes, ...relationships].flatMap(({ properties, where }) =>
    present(properties, where),
  );
}

function present(...all: readonly (Expression | undefined)[]): Expression[] {
  return all.filter((each) => each !== undefined);
}

/** True for an aggregate itself. */
export function isAggregate(expression: Expression): boolean {
  return (
    expression.kind === 'count-star' ||
    (expression.kind === 'call' && aggregateNames.has(expression.name))
  );
}

/** True where an aggregate stands somewhere in an expression. */
export function hasAggregate(expression: Expression): boolean {
  return isAggregate(expression) || partsOf(expression).some(hasAggregate);
}

/** The parts of a condition that AND joins. */
export function conjuncts(condition: Expression | undefined): readonly Expression[] {
  if (condition === undefined) return [];
  if (condition.kind === 'binary' && condition.operator === 'AND')
    return [...conjuncts(condition.left), ...conjuncts(condition.right)];
  return [condition];
}
