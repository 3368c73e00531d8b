import { expect, it } from 'vitest';

import { orderAsked } from './order-asked.js';

it('sees an order of the query itself, not of its parts', () => {
  expect(orderAsked('SELECT a FROM t order  by b DESC LIMIT 1')).toBe(true);
  expect(orderAsked('SELECT a FROM t UNION SELECT b FROM u ORDER BY 1')).toBe(true);
  expect(orderAsked('SELECT a FROM t WHERE b IN (SELECT c FROM u ORDER BY d LIMIT 3)')).toBe(false);
  expect(orderAsked("SELECT a FROM t WHERE b = 'order by (' AND c = 1")).toBe(false);
  expect(orderAsked("SELECT a FROM t WHERE b = ')' ORDER BY a")).toBe(true);
  expect(orderAsked('SELECT "order by" FROM t')).toBe(false);
  expect(orderAsked('MATCH (n:A) RETURN n.x ORDER BY n.y')).toBe(true);
  expect(orderAsked('MATCH (n:A) WITH n ORDER BY n.y LIMIT 1 MATCH (n)-[:R]->(m) RETURN m.x')).toBe(
    false,
  );
});
