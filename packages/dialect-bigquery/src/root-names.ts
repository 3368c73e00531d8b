import type { Found } from './zetasql-analysis.mjs';

/**
 * The text with each table named as the engine knows it: one name in backticks, whatever project and dataset stand before it, and
 * the name it goes by in the query; placeholders by name, and a LIMIT at the end where the query has none, or a larger one.
 *
 * @param text - GoogleSQL
 * @param found - what its parser found in it
 * @param tables - names of tables; BigQuery counts case in them
 * @param limit - rows at most
 */
export function withRootNames(
  text: string,
  {
    tables: paths,
    placeholders,
    limitAt,
    limit: own,
  }: Pick<Found, 'tables' | 'limitAt' | 'limit' | 'placeholders'>,
  tables: ReadonlySet<string>,
  limit?: number,
): string {
  const changes = paths.flatMap(({ names, start, end, aliased }) => {
    const parts = names.join('.').split('.');
    const table = parts
      .map((_, place) => parts.slice(place).join('.'))
      .find((name) => tables.has(name));
    if (table === undefined || (names.length === 1 && names[0] === table)) return [];
    const alias = aliased ? '' : ` AS \`${parts.at(-1) ?? ''}\``;
    return [{ start, end, text: `\`${table}\`${alias}` }];
  });
  const byPlace = placeholders.filter(({ name }) => name === '?');
  byPlace.forEach(({ start, end }, place) =>
    changes.push({ start, end, text: `@${placeholderName(place)}` }),
  );
  if (limit !== undefined && limitAt !== undefined)
    changes.push({ start: limitAt, end: limitAt, text: `\nLIMIT ${limit}` });
  if (limit !== undefined && own !== undefined && own.rows > limit)
    changes.push({ ...own, text: String(limit) });
  return replaced(text, changes);
}

/** The name that the engine, which has none by place, gives a placeholder. */
export function placeholderName(place: number): string {
  return `momq_${place}`;
}

/** Replaces parts of a text. */
function replaced(
  text: string,
  changes: readonly { readonly start: number; readonly end: number; readonly text: string }[],
): string {
  const pieces: string[] = [];
  let place = 0;
  for (const change of [...changes].sort((one, other) => one.start - other.start)) {
    pieces.push(text.slice(place, change.start), change.text);
    place = change.end;
  }
  return [...pieces, text.slice(place)].join('');
}
