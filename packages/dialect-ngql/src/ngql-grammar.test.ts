import type { DatabaseSchema } from '@momq/dialect';
import { grammarReach, testGrammar } from '@momq/dialect-kit';
import { expect, it } from 'vitest';
import { ngql } from './ngql-dialect.js';
import { ngqlGrammar } from './ngql-grammar.js';
import { ngqlParser } from './ngql-parser.js';
import { ngqlPages, ngqlTutorials } from './ngql-tutorials/index.js';

const field = (name: string) => ({ name, type: 'text' as const });
const schema: DatabaseSchema = {
  name: 'films',
  family: 'graph',
  entities: [
    { name: 'person', fields: [field('name'), field('born')] },
    { name: 'film', fields: [field('title'), field('year')] },
    { name: 'film prize', fields: [field('money won')] },
    { name: 'order', fields: [field('limit')] },
  ],
  links: [
    {
      name: 'acted_in',
      from: { entity: 'person', fields: [] },
      to: { entity: 'film', fields: [] },
      fields: [field('part')],
    },
    {
      name: 'won',
      from: { entity: 'film', fields: [] },
      to: { entity: 'film prize', fields: [] },
      fields: [],
    },
  ],
};
const grammar = ngqlGrammar(schema);

const taken = [
  'MATCH (p:person)-[r:acted_in]->(f:film) WHERE f.film.year > 1990 AND r.part == "Neo" RETURN p.person.name AS name, count(*) AS n ORDER BY n DESC, name SKIP 1 LIMIT 3;',
  "MATCH (p:person{name: 'Ann'}) OPTIONAL MATCH (p)-[:acted_in]->(f) RETURN p.person.name, collect(DISTINCT f.film.title)",
  'MATCH (f:film)-[:won]->(z:`film prize`) WITH f.film.title AS title, sum(z.`film prize`.`money won`) AS won WHERE won > 10 RETURN title',
  'MATCH (o:`order`) WHERE o.`order`.limit NOT IN ["1", "2"] RETURN id(o) AS id',
  'MATCH (p:person) WHERE NOT (p)-[:acted_in]->(:film) RETURN count(p) AS n',
  'MATCH (p:person)-[:acted_in*1..3]-(q) RETURN DISTINCT q.person.name AS name, properties(q).title AS title',
  'MATCH (p:person) RETURN CASE WHEN p.person.name STARTS WITH "A" THEN 1 ELSE 0 END AS a UNION ALL MATCH (f:film) RETURN f.film.year AS a',
  'UNWIND [1, 2, 3] AS x WITH x WHERE x IN [y IN range(1, 2) WHERE y > 1 | y * 2] RETURN x',
  'GO FROM "a", "b" OVER acted_in WHERE $$.film.year != 1990 YIELD $^.person.name AS name, $$.film.title AS title, acted_in.part AS part',
  'GO 1 TO 3 STEPS FROM "a" OVER * BIDIRECT YIELD DISTINCT id($$) AS id, type(edge) AS t',
  'GO FROM "a" OVER acted_in REVERSELY YIELD src(edge) AS id | GO FROM $-.id OVER won YIELD dst(edge) AS d | YIELD count(*) AS n',
  'LOOKUP ON film WHERE film.year > 1990 YIELD film.title AS title, id(vertex) AS id | ORDER BY $-.title DESC | LIMIT 1, 2',
  'LOOKUP ON person YIELD person.born AS born | GROUP BY $-.born YIELD $-.born AS born, count(*) AS n | YIELD $-.born AS born WHERE $-.n > 1',
  'FETCH PROP ON person, film "a", "b" YIELD person.name AS name, properties(vertex).title AS title',
  'FETCH PROP ON acted_in "a" -> "b"@0, "a" -> "c" YIELD acted_in.part AS part',
  'LOOKUP ON person YIELD id(vertex) AS id MINUS LOOKUP ON acted_in YIELD src(edge) AS id',
];

it.each(taken)('is one query that reads: %s', (text) => {
  expect(ngqlParser.parse(text)).toMatchObject({ statements: 1, readOnly: true });
});

testGrammar({
  grammar,
  test: it,
  takes: taken,
  refuses: [
    ['a tag that the graph does not have', 'MATCH (p:', 'actor)'],
    ['an edge type that it does not have', 'MATCH (p:person)-[:', 'directed]'],
    ['an edge type that leads elsewhere', 'MATCH (p:person)-[:', 'won]'],
    ['a tag where the edge does not lead', 'MATCH (p:person)-[:acted_in]->(f:', 'person)'],
    ['a property without its tag', 'MATCH (p:person) RETURN p.', 'name'],
    ['the tag of another vertex', 'MATCH (p:person) RETURN p.', 'film.title'],
    ['a property that the tag does not have', 'MATCH (p:person) RETURN p.person.', 'title'],
    ['a variable that is not defined', 'MATCH (p:person) RETURN ', 'q.person'],
    ['a reserved word without backticks', 'MATCH (o:', 'order)'],
    ['one equals sign', 'MATCH (p:person) WHERE p.person.name =', ' "x"'],
    [
      'a sort key that is no column',
      'MATCH (p:person) RETURN p.person.name AS n ORDER BY ',
      'p.person',
    ],
    ['a query in braces', 'MATCH (p:person) WHERE exists', ' {'],
    ['what writes', 'MATCH (p:person) ', 'DELETE'],
    [
      'what writes behind a bar',
      'GO FROM "a" OVER won YIELD dst(edge) AS d | ',
      'DELETE VERTEX $-.d',
    ],
    ['a second statement', 'GO FROM "a" OVER won YIELD dst(edge) AS d;', ' YIELD 1'],
    ['an edge type of no graph', 'GO FROM "a" OVER ', 'directed'],
    ['the end of an edge elsewhere', 'GO FROM "a" OVER won YIELD $$.', 'person'],
    [
      'a column that was not handed on',
      'GO FROM "a" OVER won YIELD dst(edge) AS d | YIELD $-.',
      'e AS e',
    ],
    ['a clause of MATCH behind GO', 'GO FROM "a" OVER won YIELD dst(edge) AS d ', 'RETURN d'],
    ['a bar behind MATCH', 'MATCH (p:person) RETURN p ', '| YIELD 1'],
    ['an end without YIELD', 'LOOKUP ON person', ';'],
    ['a function that nGQL does not have', 'MATCH (p:person) RETURN ', 'elementid(p)'],
    ['a comment', 'MATCH (p:person) RETURN 1 /', '/ one'],
  ],
});

it('does not look beyond what hostile text may cost', () => {
  expect(grammarReach(grammar, `RETURN ${'['.repeat(5000)}`).read.length).toBeLessThan(100);
  expect(grammar.start.after(`RETURN '${'a'.repeat(1_000_000)}'`)).toBeUndefined();
  expect(grammarReach(grammar, "RETURN '\0'").read).toBe("RETURN '");
});

/** What the constraint leaves out, though nGQL has it. */
const leftOut = /FIND|SUBGRAPH|^\$|^\(|SAMPLE|reduce|OFFSET|json_extract/;

it('takes the queries of the tutorials', () => {
  const view = ngql().viewRelational!(ngqlTutorials.sample.schema);
  const tutorialGrammar = ngqlGrammar(view.schema);
  const queries = ngqlPages
    .flatMap(({ examples }) => examples.map(({ query }) => query))
    .filter((query) => !leftOut.test(query));
  expect(queries.length).toBeGreaterThan(180);
  const refused = queries
    .map((query) => ({ query, ...grammarReach(tutorialGrammar, query) }))
    .filter(({ complete }) => !complete)
    .map(({ query, read }) => `${read} ⟂ ${query.slice(read.length)}`);
  expect(refused).toEqual([]);
});
