import type { Condition, DatabaseSchema, Join, Link, LogicalQuery, Source } from '@momq/dialect';
import { mapQuery } from '../logical/visit-query.js';
import { linkedFields } from '../sql/link-join.js';

/** True for a link of a graph that is no relationship: a semantic model says that properties at both ends are equal. */
export function equatesProperties({ taught, from }: Link): boolean {
  return taught === true && from.fields.length > 0;
}

/** The relationship types of a graph. */
export function relationshipsOf(schema: DatabaseSchema): readonly Link[] {
  return schema.links.filter((link) => !equatesProperties(link));
}

/**
 * A query over a graph whose joins along links that `equatesProperties` are comparisons of the properties, which
 * is how graph languages find nodes that no relationship connects.
 */
export function compareProperties(query: LogicalQuery, schema: DatabaseSchema): LogicalQuery {
  const names = new Set(schema.links.filter(equatesProperties).map(({ name }) => name));
  if (names.size === 0) return query;
  return mapQuery(query, {
    source: (source): Source =>
      source.kind !== 'derived' && source.join?.kind === 'link' && names.has(source.join.link)
        ? { ...source, join: comparison(source, source.join, schema) }
        : source,
  });
}

function comparison(
  later: Exclude<Source, { readonly kind: 'derived' }>,
  { link, with: earlier, optional }: Extract<Join, { readonly kind: 'link' }>,
  schema: DatabaseSchema,
): Join {
  const pairs = linkedFields(schema, link, { earlier, later });
  const [[left, right] = [], ...more] = pairs;
  if (left !== undefined && right !== undefined && more.length === 0)
    return { kind: 'fields', left, right, optional };
  const conditions = pairs.map(([one, other]): Condition => ({
    kind: 'compare',
    operator: '=',
    left: one,
    right: other,
  }));
  return { kind: 'condition', condition: { kind: 'and', conditions }, optional };
}
