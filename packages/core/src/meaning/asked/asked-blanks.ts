import type { Condition, FieldReference, Literal, SelectQuery } from '@momq/dialect';
import { isEntitySource, isOptional } from '../../logical/entity-sources.js';
import { mapQuery, visitQuery } from '../../logical/visit-query.js';
import type { AskedQuestion } from './asked-question.js';

/**
 * What is missing is NULL, and in columns that hold empty texts those too: *orders that have not been shipped* where `shipped_on` is
 * `''`. A field of an optional join stays as it is: that it is NULL says that the join found nothing.
 */
export function withBlanksMissing(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  const optional = new Set<string>();
  const spoken = new Set<string>();
  visitQuery(query, {
    source(source) {
      if (isEntitySource(source) && isOptional(source)) optional.add(source.entity);
    },
    condition(each) {
      const sides = each.kind === 'compare' ? [each.left, each.right] : [];
      if (sides.some((side) => side.kind === 'literal' && isBlank(side.value)))
        sides.forEach((side) => side.kind === 'field' && spoken.add(side.field));
    },
  });
  const condition = (each: Condition): Condition => {
    if (each.kind !== 'null' || each.value.kind !== 'field') return each;
    const field = each.value;
    if (optional.has(field.entity) || spoken.has(field.field)) return each;
    const blanks = blanksOf(field, asked);
    if (blanks.length === 0) return each;
    const set = blanks.map((value): Literal => ({ kind: 'literal', value }));
    const [only, ...more] = set as [Literal, ...Literal[]];
    const blank: Condition =
      more.length > 0
        ? { kind: 'in', negated: each.negated, value: field, set }
        : { kind: 'compare', operator: each.negated ? '!=' : '=', left: field, right: only };
    return { kind: each.negated ? 'and' : 'or', conditions: [each, blank] };
  };
  return mapQuery(query, { condition }) as SelectQuery;
}

/** The texts without a character to see that a field of texts holds. */
function blanksOf({ entity, field }: FieldReference, asked: AskedQuestion): readonly string[] {
  const values = asked.values({ entity, field })?.values ?? [];
  return values.filter(isBlank);
}

function isBlank(value: unknown): value is string {
  return typeof value === 'string' && value.trim() === '';
}
