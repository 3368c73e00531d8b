import { aggregateNames } from './function-names.js';
import type { Expression, PathPattern } from './syntax-tree.js';

/** The expressions that one is made of. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'attribute':
      return [expression.of];
    case 'unary':
    case 'exists':
    case 'cast':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'call':
    case 'text-search':
      return expression.arguments;
    case 'list':
    case 'set':
      return expression.items;
    case 'map':
      return expression.entries.map(([, value]) => value);
    case 'subscript':
      return [expression.of, expression.index];
    case 'slice':
      return [expression.of, expression.from, expression.to].filter((part) => part !== undefined);
    case 'case':
      return [expression.subject, ...expression.branches.flat(), expression.otherwise].filter(
        (part) => part !== undefined,
      );
    case 'predicate':
      return [expression.list, expression.where];
    case 'comprehension':
      return [expression.list, expression.where, expression.map].filter(
        (part) => part !== undefined,
      );
    case 'reduce':
      return [expression.initial, expression.list, expression.step];
    case 'pattern':
      return pathExpressions(expression.path);
    case 'literal':
    case 'label':
    case 'variable':
    case 'input':
    case 'variable-column':
    case 'end-property':
    case 'whole':
    case 'count-star':
      return [];
  }
}

/** The property maps of a pattern. */
export function pathExpressions(path: PathPattern): readonly Expression[] {
  return [
    ...path.nodes.flatMap((node) => [
      node.properties,
      ...node.labels.map(({ properties }) => properties),
    ]),
    ...path.edges.map(({ properties }) => properties),
  ].filter((map) => map !== undefined);
}

/** An expression and all inside it. */
export function* within(expression: Expression): Generator<Expression> {
  yield expression;
  for (const part of partsOf(expression)) yield* within(part);
}

/** True for a call of an aggregate. */
export function isAggregate(expression: Expression): boolean {
  return (
    expression.kind === 'count-star' ||
    (expression.kind === 'call' &&
      expression.arguments.length === 1 &&
      aggregateNames.has(expression.name.toLowerCase()))
  );
}

/** True when an aggregate is in it. */
export function hasAggregate(expression: Expression): boolean {
  for (const each of within(expression)) if (isAggregate(each)) return true;
  return false;
}
