import { readFile } from 'node:fs/promises';
import { ConfigError } from '@momq/core';
import type { DialectPack } from '@momq/core';

/** A query that a parser should accept, or refuse. */
export interface JudgedQuery {
  readonly text: string;
  readonly valid: boolean;
}

/** How a parser does on queries that others wrote. */
export interface ParseRates {
  readonly valid: number;
  readonly accepted: number;
  readonly invalid: number;
  readonly rejected: number;
  /** Valid ones that it refuses, with its message, and invalid ones that it takes; ten of each at most. */
  readonly wrong: readonly { readonly text: string; readonly got: string }[];
}

/**
 * Queries of a file: JSON lines with `sql` or `query`, and `"valid": false` for wrong ones; or plain text, a query a line.
 *
 * @throws ConfigError when a line is not as expected or there is none
 */
export async function readQueries(file: string): Promise<readonly JudgedQuery[]> {
  const text = await readFile(file, 'utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) throw new ConfigError(`${file}: expected a query a line, got none.`);
  return lines.map((line, index) =>
    line.startsWith('{')
      ? fromJson(line, `${file}, line ${index + 1}`)
      : { text: line, valid: true },
  );
}

function fromJson(line: string, place: string): JudgedQuery {
  let read: { readonly sql?: unknown; readonly query?: unknown; readonly valid?: unknown };
  try {
    read = JSON.parse(line) as typeof read;
  } catch (error) {
    throw new ConfigError(`${place}: expected JSON, got ${(error as Error).message}.`);
  }
  const text = read.sql ?? read.query;
  if (typeof text !== 'string')
    throw new ConfigError(`${place}: expected "sql" or "query" with a text, got ${typeof text}.`);
  return { text, valid: read.valid !== false };
}

/** Parses every query. What the parser throws other than a syntax error is wrong as well, of an invalid query too. */
export async function parseRates(
  pack: DialectPack,
  queries: readonly JudgedQuery[],
): Promise<ParseRates> {
  const parser = await pack.createParser();
  const refused: ParseRates['wrong'][number][] = [];
  const taken: ParseRates['wrong'][number][] = [];
  for (const { text, valid } of queries) {
    const error = errorOf(() => parser.parse(text));
    if (valid && error !== undefined) refused.push({ text, got: error.message });
    if (!valid && error?.code !== 'QUERY_SYNTAX')
      taken.push({ text, got: error?.message ?? 'no error' });
  }
  const valid = queries.filter((query) => query.valid).length;
  const invalid = queries.length - valid;
  return {
    valid,
    accepted: valid - refused.length,
    invalid,
    rejected: invalid - taken.length,
    wrong: [...refused.slice(0, 10), ...taken.slice(0, 10)],
  };
}

function errorOf(
  run: () => unknown,
): { readonly message: string; readonly code?: unknown } | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : { message: String(error) };
  }
}
