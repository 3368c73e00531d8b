import { expect } from 'vitest';
import { comparableRows, conformanceContent, type LogicalFormCase } from '@momq/core/conformance';
import type { Database, LogicalDialectPack } from '@momq/dialect';

/** Runs a case over the relational content on the graph that it becomes. */
export async function expectCase(
  pack: LogicalDialectPack,
  database: Database,
  { query, rows, ordered = false }: LogicalFormCase,
): Promise<void> {
  const view = pack.viewRelational!(conformanceContent.schema);
  const text = pack.language.render(view.convert(query), view.schema);
  const result = await database.query(text, { timeoutMs: 60_000 });
  expect(comparableRows(result.rows, ordered), text).toEqual(comparableRows(rows, ordered));
}
