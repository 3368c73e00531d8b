/** What sets MySQL apart from the SQL that language models write by habit. */
export const mysqlRules: readonly string[] = [
  'Names with spaces or of keywords stand in backticks, text in single quotes; \\ escapes inside text.',
  "Texts are joined by CONCAT(a, b), over rows by GROUP_CONCAT(x ORDER BY x SEPARATOR ', '); || is OR.",
  '7 / 2 is 3.5 and 7 DIV 2 is 3; division by zero is NULL.',
  "YEAR(d), DATE_FORMAT(d, '%Y-%m'), d + INTERVAL 1 MONTH, DATEDIFF(a, b) and TIMESTAMPDIFF(MONTH, a, b) compute with dates.",
  'CAST knows SIGNED, CHAR, DECIMAL(p, s), DOUBLE, DATE and DATETIME; there is no :: and no INTEGER or TEXT.',
  'There is no FULL JOIN, no ILIKE and no NULLS LAST: ORDER BY x IS NULL, x puts NULL last.',
  'Every column beside an aggregate stands in GROUP BY.',
];
