import { partsOf } from '../syntax/expression-parts.js';
import type { Expression } from '../syntax/syntax-tree.js';

/** An expression with the names that list expressions around it bind. */
export interface Placed {
  readonly expression: Expression;
  readonly bound: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

/** The expressions inside one, with what is bound there, without labels of bound names. */
export function* placedWithin(
  expression: Expression,
  bound: ReadonlySet<string> = none,
): Generator<Placed> {
  if (expression.kind === 'label' && bound.has(expression.name)) return;
  yield { expression, bound };
  switch (expression.kind) {
    case 'predicate':
    case 'comprehension': {
      yield* placedWithin(expression.list, bound);
      const inner = new Set([...bound, expression.name]);
      if (expression.where) yield* placedWithin(expression.where, inner);
      if (expression.kind === 'comprehension' && expression.map)
        yield* placedWithin(expression.map, inner);
      return;
    }
    case 'reduce': {
      yield* placedWithin(expression.initial, bound);
      yield* placedWithin(expression.list, bound);
      yield* placedWithin(expression.step, new Set([...bound, expression.total, expression.name]));
      return;
    }
    default:
      for (const part of partsOf(expression)) yield* placedWithin(part, bound);
  }
}

/** The expressions inside one, without labels that a list expression around them binds. */
export function* freeWithin(expression: Expression): Generator<Expression> {
  for (const { expression: each } of placedWithin(expression)) yield each;
}
