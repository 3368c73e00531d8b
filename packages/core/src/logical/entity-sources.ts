import type { DerivedSource, EntitySource, Source } from '@momq/dialect';

/** True for a use of an entity, false for a derived source. */
export function isEntitySource(source: Source): source is EntitySource {
  return source.kind !== 'derived';
}

/** The uses of entities in a FROM, in its order. */
export function entitySources(from: readonly Source[]): readonly EntitySource[] {
  return from.filter(isEntitySource);
}

/** The subqueries in a FROM, in its order: what `ColumnReference.source` counts. */
export function derivedSources(from: readonly Source[]): readonly DerivedSource[] {
  return from.filter((source) => source.kind === 'derived');
}

/** True where the rows before the source stay without a match in it. */
export function isOptional({ join }: Source): boolean {
  return join !== undefined && join.kind !== 'cross' && join.optional;
}
