import type { FieldReference, LogicalQuery } from '@momq/dialect';

/** Where sayings put what a row is identified by, and what stays without it. */
const places: readonly (readonly [place: RegExp, rest: string])[] = [
  [/\? \{id\}$/, '?'],
  [/[,:;] \{id\}( only)?$/, ''],
  [/ \(\{id\}\)/, ''],
  [/^\{id\} (of|for) /, ''],
  [/(the )?\{id\} (of|for) /, ''],
];

/**
 * The saying of a list as most people say it, who do not tell that they want names or numbers: "furnished units with a balcony".
 *
 * @param query - what is asked
 * @param identity - the column that rows are identified by
 * @returns the saying itself where the query shows something else, or where it cannot be left out
 */
export function withoutIdentity(
  saying: string,
  query: LogicalQuery,
  identity: FieldReference,
): string {
  if (query.kind !== 'select' || query.select.length !== 1) return saying;
  const [shown] = query.select;
  const shows =
    shown?.kind === 'field' && shown.entity === identity.entity && shown.field === identity.field;
  if (!shows) return saying;
  for (const [place, rest] of places) {
    const bare = saying.replace(place, rest);
    if (bare !== saying && !bare.includes('{id}')) return bare;
  }
  return saying;
}
