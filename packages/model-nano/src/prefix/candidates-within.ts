import type { DatabaseSchema } from '@momq/dialect';
import type { ValueCandidate } from '@momq/core/linking';

/** The candidates that remain over an augmented schema: places that were dropped go, and categories without a place too. */
export function candidatesWithin(
  candidates: readonly ValueCandidate[],
  schema: DatabaseSchema,
): ValueCandidate[] {
  const present = new Set(
    schema.entities.flatMap(({ name, fields }) => fields.map((field) => `${name}.${field.name}`)),
  );
  return candidates.flatMap((candidate) => {
    const fields = candidate.item.fields.filter(({ entity, field }) =>
      present.has(`${entity}.${field}`),
    );
    if (candidate.origin === 'category' && fields.length === 0) return [];
    return [{ ...candidate, item: { ...candidate.item, fields } }];
  });
}
