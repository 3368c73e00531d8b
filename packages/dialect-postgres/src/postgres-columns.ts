import type { QueryLimits } from '@momq/core/execution';
import type { Value } from '@momq/dialect';
import type { PostgresSession, TextRows } from './postgres-session.js';
import type { PostgresTypes } from './postgres-types.js';
import { postgresValue } from './postgres-values.js';

/** Columns of one table, as a statement writes their names. */
export interface TableColumns {
  readonly table: string;
  readonly columns: readonly string[];
}

/** Bytes of a table of which all rows are read, and of one whose columns are read in one statement. */
const SMALL_BYTES = 2 ** 20;
const MEDIUM_BYTES = 16 * 2 ** 20;

/** Sizes of tables on disk, long values with them; $1: their names. */
const SIZES = `SELECT pg_table_size(name::regclass) FROM unnest($1::text[]) WITH ORDINALITY AS t(name, place) ORDER BY place`;

/**
 * Distinct values of many columns, in one transaction: of a small table by reading its rows, of a larger one by one statement for
 * all columns, whose answer is no larger than the table. Undefined for a column of arrays, and for all of a large table.
 */
export async function readColumns(
  asked: readonly TableColumns[],
  session: PostgresSession,
  { limits, types }: { readonly limits: QueryLimits; readonly types: PostgresTypes },
): Promise<(readonly Value[] | undefined)[][]> {
  const names = `{${asked.map(({ table }) => JSON.stringify(table)).join()}}`;
  const sizes = await session.read(SIZES, [names]);
  const found: (readonly Value[] | undefined)[][] = [];
  for (const [place, { table, columns }] of asked.entries()) {
    const bytes = Number(sizes[place]?.[0]);
    const read =
      (bytes <= SMALL_BYTES ? await fromRows(table, columns) : undefined) ??
      (bytes <= MEDIUM_BYTES ? await fromStatement(table, columns) : undefined);
    found.push(read ?? columns.map(() => undefined));
  }
  return found;

  /** Undefined when the table has more rows than values are asked for. */
  async function fromRows(
    table: string,
    columns: readonly string[],
  ): Promise<(readonly Value[])[] | undefined> {
    const sql = `SELECT ${columns.join()} FROM ${table} LIMIT ${limits.maxRows}`;
    const { rows, oids, cut } = await complete(sql);
    if (cut || rows.length >= limits.maxRows) return undefined;
    return columns.map((_, index) => {
      const texts = new Set(rows.flatMap((row) => row[index] ?? []));
      return distinct([...texts].map((text) => postgresValue(text, oids[index] ?? 0, types)));
    });
  }

  async function fromStatement(
    table: string,
    columns: readonly string[],
  ): Promise<(readonly Value[] | undefined)[] | undefined> {
    const head = await complete(`SELECT ${columns.join()} FROM ${table} LIMIT 0`);
    const isScalar = head.oids.map((oid) => types.facts(oid)?.element === undefined);
    const lists = columns.map((column, index) =>
      isScalar[index] === true
        ? `ARRAY(SELECT DISTINCT ${column} FROM ${table} WHERE ${column} IS NOT NULL LIMIT ${limits.maxRows})`
        : 'NULL',
    );
    const { rows, oids, cut } = await complete(`SELECT ${lists.join()}`);
    if (cut) return undefined;
    return columns.map((_, index) => {
      const list = postgresValue(rows[0]?.[index] ?? null, oids[index] ?? 0, types);
      return Array.isArray(list) ? (list as readonly Value[]) : undefined;
    });
  }

  async function complete(sql: string): Promise<TextRows> {
    const read = await session.all(sql, limits.maxBytes);
    await types.load(read.oids, session);
    return read;
  }
}

/** Texts that differ may be one value, as 1.0 and 1.00. */
function distinct(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}
