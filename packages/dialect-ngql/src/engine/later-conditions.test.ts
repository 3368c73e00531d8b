import { PropertyGraph, shown } from '@momq/graph-store';
import { QueryBudget } from '@momq/core/execution';
import { expect, it } from 'vitest';
import { expressionText } from '../syntax/expression-text.js';
import { parseStatements } from '../syntax/statement-parser.js';
import { conditionsBehind } from './later-conditions.js';
import { runStatements } from './run.js';
import type { Space } from './space.js';

const graph = new PropertyGraph();
for (let number = 0n; number < 120n; number += 1n)
  graph.addNode(number, 'ship', new Map([['id', number]]));
const space: Space = {
  name: 'harbour',
  graph,
  tags: new Map([['ship', new Map([['id', 'integer']])]]),
  edges: new Map(),
};

function run(text: string): readonly string[] {
  const budget = new QueryBudget(60_000, 'nGQL');
  const session = { space, budget, parameters: new Map(), variables: new Map() };
  const work = runStatements(parseStatements(text), session, Infinity);
  for (;;) {
    const turn = work.next();
    if (turn.done) return turn.value.rows.map((row) => row.map(shown).join(' '));
  }
}

const four = 'MATCH (a:ship) MATCH (b:ship) MATCH (c:ship) MATCH (d:ship)';

it.each([
  `${four} WITH * WHERE a.ship.id == 1 AND b.ship.id == 2 AND c.ship.id < a.ship.id AND d.ship.id == 3 RETURN a.ship.id, b.ship.id, c.ship.id, d.ship.id`,
  `${four} WHERE a.ship.id == 1 AND b.ship.id == 2 AND c.ship.id < a.ship.id AND d.ship.id == 3 RETURN a.ship.id, b.ship.id, c.ship.id, d.ship.id`,
  `${four} WITH DISTINCT a, b, c, d AS e WHERE a.ship.id == 1 AND b.ship.id == 2 WITH * WHERE c.ship.id == 0 AND e.ship.id == 3 RETURN a.ship.id, b.ship.id, c.ship.id, e.ship.id`,
])('does not join 200 million rows first: %s', (text) => {
  expect(run(text)).toEqual(['1 2 0 3']);
});

it.each([
  // Not before SKIP and LIMIT, and not for a name that means another thing.
  [
    'MATCH (a:ship) WITH a ORDER BY a.ship.id LIMIT 3 WHERE a.ship.id > 1 RETURN a.ship.id',
    undefined,
  ],
  ['MATCH (a:ship) WITH a.ship.id + 1 AS a WHERE a > 119 RETURN a', undefined],
  ['MATCH (a:ship), (b:ship) WITH b AS a, a AS b WHERE a.ship.id == 1 RETURN count(*)', undefined],
  ['MATCH (a:ship) WITH count(*) AS n WHERE n > 1 RETURN n', undefined],
  ['MATCH (a:ship) WITH a, count(*) AS n WHERE n > 0 AND a.ship.id < 2 RETURN n', '(a.ship.id<2)'],
  ['MATCH (a:ship) MATCH (b:ship) WHERE a.ship.id == 1 RETURN count(*)', '(a.ship.id==1)'],
])('%s waits for %s', (text, expected) => {
  const [statement] = parseStatements(text);
  const clauses = statement?.kind === 'match' ? statement.clauses : [];
  const behind = conditionsBehind(clauses.slice(1));
  expect(behind && expressionText(behind)).toBe(expected);
});

it.each([
  ['MATCH (a:ship) WITH a.ship.id + 1 AS a WHERE a > 119 RETURN a', '120'],
  // A condition that no row of an OPTIONAL MATCH meets leaves nothing, and no null.
  ['MATCH (a:ship{id: 1}) OPTIONAL MATCH (b:ship) WITH * WHERE b IS NULL RETURN count(*)', '0'],
])('does not use a condition too early: %s', (text, row) => {
  expect(run(text)).toEqual([row]);
});
