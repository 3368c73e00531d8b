import { expect, test } from 'vitest';
import type { DatabaseContent, FieldType, Value } from '@momq/dialect';
import { foreignKeyLinks } from './foreign-key-links.js';
import { createTableStatement, fittedSchema } from './relational-content.js';
import { renderSqlSchema } from './sql-schema-text.js';

const identifiers = { plain: /^[a-z_]+$/, reserved: new Set(['ORDER']) };

function column(type: FieldType, values: readonly Value[]): DatabaseContent {
  return {
    schema: {
      name: 'one',
      family: 'relational',
      entities: [{ name: 't', fields: [{ name: 'a', type, primaryKey: true }] }],
      links: [],
    },
    rows: { t: values.map((value) => [value]) },
  };
}

test.each<[FieldType, Value[], FieldType]>([
  ['integer', [1, -5, null], 'integer'],
  ['integer', [1, 2.5], 'text'],
  ['real', [1, 2.5], 'real'],
  ['real', ['2.5'], 'text'],
  ['boolean', [true, 0, 1], 'boolean'],
  ['boolean', [2], 'text'],
  ['date', ['2024-02-29', '1999-12-31'], 'date'],
  ['date', ['2023-02-29'], 'text'],
  ['date', ['0000-00-00'], 'text'],
  ['date', ['2024-1-2'], 'text'],
  ['datetime', ['2024-01-01 23:59:59', '2024-01-01T10:00', '2024-01-01'], 'datetime'],
  ['datetime', ['2024-01-01 24:00:01'], 'text'],
  ['text', ['a', 5], 'text'],
])('%s with %s is %s', (type, values, fitted) => {
  expect(fittedSchema(column(type, values), (native) => native).entities[0]?.fields[0]?.type).toBe(
    fitted,
  );
});

test.each<[string, Value[], true | undefined]>([
  ['is a key', [1, 2], true],
  ['repeats', [1, 1], undefined],
  ['is missing', [1, null], undefined],
])('a key that %s', (_, values, primaryKey) => {
  const [entity] = fittedSchema(column('integer', values), (native) => native).entities;
  expect(entity?.fields[0]?.primaryKey).toBe(primaryKey);
});

test('rows must have one value a field', () => {
  const content = { ...column('integer', []), rows: { t: [[1, 2]] } };
  expect(() => fittedSchema(content, (native) => native)).toThrow(/rows of 1 values in t, got 2/);
});

test('a table of a namespace is built under its name', () => {
  const schema = fittedSchema(
    {
      schema: {
        name: 'firm',
        family: 'relational',
        entities: [
          {
            name: 'hr.person',
            namespace: 'hr',
            path: ['hr', 'person'],
            fields: [{ name: 'id', type: 'integer' }],
          },
        ],
        links: [],
      },
      rows: {},
    },
    () => 'INTEGER',
  );
  expect(schema.entities[0]).toEqual({
    name: 'hr.person',
    fields: [{ name: 'id', type: 'integer', nativeType: 'INTEGER' }],
  });
});

test('keys that begin with one column get names of their own', () => {
  const key = (targetTable: string, ...columns: string[]) => ({
    table: 'trip',
    columns,
    targetTable,
    targetColumns: ['id'],
  });
  const links = foreignKeyLinks([
    key('boat', 'boat_id', 'day'),
    key('boat', 'boat_id'),
    key('crew', 'boat_id'),
    key('boat', 'boat_id'),
  ]);
  expect(links.map((link) => link.name)).toEqual([
    'trip.boat_id',
    'trip.boat_id→boat',
    'trip.boat_id→crew',
    'trip.boat_id→boat 2',
  ]);
});

test('tables as text', () => {
  const entity = {
    name: 'order',
    fields: [
      { name: 'id', type: 'integer' as const, nativeType: 'INT', primaryKey: true },
      { name: 'Line', type: 'integer' as const, primaryKey: true },
      { name: 'boat_id', type: 'text' as const },
    ],
  };
  const link = {
    name: 'order.boat_id',
    from: { entity: 'order', fields: ['boat_id'] },
    to: { entity: 'boat', fields: ['id'] },
    fields: [],
  };
  expect(createTableStatement(entity, identifiers, [{ fields: ['boat_id'], to: link.to }])).toBe(
    'CREATE TABLE "order" (id INT, "Line" integer, boat_id text, PRIMARY KEY (id, "Line"), FOREIGN KEY (boat_id) REFERENCES boat (id))',
  );
  expect(
    renderSqlSchema(
      { name: 's', family: 'relational', entities: [entity], links: [link] },
      identifiers,
    ),
  ).toBe(
    'CREATE TABLE "order" (id INT, "Line" integer, boat_id text REFERENCES boat (id), PRIMARY KEY (id, "Line"));',
  );
});

test('integers of any size are integers', () => {
  const [entity] = fittedSchema(column('integer', [2n ** 60n]), (native) => native).entities;
  expect(entity?.fields[0]?.type).toBe('integer');
});
