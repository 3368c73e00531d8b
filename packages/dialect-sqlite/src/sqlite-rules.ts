/** What sets SQLite apart from the SQL that language models write by habit. */
export const sqliteRules: readonly string[] = [
  'Names that need quotes stand in double quotes, text in single quotes.',
  "Dates are ISO 8601 text or numbers; strftime('%Y', d), date(d, '+1 month') and julianday(d) compute with them. EXTRACT, DATE_TRUNC and INTERVAL do not exist.",
  'Division of integers drops the remainder: CAST one side AS REAL for a fraction.',
  'LIKE takes no notice of the case of ASCII letters; ILIKE does not exist.',
  "Texts are joined by ||, and by group_concat(x, ', ') over rows.",
];
