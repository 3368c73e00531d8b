import type { DialectKeywords } from '@momq/dialect';
import { googleSqlKeywords, googleSqlReserved } from './googlesql-words.js';

/** Words that few other dialects have, or that GoogleSQL alone gives this meaning. */
const SPECIFIC =
  `AGGREGATE ASSERT_ROWS_MODIFIED BIGNUMERIC CLAMPED CLONE CORRESPONDING EXTEND IGNORE PIVOT PROTO QUALIFY RESPECT SAFE_CAST SNAPSHOT STRUCT
SYSTEM_TIME TABLESAMPLE UNNEST UNPIVOT`.split(/\s+/);

/**
 * Keywords that are younger than the catalogue's ZetaSQL, of pipe operators:
 * https://cloud.google.com/bigquery/docs/reference/standard-sql/pipe-syntax.
 */
const YOUNGER = ['EXTEND'];

/** Keywords that need backticks as the name of a table or column. */
export const reservedWords: ReadonlySet<string> = new Set(googleSqlReserved);

/** Keywords of GoogleSQL. */
export const bigqueryKeywords: DialectKeywords = {
  all: [...googleSqlKeywords, ...YOUNGER].sort(),
  specific: SPECIFIC,
  // the embedded engine has no history for SYSTEM_TIME; the others stand in DDL, DML and options
  inQueries:
    `AGGREGATE BIGNUMERIC CORRESPONDING EXTEND IGNORE PIVOT QUALIFY RESPECT SAFE_CAST STRUCT TABLESAMPLE UNNEST UNPIVOT`.split(
      ' ',
    ),
};
