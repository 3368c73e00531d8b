import type { DatabaseSchema, Expression, LogicalQuery } from '@momq/dialect';
import { isNullable } from '../logical/nullable.js';
import { mapQuery } from '../logical/visit-query.js';

/**
 * Leaves missing values out of what NOT IN looks among: one NULL there makes the whole condition unknown for every row, and
 * *customers who have no orders* would be nobody as soon as one order has no customer.
 */
export function knownLookups(query: LogicalQuery, schema: DatabaseSchema): LogicalQuery {
  return mapQuery(query, {
    condition(condition) {
      if (condition.kind !== 'in' || !condition.negated) return condition;
      return { ...condition, set: condition.set.map((member) => known(member, schema)) };
    },
  });
}

function known(member: Expression, schema: DatabaseSchema): Expression {
  if (member.kind !== 'subquery' || member.query.kind !== 'select') return member;
  const { query } = member;
  const [selected] = query.select;
  if (selected?.kind !== 'field' || query.groupBy.length > 0 || query.limit !== undefined)
    return member;
  if (!isNullable(selected, query, schema)) return member;
  const present = { kind: 'null', negated: true, value: selected } as const;
  const where = query.where;
  if (where !== undefined && JSON.stringify(where).includes(JSON.stringify(present))) return member;
  const both =
    where === undefined ? present : { kind: 'and' as const, conditions: [where, present] };
  return { kind: 'subquery', query: { ...query, where: both } };
}
