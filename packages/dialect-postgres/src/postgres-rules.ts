/** What sets PostgreSQL apart from the SQL that language models write by habit. */
export const postgresRules: readonly string[] = [
  'Names with capital letters or other signs stand in double quotes, text in single quotes.',
  "EXTRACT(YEAR FROM d), DATE_TRUNC('month', d) and d + INTERVAL '1 month' compute with dates; STRFTIME and DATEDIFF do not exist.",
  'Division of integers drops the remainder: x::numeric / y for a fraction.',
  'LIKE tells capital letters from small ones, ILIKE does not.',
  'Every column beside an aggregate stands in GROUP BY, and aliases of SELECT are unknown to WHERE and HAVING.',
  "Texts are joined by ||, and by STRING_AGG(x, ', ') over rows.",
];
