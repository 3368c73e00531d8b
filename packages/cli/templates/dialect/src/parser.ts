import { nodeSqlParser } from '@momq/core/sql';
import type { QueryParser } from '@momq/dialect';
import { functions } from './functions.js';
import { keywords } from './keywords.js';

/**
 * A parser to start with: the __grammar__ grammar of node-sql-parser. It does not accept all good queries (60 to 83 % of samples
 * of several dialects), and answers that need what it lacks are not given. Replace it by the dialect's own grammar.
 */
export async function createParser(): Promise<QueryParser> {
  const { default: library } = await import('node-sql-parser/build/__grammar__.js');
  return nodeSqlParser({
    dialect: '__id__',
    database: '__grammar__',
    keywords: keywords.all,
    functions,
    library,
  });
}
