import { splitName } from '../linking/split-name.js';
import { visitQuery } from '../logical/visit-query.js';
import type { DatabaseSchema, Expression, FieldReference, LogicalQuery } from '@momq/dialect';

/**
 * False for a query that looks up a key among values it has nothing to do with, such as
 * `ship_id NOT IN (SELECT berth_id …)`: it runs, and means nothing.
 *
 * Keys are primary keys and the fields of links; two of them are comparable when a link joins them, when both reference
 * the same entity, or when they have the same name.
 */
export function comparesOnlyRelatedKeys(query: LogicalQuery, schema: DatabaseSchema): boolean {
  return lookups(query).every(([left, right]) => related(left, right, schema));
}

/** Pairs (value, selected field) of every IN with a subquery over one plain field. */
function lookups(query: LogicalQuery): [FieldReference, FieldReference][] {
  const found: [FieldReference, FieldReference][] = [];
  visitQuery(query, {
    condition(condition) {
      if (condition.kind !== 'in' || condition.value.kind !== 'field') return;
      const selected = selectedField(condition.set[0]);
      if (selected !== undefined) found.push([condition.value, selected]);
    },
  });
  return found;
}

function selectedField(expression: Expression | undefined): FieldReference | undefined {
  if (expression?.kind !== 'subquery' || expression.query.kind !== 'select') return undefined;
  const [field, ...more] = expression.query.select;
  return field?.kind === 'field' && more.length === 0 ? field : undefined;
}

function related(left: FieldReference, right: FieldReference, schema: DatabaseSchema): boolean {
  if (left.field.toLowerCase() === right.field.toLowerCase()) return true;
  const [from, to] = [identities(left, schema), identities(right, schema)];
  if (from.length === 0 && to.length === 0) return true;
  return from.some((identity) => to.includes(identity));
}

/** The keys that a field holds: its own if it is a primary key, and those that it references; empty for ordinary fields. */
function identities({ entity, field }: FieldReference, schema: DatabaseSchema): string[] {
  const name = (owner: string, member: string): string => `${owner}\u0000${member}`;
  const keyOf = (owner: string): string[] =>
    (schema.entities.find((one) => one.name === owner)?.fields ?? [])
      .filter((one) => one.primaryKey === true)
      .map((one) => name(owner, one.name));
  const referenced = schema.links.flatMap(({ name: link, from, to }) => {
    if (from.entity !== entity) return [];
    if (from.fields.length === 0) return namesLink(field, link) ? keyOf(to.entity) : [];
    return from.fields.flatMap((member, place) =>
      member === field && to.fields[place] !== undefined ? [name(to.entity, to.fields[place])] : [],
    );
  });
  const isKey =
    schema.entities.find((one) => one.name === entity)?.fields.find((one) => one.name === field)
      ?.primaryKey === true ||
    schema.links.some(({ to }) => to.entity === entity && to.fields.includes(field));
  return isKey ? [name(entity, field), ...referenced] : referenced;
}

/** True for a property that a relationship was named after, such as `berth_id` and `BERTH` or `VISIT_BERTH`. */
function namesLink(field: string, link: string): boolean {
  const stem = splitName(field).join('_').replace(/_?id$/, '').toUpperCase();
  return stem !== '' && (link === stem || link.endsWith(`_${stem}`));
}
