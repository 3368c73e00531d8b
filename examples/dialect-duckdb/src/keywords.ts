import type { DialectKeywords } from '@momq/dialect';
import { engineKeywords, ownKeywords } from './engine-words.js';

/** Keywords of DuckDB; those that PostgreSQL, whose grammar DuckDB's comes from, does not have set it apart. */
export const keywords: DialectKeywords = {
  all: Object.values(engineKeywords).flat().sort(),
  specific: ownKeywords,
};

/** Keywords that need quotes as the name of a table or column. */
export const reservedWords: ReadonlySet<string> = new Set([
  ...engineKeywords.reserved,
  ...engineKeywords.type_function,
  ...engineKeywords.column_name,
]);
