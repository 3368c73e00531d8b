import type { DatabaseSchema } from '@momq/dialect';

/**
 * Writes double-quoted text as a standard string, `'…'`, unless it names a table or a column. Spider's gold relies on
 * engines that read such names as text; builds that follow the standard refuse them.
 */
export function standardQuotes(query: string, schema: DatabaseSchema): string {
  const names = new Set(
    schema.entities
      .flatMap((entity) => [entity.name, ...entity.fields.map((field) => field.name)])
      .map((name) => name.toLowerCase()),
  );
  return query.replace(/'(?:[^']|'')*'|"((?:[^"]|"")*)"/g, (token, text: string | undefined) =>
    text === undefined || names.has(text.toLowerCase())
      ? token
      : `'${text.replaceAll('""', '"').replaceAll("'", "''")}'`,
  );
}
