import type { Expression, FieldReference, SelectQuery } from '@momq/dialect';
import { sameUse } from './schema-lookup.js';

/** The selected expressions that are fields without an aggregate around them. */
export function plainSelectedFields(query: Pick<SelectQuery, 'select'>): FieldReference[] {
  return query.select.filter((expression) => expression.kind === 'field');
}

/** True when both lists hold the same fields in the same order. */
export function sameFields(left: readonly Expression[], right: readonly FieldReference[]): boolean {
  return (
    left.length === right.length &&
    left.every((expression, index) => {
      const other = right[index]!;
      return (
        expression.kind === 'field' &&
        sameUse(expression, other) &&
        expression.field === other.field &&
        expression.outer === other.outer
      );
    })
  );
}
