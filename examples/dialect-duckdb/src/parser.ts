import { keywordsIn, refusedCall } from '@momq/core/sql';
import { QuerySyntaxError } from '@momq/dialect';
import type { QueryAnalysis, QueryParser } from '@momq/dialect';
import { readingFunctions } from './engine-words.js';
import { keywords } from './keywords.js';
import { parseWithDuckdb } from './parse-thread.js';
import { statementUse } from './statement-use.js';

const KEYWORDS = new Set(keywords.all);
const FUNCTIONS = new Set(readingFunctions);

/** What functions do that read more than the database's tables, or change something. */
const EFFECTS: Readonly<Record<string, string>> = {
  currval: 'reads the state of a sequence',
  glob: 'lists files',
  nextval: 'moves a sequence on',
  parquet_scan: 'reads files',
  query: 'runs a text as a query',
  query_table: 'reads a table that a text names',
  read_blob: 'reads files',
  read_csv: 'reads files',
  read_csv_auto: 'reads files',
  read_json: 'reads files',
  read_json_auto: 'reads files',
  read_parquet: 'reads files',
  read_text: 'reads files',
  setseed: "changes the session's random numbers",
  sleep_ms: 'only waits',
  sniff_csv: 'reads files',
  write_log: "writes into the engine's log",
};

/**
 * DuckDB's own parser, in a thread that the caller waits for.
 *
 * @param allowFunctions - functions (macros) of the database that a query may call, `name` or `schema.name`
 */
export function createDuckdbParser(allowFunctions: readonly string[] = []): QueryParser {
  const allowed = new Set(allowFunctions.map((name) => name.toLowerCase()));
  const calls = (name: string, schema: string): string | undefined => {
    const known = name.toLowerCase();
    const qualified = schema === '' ? known : `${schema.toLowerCase()}.${known}`;
    const own = (schema === '' || /^(?:main|pg_catalog)$/i.test(schema)) && FUNCTIONS.has(known);
    const isOperator = !/^[a-z_]/.test(known);
    return own || isOperator || allowed.has(qualified)
      ? undefined
      : refusedCall(name, 'DuckDB', EFFECTS);
  };
  return { parse: (text) => analysis(text, calls) };
}

function analysis(
  text: string,
  calls: (name: string, schema: string) => string | undefined,
): QueryAnalysis {
  if (text.includes('\0'))
    throw located(text, 'expected text, got a NUL character', text.indexOf('\0'));
  const found = parseWithDuckdb(text);
  const words = keywordsIn(text, KEYWORDS);
  if ('others' in found) {
    const [first = 'another statement'] = words;
    const none = { relations: [], columns: [], functions: [], literals: [] };
    const reason = found.others === 1 ? first : 'a statement that is no query';
    return { statements: found.others, readOnly: false, reason, ...none, keywords: words };
  }
  const { error_message: message, position, statements = [] } = found.tree;
  if (message !== undefined) throw located(text, message, Number(position ?? 0));
  const { reason, ...use } = statementUse(statements, calls);
  return {
    statements: statements.length,
    readOnly: reason === undefined,
    ...(reason !== undefined && { reason }),
    ...use,
    keywords: words,
  };
}

/** @param position - characters before the place, as DuckDB counts them */
function located(text: string, message: string, position: number): QuerySyntaxError {
  const before = [...text.slice(0, 2 * position)].slice(0, position).join('');
  const lines = before.split('\n');
  const rest = text.slice(before.length);
  const fragment = /^\s*(?:\w{1,40}|\S)/.exec(rest)?.[0].trim() ?? 'end of text';
  const words = message.length > 200 ? `${message.slice(0, 200)}…` : message;
  const column = (lines.at(-1)?.length ?? 0) + 1;
  return new QuerySyntaxError(`duckdb: ${words}`, { line: lines.length, column, fragment });
}
