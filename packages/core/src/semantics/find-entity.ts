import type { DatabaseSchema, Entity, EntityField } from '@momq/dialect';

/** The table that a name of one or more parts means; several where that is not clear. */
export function findEntities(schema: DatabaseSchema, source: readonly string[]): Entity[] {
  const table = source.at(-1) ?? '';
  const whole = schema.entities.filter(({ name }) => name === source.join('.'));
  if (whole.length > 0) return whole;
  const named = exactFirst(schema.entities, table, lastPart);
  const namespace = source.at(-2);
  const fitting =
    namespace === undefined
      ? named
      : named.filter(
          (entity) =>
            entity.namespace === undefined ||
            entity.namespace.toLowerCase() === namespace.toLowerCase(),
        );
  const plain = fitting.filter(({ name }) => name.toLowerCase() === table.toLowerCase());
  return plain.length === 1 ? plain : fitting;
}

/** The field of that name, whatever its case where none has just that. */
export function findField(entity: Entity, name: string): EntityField | undefined {
  return exactFirst(entity.fields, name, (field) => field.name)[0];
}

function lastPart({ name, path }: Entity): string {
  return path?.at(-1) ?? name;
}

function exactFirst<T>(all: readonly T[], name: string, nameOf: (each: T) => string): T[] {
  const exact = all.filter((each) => nameOf(each) === name);
  return exact.length > 0
    ? exact
    : all.filter((each) => nameOf(each).toLowerCase() === name.toLowerCase());
}
