import { describe, expect, it } from 'vitest';
import { QueryBudget } from '@momq/core/execution';
import { PropertyGraph } from '@momq/graph-store';
import { parseTree } from '../cypher-tree.js';
import { plainValue } from '../embedded-values.js';
import { writeGraph } from '../testing/write-graph.js';
import { procedures } from './procedures.js';
import { planText, runQuery } from './run-query.js';
import type { Session } from './scope.js';

const graph = new PropertyGraph();
const session = (): Session => ({
  graph,
  budget: new QueryBudget(10_000, 'Cypher'),
  parameters: new Map(),
  procedures,
  now: 0n,
});

// a → b → c → d, and a → d; b and d are ships, c is a ferry and a ship.
writeGraph(
  `CREATE (a:Port {n: 1})-[:ROUTE {km: 5}]->(b:Ship {n: 2})-[:ROUTE {km: 7}]->(c:Ship:Ferry {n: 3})-[:ROUTE {km: 2}]->(d:Ship {n: 4}),
   (a)-[:LINK {km: 90}]->(d)`,
  session(),
);

function answer(text: string): unknown {
  const { rows } = runQuery(parseTree(text).statements[0]!, text, session());
  return [...rows].flatMap((row) => (row ? [row.map((value) => plainValue(value))] : []));
}

const twenty = `[${Array.from({ length: 20 }, (_, number) => number).join(', ')}]`;

it.each([
  ['range', 'RETURN size(range(1, 3000000))'],
  ['reduce', `RETURN reduce(t = 0, x IN ${twenty} | reduce(s = t, y IN ${twenty} | s + y))`],
  ['COUNT', `RETURN COUNT { UNWIND ${twenty} AS a UNWIND ${twenty} AS b RETURN a }`],
])('ends %s inside of an expression at the time limit', (_, text) => {
  // The time is over before it begins; what has no check inside would run to its end.
  const budget = new QueryBudget(1, 'Cypher', 1);
  const { rows } = runQuery(parseTree(text).statements[0]!, text, { ...session(), budget });
  expect(() => [...rows]).toThrow(expect.objectContaining({ code: 'QUERY_TIMEOUT' }));
});

describe('the embedded engine beyond the TCK', () => {
  it.each([
    ['labels with or', 'MATCH (n:Port|Ferry) RETURN n.n ORDER BY n.n', [[1], [3]]],
    ['labels with not', 'MATCH (n:Ship&!Ferry) RETURN n.n ORDER BY n.n', [[2], [4]]],
    ['any label', 'MATCH (n:%) RETURN count(*)', [[4]]],
    ['types with or', 'MATCH ({n: 1})-[r:ROUTE|LINK]->(m) RETURN m.n ORDER BY m.n', [[2], [4]]],
    [
      'a quantified relationship',
      'MATCH ({n: 1})-[:ROUTE]->{2,3}(m) RETURN m.n ORDER BY m.n',
      [[3], [4]],
    ],
    ['one or more', 'MATCH ({n: 2})-[:ROUTE]->+(m) RETURN m.n ORDER BY m.n', [[3], [4]]],
    ['a condition inside of a node', 'MATCH (n WHERE n.n > 3) RETURN n.n', [[4]]],
    ['a condition on each of a chain', 'MATCH ({n: 1})-[:ROUTE* {km: 5}]->(m) RETURN m.n', [[2]]],
    ['COUNT of a pattern', 'MATCH (n {n: 1}) RETURN COUNT { (n)-->() }', [[2]]],
    [
      'COUNT with a name from outside behind WITH',
      'MATCH (n {n: 2}) RETURN COUNT { MATCH (m) WITH m WHERE m.n > n.n RETURN m }',
      [[2]],
    ],
    [
      'COLLECT',
      'MATCH (n {n: 1}) RETURN COLLECT { MATCH (n)-->(m) RETURN m.n ORDER BY m.n DESC }',
      [[[4, 2]]],
    ],
    [
      'CALL with names',
      'MATCH (n:Ship) CALL (n) { MATCH (n)-->(m) RETURN count(m) AS c } RETURN n.n, c ORDER BY n.n',
      [
        [2, 1],
        [3, 1],
        [4, 0],
      ],
    ],
    [
      'CALL with WITH',
      'MATCH (n:Ferry) CALL { WITH n MATCH (n)-->(m) RETURN m.n AS m } RETURN m',
      [[4]],
    ],
    [
      'OPTIONAL CALL',
      'MATCH (n {n: 4}) OPTIONAL CALL (n) { MATCH (n)-->(m) RETURN m } RETURN m',
      [[null]],
    ],
    ['LET and FILTER', 'MATCH (n) LET twice = n.n * 2 FILTER twice > 6 RETURN twice', [[8]]],
    ['a shortest path', 'MATCH p = shortestPath((a:Port)-[*]->(d {n: 4})) RETURN length(p)', [[1]]],
    [
      'the shortest path on which a condition holds',
      'MATCH p = shortestPath((a:Port)-[*]->(d {n: 4})) WHERE all(r IN relationships(p) WHERE r.km < 50) RETURN length(p)',
      [[3]],
    ],
    ['a number like another of another type', 'MATCH (n {n: 3.0}) RETURN n.n', [[3]]],
    [
      'CASE with several values',
      'UNWIND [1, 2, 3] AS x RETURN CASE x WHEN 1, 2 THEN "few" WHEN > 2 THEN "many" END',
      [['few'], ['few'], ['many']],
    ],
    ['TRIM with words', "RETURN trim(LEADING 'x' FROM 'xxax')", [['ax']]],
    ['nullIf', "RETURN nullIf(1, 1.0), nullIf('a', 'b')", [[null, 'a']]],
    ['a variable called as a word', 'WITH [1, 2] AS all RETURN size(all)', [[2]]],
    ['a comma that a comment hides', 'RETURN [1 /* , */, -2 // ,\n]', [[[1, -2]]]],
    [
      'an order in which a name of its own hides another',
      'MATCH (n) RETURN n.n AS x ORDER BY head([n IN [{n: 0 - n.n}] | n.n])',
      [[4], [3], [2], [1]],
    ],
    [
      'shortest paths along a relationship that another part has',
      'MATCH ({n: 1})-[r:ROUTE]->({n: 2}), p = shortestPath((:Port)-[:ROUTE*]->({n: 2})), q = shortestPath((:Port)-[:ROUTE*]->({n: 3})) RETURN length(p), length(q)',
      [[1, 2]],
    ],
    [
      'nothing for a relationship that is null',
      'OPTIONAL MATCH (:None)-[r]->() WITH r OPTIONAL MATCH ()-[r {km: 5}]->(m) RETURN m',
      [[null]],
    ],
    [
      'numbers behind a text as toString has them',
      "RETURN 'a' + 1e10, 0.0001 + 'a', 'a' + 0.0 / 0.0",
      [['a1.0E10', '1.0E-4a', 'aNaN']],
    ],
    [
      'the deviation of nothing',
      'MATCH (n:None) RETURN stDev(n.n) AS a, stDevP(n.n) AS b',
      [[0, 0]],
    ],
    [
      'maps in order of their size, keys and values',
      'UNWIND [{a: 1, b: 1}, {b: 1}, {a: 10}, {a: 2}, {}] AS m RETURN m ORDER BY m',
      [[{}], [{ a: 2 }], [{ a: 10 }], [{ b: 1 }], [{ a: 1, b: 1 }]],
    ],
    ['toInteger of a text with blanks', "RETURN toInteger(' 12 ')", [[null]]],
    [
      'a pattern as the condition of CASE',
      'MATCH (n) RETURN n.n, CASE WHEN (n)-[:LINK]->() THEN 1 ELSE 0 END ORDER BY n.n LIMIT 2',
      [
        [1, 1],
        [2, 0],
      ],
    ],
    [
      'procedures',
      'CALL db.labels() YIELD label RETURN label ORDER BY label',
      [['Ferry'], ['Port'], ['Ship']],
    ],
  ])('answers %s', (_, text, rows) => {
    expect(answer(text)).toEqual(rows);
  });

  it.each([
    ['a quantified path', 'MATCH ((a)-->(b)){1,2} RETURN 1'],
    ['a path selector', 'MATCH ANY SHORTEST (a)-->+(b) RETURN 1'],
    ['a match mode', 'MATCH REPEATABLE ELEMENTS (a)-->(b) RETURN 1'],
    ['a test of a type', 'RETURN 1 IS :: INTEGER'],
    ['a point', 'RETURN point.distance(1, 2)'],
    ['a procedure that it lacks', 'CALL dbms.components() YIELD name RETURN name'],
    ['a label that an expression gives', "MATCH (n:$('Ship')) RETURN n"],
    ['a clause that writes', 'MATCH (n) SET n.x = 1'],
  ])('refuses %s', (_, text) => {
    expect(() => answer(text)).toThrow(expect.objectContaining({ code: 'FEATURE_UNSUPPORTED' }));
  });

  it.each([
    ['an overflow', 'RETURN 9223372036854775807 + 1'],
    ['a division by zero', 'RETURN 1 / 0'],
    ['a missing parameter', 'RETURN $x'],
    ['an unknown function', 'RETURN nothing(1)'],
    ['a subquery of what is in no group', 'MATCH (n) RETURN COUNT { (n)-->() } + count(*)'],
    [
      'paths of what is in no group',
      'MATCH (n) RETURN n.n AS k, size([(n)-->(m) | m]) + count(*) AS c',
    ],
    ['a UNION without columns', 'MATCH (n) RETURN COUNT { MATCH (n)-->() UNION MATCH (n)<--() }'],
    ['the length of a node', 'MATCH (n) RETURN length(n)'],
    [
      'a shortest path to where it begins',
      'MATCH (a:Port) MATCH p = shortestPath((a)-[*]->(a)) RETURN p',
    ],
  ])('has an error for %s', (_, text) => {
    expect(() => answer(text)).toThrow(expect.objectContaining({ code: 'QUERY_EXECUTION' }));
  });

  it('begins where a condition equates a property, at either end of a pattern', () => {
    const text = 'MATCH (a:Ship)-[:ROUTE]->(b:Ship) WHERE b.n = 4 RETURN a.n';
    expect(planText(parseTree(text).statements[0]!, text, session())).toMatch(
      /Lookup\(:Ship by n\).*\nExpand\(out\)/,
    );
    expect(answer(text)).toEqual([[3]]);
  });
});
