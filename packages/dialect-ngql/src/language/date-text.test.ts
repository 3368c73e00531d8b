import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database, Expression, FunctionName, SelectQuery } from '@momq/dialect';
import { conformanceContent } from '@momq/core/conformance';
import { relationalView } from '@momq/core/logical';
import { ngql } from '../ngql-dialect.js';

const pack = ngql();
const view = relationalView(pack, conformanceContent.schema);
let database: Database;
beforeAll(async () => {
  database = await pack.createDatabase(conformanceContent);
});
afterAll(() => database.close());

const joined: Expression = { kind: 'field', entity: 'person', instance: 0, field: 'joined' };
const latest: Expression = {
  kind: 'aggregate',
  function: 'max',
  distinct: false,
  argument: joined,
};
const count: Expression = { ...latest, function: 'count', argument: { kind: 'star' } };
const call = (name: FunctionName, ...given: Expression[]): Expression => ({
  kind: 'call',
  function: name,
  arguments: given,
});

async function rows(more: Partial<SelectQuery>): Promise<readonly (readonly unknown[])[]> {
  const query: SelectQuery = {
    kind: 'select',
    from: [{ entity: 'person', instance: 0 }],
    distinct: false,
    select: [],
    groupBy: [],
    orderBy: [],
    ...more,
  };
  return (await database.query(pack.language.render(view.convert(query), view.schema))).rows;
}

it('takes parts of a date that is an aggregate', async () => {
  expect(await rows({ select: [call('year', latest), call('month', latest)] })).toEqual([
    [2024, 12],
  ]);
});

it('groups and orders by a part of a date', async () => {
  const year = call('year', joined);
  const orderBy = [{ expression: year, descending: true }];
  expect(await rows({ select: [year, count], groupBy: [year], orderBy })).toEqual([
    [2024, 1],
    [2023, 1],
    [2021, 1],
    [2020, 1],
    [null, 1],
  ]);
  expect(await rows({ select: [count], groupBy: [call('quarter', joined)] })).toHaveLength(3);
});
