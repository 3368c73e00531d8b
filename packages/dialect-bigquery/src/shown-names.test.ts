import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, DatabaseContent, Expression, SelectQuery } from '@momq/dialect';
import { bigquery } from './bigquery-dialect.js';
import { zetaSqlSkip } from './testing/zetasql-skip.js';

const content: DatabaseContent = {
  schema: {
    name: 'crew',
    family: 'relational',
    entities: [
      {
        name: 'ship',
        fields: [
          { name: 'id', type: 'integer', primaryKey: true },
          { name: 'name', type: 'text' },
        ],
      },
      {
        name: 'captain',
        fields: [
          { name: 'Id', type: 'integer', primaryKey: true },
          { name: 'Name', type: 'text' },
          { name: 'name_2', type: 'text' },
          { name: 'ship', type: 'integer' },
        ],
      },
    ],
    links: [
      {
        name: 'captain.ship',
        from: { entity: 'captain', fields: ['ship'] },
        to: { entity: 'ship', fields: ['id'] },
        fields: [],
      },
    ],
  },
  rows: { ship: [[1, 'Heron']], captain: [[7, 'Ann', 'A.', 1]] },
};
const use = (entity: string) => ({ entity, instance: 0 });
const field = (entity: string, name: string): Expression => ({
  kind: 'field',
  ...use(entity),
  field: name,
});
const query: SelectQuery = {
  kind: 'select',
  from: [
    use('ship'),
    {
      ...use('captain'),
      join: { kind: 'link', link: 'captain.ship', with: use('ship'), optional: false },
    },
  ],
  distinct: false,
  select: [
    field('ship', 'name'),
    field('captain', 'Name'),
    field('captain', 'name_2'),
    field('ship', 'name'),
  ],
  groupBy: [],
  orderBy: [{ expression: field('ship', 'name'), descending: false }],
};

// BigQuery itself: "Duplicate column names in the result are not supported"
describe.skipIf(zetaSqlSkip !== '')(`columns of a result${zetaSqlSkip}`, () => {
  const pack = bigquery();
  let database: Database;
  beforeAll(async () => {
    database = await pack.createDatabase(content);
  });
  afterAll(() => database.close());

  it('have names that differ in more than case', async () => {
    const { columns, rows } = await database.query(pack.language.render(query, content.schema));
    expect(columns).toEqual(['name', 'Name_6', 'name_2', 'name_4']);
    expect(rows).toEqual([['Heron', 'Ann', 'A.', 'Heron']]);
  });

  it('may hold line ends', async () => {
    const name = 'first\nline `and` \\ more';
    const fields = [{ name, type: 'text' as const }];
    const entities = [{ name: 'log', fields }];
    const small = {
      schema: { ...content.schema, entities, links: [] },
      rows: { log: [['x']] },
    };
    const logs = await pack.createDatabase(small);
    const asked: SelectQuery = { ...query, from: [use('log')], select: [field('log', name)] };
    const text = pack.language.render({ ...asked, orderBy: [] }, small.schema);
    expect((await logs.query(text)).rows).toEqual([['x']]);
    expect(await logs.values('log', name, { limit: 2 })).toEqual(['x']);
    await logs.close();
  });

  it('keep their names where these differ', () => {
    const text = pack.language.render(
      { ...query, select: query.select.slice(1, 3) },
      content.schema,
    );
    expect(text).toMatch(/^SELECT t2\.Name, t2\.name_2 FROM/);
  });
});
