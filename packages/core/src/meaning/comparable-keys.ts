import { splitName } from '../linking/split-name.js';
import { functionCatalogue } from '../logical/function-catalogue.js';
import { visitQuery } from '../logical/visit-query.js';
import type {
  DatabaseSchema,
  Expression,
  FieldReference,
  LogicalQuery,
  SelectQuery,
} from '@momq/dialect';
import { conjuncts } from './asked/select-conditions.js';

/**
 * False for a query that looks up a key among values it has nothing to do with, such as
 * `ship_id NOT IN (SELECT berth_id …)`: it runs, and means nothing.
 *
 * Keys are primary keys and the fields of links; two of them are comparable when a link joins them, when both reference
 * the same entity, or when they have the same name.
 */
export function comparesOnlyRelatedKeys(query: LogicalQuery, schema: DatabaseSchema): boolean {
  return (
    lookups(query).every(([left, right]) => related(left, right, schema)) &&
    !looksUpComputed(query, schema) &&
    !correlations(query).some(([left, right]) => areOtherKeys(left, right, schema))
  );
}

/** True for parts of dates that are looked up among keys: a weekday is no patient. */
function looksUpComputed(query: LogicalQuery, schema: DatabaseSchema): boolean {
  let found = false;
  visitQuery(query, {
    condition(condition) {
      if (condition.kind !== 'in' || condition.value.kind !== 'call') return;
      const { function: name } = condition.value;
      const selected = selectedField(condition.set[0]);
      if (selected === undefined) return;
      const isDatePart = functionCatalogue[name].parameters[0] === 'date';
      found ||= isDatePart && identities(selected, schema).length > 0;
    },
  });
  return found;
}

/** Pairs of fields that a subquery equates with a field of the query around it. */
function correlations(query: LogicalQuery): [FieldReference, FieldReference][] {
  const found: [FieldReference, FieldReference][] = [];
  visitQuery(query, {
    condition(condition) {
      if (condition.kind !== 'compare' || condition.operator !== '=') return;
      const { left, right } = condition;
      if (left.kind !== 'field' || right.kind !== 'field') return;
      if ((left.outer ?? 0) !== (right.outer ?? 0)) found.push([left, right]);
    },
  });
  return found;
}

/** True for a key that the database declares to be of one entity, and a key of another: `staff.boss` and `customer.id`. */
function areOtherKeys(
  left: FieldReference,
  right: FieldReference,
  schema: DatabaseSchema,
): boolean {
  const isDeclared = ({ entity, field }: FieldReference): boolean =>
    schema.links.some(
      ({ from, inferred }) =>
        inferred !== true && from.entity === entity && from.fields.includes(field),
    );
  const areKeys = [left, right].every((each) => identities(each, schema).length > 0);
  return areKeys && (isDeclared(left) || isDeclared(right)) && !related(left, right, schema);
}

/** Pairs (value, selected field) of every IN with a subquery over one plain field, also of a column of a query in FROM. */
function lookups(query: LogicalQuery): [FieldReference, FieldReference][] {
  const found: [FieldReference, FieldReference][] = [];
  const note = (value: Expression | undefined, set: Expression | undefined): void => {
    const selected = selectedField(set);
    if (value?.kind === 'field' && selected !== undefined) found.push([value, selected]);
  };
  visitQuery(query, {
    condition(condition) {
      if (condition.kind === 'in') note(condition.value, condition.set[0]);
    },
    query(part) {
      for (const { source, column, set } of derivedLookups(part)) note(source.select[column], set);
    },
  });
  return found;
}

/** A column of a query in FROM that is looked up. */
export interface DerivedLookup {
  readonly source: SelectQuery;
  readonly column: number;
  readonly set: Expression | undefined;
}

/** What of the columns of queries in FROM is looked up with IN; conditions under OR are not seen. */
export function derivedLookups(query: LogicalQuery): readonly DerivedLookup[] {
  if (query.kind === 'set') return [];
  const derived = query.from.filter((source) => source.kind === 'derived');
  return conjuncts(query.where).flatMap((condition) => {
    if (condition.kind !== 'in' || condition.value.kind !== 'column') return [];
    const { source, column, outer = 0 } = condition.value;
    const made = outer === 0 ? derived[source]?.query : undefined;
    return made?.kind === 'select' ? [{ source: made, column, set: condition.set[0] }] : [];
  });
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
