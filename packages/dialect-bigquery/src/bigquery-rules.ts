/** What sets GoogleSQL apart from the SQL that language models write by habit. */
export const bigqueryRules: readonly string[] = [
  'Names with other signs than letters, digits and _ stand in backticks, text in single or double quotes; a backslash escapes in text.',
  'Types are INT64, FLOAT64, NUMERIC, STRING, BOOL, DATE, DATETIME, TIMESTAMP and BYTES, and SAFE_CAST gives NULL where CAST fails.',
  'x / y is a fraction also of integers, DIV(x, y) drops the remainder, SAFE_DIVIDE(x, y) is NULL by zero.',
  "EXTRACT(YEAR FROM d), DATE_TRUNC(d, MONTH), DATE_DIFF(later, earlier, DAY), DATE_ADD(d, INTERVAL 1 MONTH) and FORMAT_DATE('%Y-%m', d) compute with dates; STRFTIME and DATEDIFF do not exist.",
  'UNION, INTERSECT and EXCEPT need DISTINCT or ALL behind them, and only UNION has ALL.',
  'LIKE tells capital letters from small ones: LOWER(x) LIKE for any case; REGEXP_CONTAINS for patterns.',
  'QUALIFY filters by window functions, UNNEST makes rows of an array, SELECT * EXCEPT (x) leaves columns out.',
  'Every column beside an aggregate stands in GROUP BY, and OFFSET needs a LIMIT before it.',
];
