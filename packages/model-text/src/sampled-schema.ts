import type { DatabaseSchema, EntityField, GenerationRequest } from '@momq/core';

/** A text with at most so many distinct values is shown with all of them. */
const fewValues = 6;
/** Characters of all values of a text. */
const maxLength = 80;
/** Samples of other fields. */
const maxSamples = 2;

type Values = GenerationRequest['link']['values'];

/**
 * The schema with the samples that help to write a query: all values of a text that has few, no values of keys, two of the rest. It
 * is the same for every question on a reading of the database.
 */
export function sampledSchema(schema: DatabaseSchema, values: Values): DatabaseSchema {
  const ends = new Set(
    schema.links
      .flatMap(({ from, to }) => [from, to])
      .flatMap(({ entity, fields }) => fields.map((field) => JSON.stringify([entity, field]))),
  );
  const withSamples = (entity: string, field: EntityField): EntityField => {
    const { samples, ...rest } = field;
    if (field.primaryKey === true || ends.has(JSON.stringify([entity, field.name]))) return rest;
    const all = field.type === 'text' ? fewOf(values({ entity, field: field.name })) : undefined;
    const shown = all ?? samples?.slice(0, maxSamples);
    return shown === undefined ? rest : { ...rest, samples: shown };
  };
  return {
    ...schema,
    entities: schema.entities.map((entity) => ({
      ...entity,
      fields: entity.fields.map((field) => withSamples(entity.name, field)),
    })),
  };
}

/** All values of a text, where they are known and few. */
function fewOf(known: ReturnType<Values>): readonly (string | number)[] | undefined {
  if (known?.complete !== true || known.values.length > fewValues) return undefined;
  const length = known.values.reduce<number>((sum, value) => sum + String(value).length, 0);
  return length > maxLength ? undefined : known.values;
}
