import type { DatabaseContent, DatabaseSchema, EntityField, Value } from '@momq/dialect';
import { inferLinks, type LinkCandidate } from './infer-links.js';
import { temporalEncoding } from './temporal-encoding.js';

/** Rows that are looked at for examples and for links that are not declared; examples of a field, and their longest text. */
const SAMPLE_ROWS = 100;
const LINK_ROWS = 2000;
const EXAMPLES = 3;
const EXAMPLE_LENGTH = 64;

/**
 * Adds to a schema what its rows tell: counts, examples, encodings of times, links that are not declared. Gives a new object.
 *
 * @param linksMs - milliseconds for links that are not declared; default 300, and infinite where the same must come each time
 */
export async function describeContent(
  schema: DatabaseSchema,
  { rows }: DatabaseContent,
  linksMs = 300,
): Promise<DatabaseSchema> {
  const column = (entity: string, place: number, count: number): Value[] =>
    (rows[entity] ?? []).slice(0, count).map((row) => row[place] ?? null);
  const entities = schema.entities.map((entity) => ({
    ...entity,
    rowCount: (rows[entity.name] ?? []).length,
    fields: entity.fields.map((field, place) =>
      describeField(field, column(entity.name, place, SAMPLE_ROWS)),
    ),
  }));
  const described = { ...schema, entities };
  const placeOf = ({ entity, field }: LinkCandidate['from']): number =>
    entity.fields.findIndex(({ name }) => name === field.name);
  const keysOf = new Map<EntityField, ReadonlySet<Value> | undefined>();
  const contained = ({ from, to }: LinkCandidate): Promise<boolean> => {
    if (!keysOf.has(to.field))
      keysOf.set(to.field, keySet(column(to.entity.name, placeOf(to), Number.POSITIVE_INFINITY)));
    const known = keysOf.get(to.field);
    if (known === undefined) return Promise.resolve(false);
    const values = column(from.entity.name, placeOf(from), LINK_ROWS).filter(
      (value) => value !== null,
    );
    return Promise.resolve(values.length > 0 && values.every((value) => known.has(value)));
  };
  const inferred = await inferLinks(described, { contained, timeBudgetMs: linksMs });
  return {
    ...described,
    links: [...schema.links, ...inferred.links],
    ...(inferred.notes.length > 0 && { notes: inferred.notes }),
  };
}

/** The values of a column in which none repeats or is NULL; undefined for another. */
function keySet(values: readonly Value[]): ReadonlySet<Value> | undefined {
  const known = new Set(values);
  return known.size === values.length && !known.has(null) ? known : undefined;
}

/** A field with what some of its values tell: examples, and how it holds points in time. */
export function describeField(field: EntityField, values: readonly Value[]): EntityField {
  const temporal = temporalEncoding(field, values);
  const samples = [...new Set(values)]
    .filter(
      (value) =>
        value !== null && typeof value !== 'object' && String(value).length <= EXAMPLE_LENGTH,
    )
    .slice(0, EXAMPLES);
  return {
    ...field,
    ...(samples.length > 0 && { samples }),
    ...(temporal !== undefined && { temporal }),
  };
}
