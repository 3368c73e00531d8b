import { createDatabase } from '@momq/core';
import { jsonValue } from '@momq/core/execution';
import { canonicalise, relationalView } from '@momq/core/logical';
import { describeContent } from '@momq/core/sql';
import type {
  DatabaseContent,
  LogicalDialectPack,
  LogicalQuery,
  QueryResult,
  Value,
} from '@momq/dialect';

/** A query in a target's words with its result. */
export interface ExecutedQuery {
  readonly text: string;
  readonly logical: LogicalQuery;
  readonly rows: QueryResult['rows'];
}

/** One database on the engine of one target dialect. */
export interface TargetDatabase {
  readonly dialect: string;
  /** @throws UnsupportedFeatureError, QueryTimeoutError or QueryExecutionError, the reason to drop the query. */
  execute(query: LogicalQuery): Promise<ExecutedQuery>;
  close(): Promise<void>;
}

/** Limits of a query that checks data: so long that no busy machine decides which questions are kept. */
export const checkLimits = { timeoutMs: 120_000, maxRows: 20_000 } as const;

/**
 * Writes queries over `content` in the words of a dialect, without its engine. Joins on what a graph has a relationship for follow it.
 *
 * @throws UnsupportedFeatureError on use
 */
export function writerFor(
  pack: LogicalDialectPack,
  content: DatabaseContent,
): (query: LogicalQuery) => Pick<ExecutedQuery, 'text' | 'logical'> {
  const view = relationalView(pack, content.schema);
  return (query) => {
    const logical = view.convert(pack.viewRelational ? canonicalise(query, content.schema) : query);
    return { logical, text: pack.language.render(logical, view.schema) };
  };
}

/** Builds the embedded database of a dialect from `content`; a graph has relationships for keys that only rows tell, too. */
export async function openTarget(
  pack: LogicalDialectPack,
  content: DatabaseContent,
): Promise<TargetDatabase> {
  const schema = pack.viewRelational
    ? await describeContent(content.schema, content, Number.POSITIVE_INFINITY)
    : content.schema;
  const write = writerFor(pack, { ...content, schema });
  const database = await createDatabase(pack, content);
  return {
    dialect: pack.id,
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

/** The first rows as JSON can hold them ({@link jsonValue}). */
export function rowsForStorage(rows: QueryResult['rows']): Value[][] {
  return rows.slice(0, storedRows).map((row) => row.map(jsonValue));
}
