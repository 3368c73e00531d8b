import type {
  DatabaseSchema,
  Expression,
  FieldReference,
  EntitySource,
  OrderKey,
  SelectQuery,
  Source,
} from '@momq/dialect';
import { entitySources } from '../logical/entity-sources.js';

/**
 * A SELECT that keeps the first row of each group in its order, which begins with the keys: `DISTINCT ON` in PostgreSQL,
 * `QUALIFY ROW_NUMBER() … = 1` in BigQuery.
 */
export interface FirstRowQuery extends SelectQuery {
  readonly distinctOn: readonly Expression[];
}

/** True for what {@link firstRowOfGroups} made. */
export function isFirstRowQuery(query: SelectQuery): query is FirstRowQuery {
  return 'distinctOn' in query;
}

/**
 * SQLite's rule for a plain column beside one `min` or `max` in a group: it is the column of the row that holds the
 * extreme (https://www.sqlite.org/lang_select.html#bareagg). Other engines say that with the first row of each group.
 *
 * Undefined where the rule does not apply: no such column, one that the keys determine, or more aggregates, HAVING or
 * ORDER BY beside it.
 */
export function firstRowOfGroups(
  query: SelectQuery,
  schema: DatabaseSchema,
): FirstRowQuery | undefined {
  const { groupBy, select, having, orderBy, distinct, limit } = query;
  const aggregates = select.filter((expression) => expression.kind === 'aggregate');
  const [extreme] = aggregates;
  const plain = select.filter((expression) => expression.kind !== 'aggregate');
  const simple = groupBy.length > 0 && aggregates.length === 1 && !distinct && having === undefined;
  if (!simple || orderBy.length > 0 || limit !== undefined || extreme === undefined)
    return undefined;
  if (extreme.function !== 'min' && extreme.function !== 'max') return undefined;
  if (!plain.every((expression) => expression.kind === 'field')) return undefined;
  if (!groupBy.every((expression) => expression.kind === 'field')) return undefined;
  const known = determinedFields(groupBy, query.from, schema);
  if (plain.every((field) => known.has(fieldKey(field)))) return undefined;
  const keys = groupBy.map((expression): OrderKey => ({ expression, descending: false }));
  return {
    ...query,
    select: select.map((expression) => (expression === extreme ? extreme.argument : expression)),
    groupBy: [],
    // An extreme of a group is never NULL while the group has a value.
    orderBy: [
      ...keys,
      { expression: extreme.argument, descending: extreme.function === 'max', nulls: 'last' },
    ],
    distinctOn: groupBy,
  };
}

/** Fields that have one value in each group: keys, what joins equate with them, and rows of known primary keys. */
function determinedFields(
  keys: readonly FieldReference[],
  sources: readonly Source[],
  schema: DatabaseSchema,
): ReadonlySet<string> {
  const from = entitySources(sources);
  const known = new Set(keys.map(fieldKey));
  const equalities = from.flatMap((source) => joinedFields(source, schema));
  for (let size = 0; size < known.size;) {
    size = known.size;
    for (const [earlier, later, bothWays] of equalities) {
      if (known.has(fieldKey(earlier))) known.add(fieldKey(later));
      if (bothWays && known.has(fieldKey(later))) known.add(fieldKey(earlier));
    }
    for (const source of from) {
      const fields = schema.entities.find((entity) => entity.name === source.entity)?.fields ?? [];
      const primary = fields.filter((field) => field.primaryKey === true);
      const whole =
        primary.length > 0 && primary.every(({ name }) => known.has(fieldKey(at(source, name))));
      if (whole) for (const { name } of fields) known.add(fieldKey(at(source, name)));
    }
  }
  return known;
}

type Equality = readonly [earlier: FieldReference, later: FieldReference, bothWays: boolean];

function joinedFields(source: EntitySource, schema: DatabaseSchema): readonly Equality[] {
  const { join } = source;
  if (join === undefined || join.kind === 'cross' || join.kind === 'condition') return [];
  if (join.kind === 'fields') return [[join.left, join.right, !join.optional]];
  const link = schema.links.find((candidate) => candidate.name === join.link);
  if (link === undefined) return [];
  const forwards = link.to.entity === source.entity && link.from.entity === join.with.entity;
  const [near, far] = forwards ? [link.from, link.to] : [link.to, link.from];
  return near.fields.map((field, index) => [
    at(join.with, field),
    at(source, far.fields[index] ?? field),
    !join.optional,
  ]);
}

function at(
  use: { readonly entity: string; readonly instance: number },
  field: string,
): FieldReference {
  return { kind: 'field', entity: use.entity, instance: use.instance, field };
}

function fieldKey(field: FieldReference): string {
  return JSON.stringify([field.entity, field.instance, field.field]);
}
