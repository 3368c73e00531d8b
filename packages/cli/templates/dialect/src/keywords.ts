import type { DialectKeywords } from '@momq/dialect';

/** Keywords that set __name__ apart from other dialects, upper case. */
const specific: readonly string[] = ['GLOB', 'IIF', 'STRFTIME'];

const shared: readonly string[] = [
  ...['ALL', 'AND', 'AS', 'ASC', 'AVG', 'BETWEEN', 'BY', 'CASE', 'CAST', 'COUNT', 'CROSS', 'DESC'],
  ...['DISTINCT', 'ELSE', 'END', 'EXCEPT', 'EXISTS', 'FROM', 'GROUP', 'HAVING', 'IN', 'INNER'],
  ...['INTERSECT', 'IS', 'JOIN', 'LEFT', 'LIKE', 'LIMIT', 'MAX', 'MIN', 'NOT', 'NULL', 'OFFSET'],
  ...['ON', 'OR', 'ORDER', 'OVER', 'PARTITION', 'SELECT', 'SUM', 'THEN', 'UNION', 'USING', 'WHEN'],
  ...['WHERE', 'WITH'],
];

/** Keywords of __name__. */
export const keywords: DialectKeywords = { all: [...shared, ...specific], specific };
