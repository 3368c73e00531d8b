import type { QueryResult, Value } from '@momq/dialect';

/** The rows of a candidate as a text that equal rows share; null where it does not run, undefined where nobody ran it. */
export type RowsKey = string | null | undefined;

/** Rows that are compared. */
export const comparedRows = 1000;

/** The key of some rows. Their order does not count, nor that of the columns. */
export function rowsKey({ rows }: Pick<QueryResult, 'rows'>): string {
  return rows
    .slice(0, comparedRows)
    .map((row) => row.map(cellKey).sort().join('\u0001'))
    .sort()
    .join('\u0002');
}

/**
 * Share of the candidates' probability that gives the rows of the chosen one. Of what nobody ran, those give the same that read the
 * same tables and columns.
 *
 * @param masses - share of each candidate
 * @param parts - what each candidate reads, as text
 */
export function rowAgreement(
  masses: readonly number[],
  {
    rows,
    parts,
    chosen,
  }: {
    readonly rows: readonly RowsKey[];
    readonly parts: readonly string[];
    readonly chosen: number;
  },
): number {
  const own = rows[chosen];
  const agrees = (place: number): boolean => {
    if (place === chosen) return true;
    const other = rows[place];
    if (other === null || own === null) return false;
    return own === undefined || other === undefined
      ? parts[place] === parts[chosen]
      : own === other;
  };
  return masses.reduce((sum, mass, place) => (agrees(place) ? sum + mass : sum), 0);
}

/** Engines add in different orders: what differs beyond twelve digits is one number. */
function cellKey(value: Value): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'number':
      return `number ${Number(value.toPrecision(12))}`;
    case 'bigint':
      return `number ${value}`;
    case 'string':
      return `text ${value}`;
    case 'boolean':
      return String(value);
    default:
      return JSON.stringify(value, (_key, part: unknown) =>
        typeof part === 'bigint' ? `${part}n` : part,
      );
  }
}
