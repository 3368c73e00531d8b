import type { Database, DatabaseContent, LogicalQuery, QueryResult, Value } from '@momq/dialect';

import type { TargetDialect, TargetView } from './training-pair.js';

/** A query in a target's words with its result. */
export interface ExecutedQuery {
  readonly text: string;
  readonly logical: LogicalQuery;
  readonly rows: QueryResult['rows'];
}

/** One database on the engine of one target dialect. */
export interface TargetDatabase {
  readonly target: TargetDialect;
  /** @throws UnsupportedFeatureError, QueryTimeoutError or QueryExecutionError, the reason to drop the query. */
  execute(query: LogicalQuery): Promise<ExecutedQuery>;
  close(): Promise<void>;
}

/** Limits of a query that checks data. */
export const checkLimits = { timeoutMs: 5_000, maxRows: 20_000 } as const;

/** Writes queries over `content` in the words of `target`, without its engine. @throws UnsupportedFeatureError on use */
export function writerFor(
  target: TargetDialect,
  content: DatabaseContent,
): (query: LogicalQuery) => Pick<ExecutedQuery, 'text' | 'logical'> {
  const view: TargetView = target.view?.(content) ?? {
    schema: content.schema,
    convert: (query) => query,
  };
  return (query) => {
    const logical = view.convert(query);
    return { logical, text: target.pack.language.render(logical, view.schema) };
  };
}

/** Builds the embedded database of `target` from `content`. */
export async function openTarget(
  target: TargetDialect,
  content: DatabaseContent,
): Promise<TargetDatabase> {
  const write = writerFor(target, content);
  const database: Database = await target.pack.createDatabase(content);
  return {
    target,
    async execute(query) {
      const { text, logical } = write(query);
      const result = await database.query(text, checkLimits);
      return { text, logical, rows: result.rows };
    },
    close: () => database.close(),
  };
}

/** Rows that are kept in a pair. */
const storedRows = 50;

/** The first rows as JSON can hold them: integers beyond 2^53 become text. */
export function rowsForStorage(rows: QueryResult['rows']): Value[][] {
  return rows
    .slice(0, storedRows)
    .map((row) => row.map((value) => (typeof value === 'bigint' ? String(value) : value)));
}
