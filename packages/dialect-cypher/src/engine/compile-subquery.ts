import { countOf, runAll } from './clause-rows.js';
import { compileInner } from './compilers.js';
import { queryError } from './engine-error.js';
import type { ExpressionOf } from './query-parts.js';
import type { Compiled, Scope } from './scope.js';

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
  switch (what) {
    case 'EXISTS':
      return {
        value: (row) => {
          for (const found of query.run(row)) if (found !== undefined) return true;
          return false;
        },
        type: 'boolean',
      };
    case 'COUNT':
      return { value: (row) => countOf(query.run(row)), type: 'integer' };
    case 'COLLECT':
      return {
        value: (row) => runAll(query.run(row)).map((each) => each[slot] ?? null),
        type: 'list',
      };
  }
}
