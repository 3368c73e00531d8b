/** What sets Cypher apart from SQL, which language models write by habit. */
export const cypherRules: readonly string[] = [
  'MATCH (a:Label)-[:TYPE]->(b:Other) finds rows, RETURN gives columns; SELECT, FROM and JOIN do not exist.',
  'Names that need quotes stand in backticks, text in single quotes.',
  'RETURN groups by its columns that are no aggregates; a condition on an aggregate stands in WITH … WHERE, since HAVING does not exist.',
  'OPTIONAL MATCH keeps rows without a match, with null for what is missing.',
  'Text is compared with =, CONTAINS, STARTS WITH and ENDS WITH, and with =~ for a pattern; LIKE does not exist.',
  'SKIP and LIMIT stand after ORDER BY; rows are counted by count(*).',
];
