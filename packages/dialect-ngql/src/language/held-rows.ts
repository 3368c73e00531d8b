import type { Expression, SelectQuery } from '@momq/dialect';
import { mapExpressionParts } from '@momq/core/logical';

/** Stands for "the row is there, and WHERE holds for it", which is known as text. */
export const present: Expression = { kind: 'column', source: -1, column: 0 };

/**
 * Aggregates of the rows for which {@link present} holds: what WHERE leaves out stays in the groups and is not counted, so that there
 * is a row where there is none to count, beside values that are carried on.
 */
export function aggregatesOfPresent(query: SelectQuery): SelectQuery {
  const rewritten = (expression: Expression): Expression => {
    if (expression.kind !== 'aggregate')
      return mapExpressionParts(expression, {
        expression: rewritten,
        condition: (condition) => condition,
        query: (inner) => inner,
      });
    const { argument } = expression;
    const then: Expression = argument.kind === 'star' ? { kind: 'literal', value: 1 } : argument;
    const right: Expression = { kind: 'literal', value: true };
    return {
      ...expression,
      argument: {
        kind: 'case',
        branches: [{ when: { kind: 'compare', operator: '=', left: present, right }, then }],
      },
    };
  };
  const { where: _, orderBy: __, ...rest } = query;
  return { ...rest, orderBy: [], select: query.select.map(rewritten) };
}
