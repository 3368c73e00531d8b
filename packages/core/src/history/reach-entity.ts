import type {
  Condition,
  DatabaseSchema,
  EntitySource,
  EntityUse,
  SelectQuery,
} from '@momq/dialect';
import { entitySources } from '../logical/entity-sources.js';
import { linkSteps } from '../logical/schema-lookup.js';
import { fieldOf, keyOf } from './query-subject.js';

/** A condition on the rows of one entity, whichever use of it. */
export interface EntityCondition {
  readonly entity: string;
  /** The condition on a use of the entity. */
  on(use: EntityUse): Condition;
}

/**
 * The query with a condition more, on an entity that it uses or that one link leads to. A link that leads from one row to one row is
 * joined; along any other, the rows are those whose key stands among the linked ones, so that no row comes twice.
 * Undefined where no single link leads there, or the subject has no key.
 */
export function withCondition(
  query: SelectQuery,
  subject: EntityUse,
  condition: EntityCondition,
  schema: DatabaseSchema,
): SelectQuery | undefined {
  const uses = entitySources(query.from).filter(({ entity }) => entity === condition.entity);
  if (uses.length > 0) {
    const use = condition.entity === subject.entity ? subject : uses[0]!;
    return uses.length > 1 && use !== subject ? undefined : where(query, condition.on(use));
  }
  const joined = joinedTo(query, condition.entity, schema);
  if (joined !== undefined) return where(joined.query, condition.on(joined.use));
  const among = keyAmong(subject, condition, schema);
  return among && where(query, among);
}

/** The query with a condition more, unless it has it already; AND stays flat. */
export function where(query: SelectQuery, condition: Condition): SelectQuery {
  const text = JSON.stringify(condition);
  if (conjuncts(query.where).some((known) => JSON.stringify(known) === text)) return query;
  return { ...query, where: allOf([...conjuncts(query.where), condition])! };
}

/** The conditions that all have to hold. */
export function conjuncts(condition: Condition | undefined): readonly Condition[] {
  if (condition === undefined) return [];
  return condition.kind === 'and' ? condition.conditions : [condition];
}

/** One condition for all of them; undefined for none. */
export function allOf(conditions: readonly Condition[]): Condition | undefined {
  return conditions.length > 1 ? { kind: 'and', conditions } : conditions[0];
}

/**
 * The query with each entity joined in turn that one link leads to: what is known of its rows besides. A relationship of a graph may
 * lead to several nodes; then a row comes once for each.
 */
export function neighbours(query: SelectQuery, schema: DatabaseSchema): readonly SelectQuery[] {
  const used = new Set(entitySources(query.from).map(({ entity }) => entity));
  if (used.size < query.from.length) return [];
  return schema.entities
    .filter(({ name }) => !used.has(name))
    .flatMap(({ name }) => joinedTo(query, name, schema, true)?.query ?? []);
}

/** The query with the entity joined along the one link that leads to it; a foreign key, unless it may lead to several rows. */
function joinedTo(
  query: SelectQuery,
  entity: string,
  schema: DatabaseSchema,
  several = false,
): { readonly query: SelectQuery; readonly use: EntityUse } | undefined {
  const steps = linkSteps(schema, entitySources(query.from), entity);
  const [step] = steps;
  if (step === undefined || steps.length > 1) return undefined;
  if (!step.forward || (step.link.from.fields.length === 0 && !several)) return undefined;
  const use = { entity, instance: 0 };
  const source: EntitySource = {
    ...use,
    join: { kind: 'link', link: step.link.name, with: step.with, optional: false },
  };
  return { query: { ...query, from: [...query.from, source] }, use };
}

/** `key IN (SELECT key FROM subject JOIN entity WHERE condition)`. */
function keyAmong(
  subject: EntityUse,
  condition: EntityCondition,
  schema: DatabaseSchema,
): Condition | undefined {
  const key = keyOf(schema, subject.entity);
  const inner: EntityUse = { entity: subject.entity, instance: 0 };
  const steps = linkSteps(schema, [inner], condition.entity);
  const [step] = steps;
  if (key === undefined || step === undefined || steps.length > 1) return undefined;
  const use = { entity: condition.entity, instance: 0 };
  return {
    kind: 'in',
    negated: false,
    value: fieldOf(subject, key.name),
    set: [
      {
        kind: 'subquery',
        query: {
          kind: 'select',
          from: [
            inner,
            { ...use, join: { kind: 'link', link: step.link.name, with: inner, optional: false } },
          ],
          distinct: false,
          select: [fieldOf(inner, key.name)],
          where: condition.on(use),
          groupBy: [],
          orderBy: [],
        },
      },
    ],
  };
}
