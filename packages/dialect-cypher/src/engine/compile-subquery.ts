import type { GraphValue } from '@momq/graph-store';
import { isSome } from './clause-rows.js';
import { compileInner } from './compilers.js';
import { queryError } from './engine-error.js';
import type { ExpressionOf } from './query-parts.js';
import type { Compiled, Row, Scope } from './scope.js';

/** EXISTS, COUNT and COLLECT of a query that sees the names around it. */
export function compileSubquery(expression: ExpressionOf<'subquery'>, scope: Scope): Compiled {
  const { what } = expression;
  const query = compileInner(
    expression.query,
    scope.inner({ aggregates: undefined, known: undefined }),
  );
  if (what === 'COLLECT' && query.columns.length !== 1)
    throw queryError(`COLLECT: expected one column, got ${query.columns.length}`);
  const slot = query.columns[0]?.slot ?? 0;
  const { turns } = scope.session.budget;
  const rowsOf = (row: Row) => () => query.run(row);
  switch (what) {
    case 'EXISTS':
      return { value: (row) => isSome(turns, expression, rowsOf(row)), type: 'boolean' };
    case 'COUNT':
      return {
        value: (row) => {
          const counted = { rows: rowsOf(row), state: () => ({ count: 0n }) };
          return turns.over(expression, counted, (state) => {
            state.count += 1n;
            return true;
          }).count;
        },
        type: 'integer',
      };
    case 'COLLECT':
      return {
        value: (row) => {
          const collected = { rows: rowsOf(row), state: (): GraphValue[] => [] };
          return turns.over(expression, collected, (made, each) => {
            made.push(each[slot] ?? null);
            return true;
          });
        },
        type: 'list',
      };
  }
}
