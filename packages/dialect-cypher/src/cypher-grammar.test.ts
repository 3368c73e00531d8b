import type { DatabaseSchema } from '@momq/dialect';
import { grammarReach, testGrammar } from '@momq/dialect-kit';
import { expect, it } from 'vitest';
import { allowedCalls } from './allowed-calls.js';
import { cypherGrammar } from './cypher-grammar.js';
import { cypher } from './cypher-dialect.js';
import { cypherTutorials } from './cypher-tutorials/index.js';

const field = (name: string) => ({ name, type: 'text' as const });
const schema: DatabaseSchema = {
  name: 'films',
  family: 'graph',
  entities: [
    { name: 'Person', fields: [field('name'), field('born')] },
    { name: 'Film', fields: [field('title'), field('year')] },
    { name: 'Film Prize', fields: [field('money won')] },
  ],
  links: [
    {
      name: 'ACTED_IN',
      from: { entity: 'Person', fields: [] },
      to: { entity: 'Film', fields: [] },
      fields: [field('role')],
    },
    {
      name: 'WON',
      from: { entity: 'Film', fields: [] },
      to: { entity: 'Film Prize', fields: [] },
      fields: [],
    },
  ],
};
const grammar = cypherGrammar(schema, allowedCalls());

testGrammar({
  grammar,
  test: it,
  takes: [
    'MATCH (p:Person)-[r:ACTED_IN]->(f:Film) WHERE f.year > 1990 AND r.role = "Neo" RETURN p.name, count(*) AS n ORDER BY n DESC SKIP 1 LIMIT 3;',
    "MATCH (p:Person {name: 'Ann'}) OPTIONAL MATCH (p)-[:ACTED_IN]->(f) RETURN p.name, collect(DISTINCT f.title)",
    'MATCH (f:Film)-[:WON]->(z:`Film Prize`) WITH f, sum(z.`money won`) AS won WHERE won > 10 RETURN f.title',
    'MATCH (p:Person) WHERE NOT EXISTS { MATCH (p)-[:ACTED_IN]->(:Film) } RETURN p.name',
    'MATCH (p:Person) WHERE (p)-[:ACTED_IN]->(:Film) RETURN count(p)',
    'MATCH (p:Person)-[:ACTED_IN*1..3]-(q) RETURN DISTINCT q.name',
    "MATCH (p:Person) RETURN CASE WHEN p.name STARTS WITH 'A' THEN 1 ELSE 0 END AS a UNION ALL MATCH (f:Film) RETURN f.year AS a",
    'UNWIND [1, 2, 3] AS x WITH x WHERE x IN [y IN range(1, 2) WHERE y > 1 | y * 2] RETURN x[0..1]',
    "CALL { MATCH (p:Person) RETURN p.name AS name } RETURN name, date.truncate('year', date()) AS d, date().year",
  ],
  refuses: [
    ['a label that the graph does not have', 'MATCH (p:', 'Actor)'],
    ['a type that it does not have', 'MATCH (p:Person)-[:', 'DIRECTED]'],
    ['a type that leads elsewhere', 'MATCH (p:Person)-[:', 'WON]'],
    [
      'a label where the relationship does not lead',
      'MATCH (p:Person)-[:ACTED_IN]->(f:',
      'Person)',
    ],
    ['a property that it does not have', 'MATCH (p:Person) RETURN p.', 'age'],
    ["another label's property", 'MATCH (p:Person) RETURN p.', 'title'],
    ['a variable that is not defined', 'MATCH (p:Person) RETURN ', 'q.name'],
    [
      'a variable that WITH does not give',
      'MATCH (p:Person) WITH p.name AS name MATCH (f:Film) RETURN ',
      'p.name',
    ],
    ['a name that needs backticks', 'MATCH (z:', 'Film Prize)'],
    ['what writes', 'MATCH (p:Person) ', 'DELETE p'],
    ['an end without RETURN', 'MATCH (p:Person)', ';'],
    [
      'a function with a namespace that is not allowed',
      'MATCH (p:Person) RETURN ',
      'apoc.text.clean(p.name)',
    ],
    ['a comment', 'MATCH (p:Person) RETURN 1 /', '/ one'],
  ],
});

it('does not look beyond what hostile text may cost', () => {
  expect(grammarReach(grammar, `RETURN ${'['.repeat(5000)}`).read.length).toBeLessThan(100);
  expect(grammar.start.after(`RETURN '${'a'.repeat(1_000_000)}'`)).toBeUndefined();
  expect(grammarReach(grammar, "RETURN '\0'").read).toBe("RETURN '");
});

/** What a name is bound in by an expression, calls of procedures, and the normal forms, which are words of their own: not written by it. */
const LEFT_OUT = /\b(?:any|none|single|reduce|normalize|isEmpty)\(|\[\(|\bCALL\b/;

it('takes the queries of the tutorials', () => {
  const { sample, pages } = cypherTutorials;
  const tutorialGrammar = cypherGrammar(
    cypher().viewRelational!(sample.schema).schema,
    allowedCalls(),
  );
  const queries = pages.flatMap(({ examples }) => examples.map(({ query }) => query));
  expect(queries.length).toBeGreaterThan(20);
  const refused = queries
    .filter((query) => !LEFT_OUT.test(query))
    .filter((query) => !grammarReach(tutorialGrammar, query).complete);
  expect(refused).toEqual([]);
});
