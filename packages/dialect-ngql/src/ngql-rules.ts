/** What sets nGQL apart from SQL and Cypher, which language models write by habit. */
export const ngqlRules: readonly string[] = [
  'MATCH (v:tag)-[e:edge_type]->(w:other) finds rows, RETURN gives columns; SELECT, FROM and JOIN do not exist.',
  'A property of a vertex is written with its tag, v.tag.property; a property of an edge without, e.property.',
  'Equality is ==, not =; text stands in double quotes, names that need quotes in backticks.',
  'ORDER BY takes names of returned columns only: give each an alias.',
  'A condition on an aggregate stands in WITH … WHERE; columns of RETURN without aggregates are the groups.',
  'OPTIONAL MATCH takes no WHERE; EXISTS with a subquery does not exist.',
  'SKIP and LIMIT stand after ORDER BY; the id of a vertex is id(v).',
];
