import { expect, test } from 'vitest';
import { createSqliteParser } from './sqlite-parser.js';

test('names what a query uses', () => {
  const analysis = createSqliteParser().parse(
    `WITH recent AS (SELECT * FROM visit WHERE visited_on > '2024-01-01')
     SELECT t1.name, count(*) FROM "guest" AS t1 JOIN recent ON recent.guest_id = t1.id WHERE bill > 3.5 -- ORDER BY`,
  );
  expect(analysis).toMatchObject({ statements: 1, readOnly: true });
  expect([...analysis.relations].sort()).toEqual(['guest', 'visit']);
  expect([...analysis.columns].sort()).toEqual(['bill', 'guest_id', 'id', 'name', 'visited_on']);
  expect(analysis.functions).toEqual(['count']);
  expect([...analysis.literals].map(String).sort()).toEqual(['2024-01-01', '3.5']);
  expect(analysis.keywords).toContain('WITH');
  expect(analysis.keywords).not.toContain('ORDER');
});
