import { expect, test } from 'vitest';
import type { SelectQuery } from '@momq/dialect';
import {
  column,
  compare,
  derived,
  field,
  select,
  star,
  value,
} from '../conformance/query-builders.js';
import { conformanceContent } from '../conformance/conformance-content.js';
import { MysqlLikeGenerator } from './testing/test-dialects.js';

const { schema } = conformanceContent;
const write = (query: SelectQuery): string => new MysqlLikeGenerator(schema).render(query);

test('a star in a subquery is written out, so that its columns can be named', () => {
  const teams = select('team', [star], { where: compare(field('team.budget'), '>', value(1)) });
  expect(write(select([derived(teams)], [column(1)]))).toBe(
    'SELECT t1.name FROM (SELECT id, name, budget FROM team WHERE budget > 1) AS t1',
  );
  expect(write(select([derived(select([derived(teams)], [star]))], [column(2)]))).toBe(
    'SELECT t1.budget FROM (SELECT t2.id AS id, t2.name AS name, t2.budget AS budget FROM (SELECT id, name, budget FROM team WHERE budget > 1) AS t2) AS t1',
  );
});

test('columns without a name of their own, and names that are taken', () => {
  const sums = select('team', [field('team.name'), value(1), field('team.name')]);
  expect(write(select([derived(sums)], [column(0), column(1), column(2)]))).toBe(
    'SELECT t1.name, t1.value, t1.name_2 FROM (SELECT name, 1 AS value, name AS name_2 FROM team) AS t1',
  );
});

test.each([
  [column(0, 1), /column 0 of subquery 1 in FROM, got 1 subqueries\. Count both from 0/],
  [column(3), /column 3 of subquery 0 in FROM, got 1 subqueries, this one with 1 columns/],
])('a column that is not there is an error', (reference, message) => {
  const query = select([derived(select('team', [field('team.id')]))], [reference]);
  expect(() => write(query)).toThrow(message);
  expect(() => write(query)).toThrow(
    expect.objectContaining({ code: 'FEATURE_UNSUPPORTED' }) as Error,
  );
});
