/** What sets DuckDB apart from the SQL that language models write by habit. */
export const rules: readonly string[] = [
  'Names need quotes only where they are reserved words or hold other signs: double quotes; text stands in single quotes.',
  'x / y gives a fraction of integers too; x // y drops the remainder.',
  'LIKE counts the case of letters, ILIKE does not.',
  "STRFTIME(d, '%Y-%m') takes the date first; DATE_TRUNC('month', d), DATE_DIFF('day', a, b) and d + INTERVAL 1 MONTH compute with dates.",
  'GROUP BY ALL groups by every column that is no aggregate; ORDER BY ALL orders by all columns.',
  'ARG_MAX(x, y) is the x of the row with the largest y; QUALIFY filters by window functions.',
  'NULL comes last in every ORDER BY without NULLS FIRST.',
];
