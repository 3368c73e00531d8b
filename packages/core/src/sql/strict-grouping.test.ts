import { describe, expect, test } from 'vitest';
import type { Aggregate, Expression, FieldReference, SelectQuery } from '@momq/dialect';
import type { DatabaseSchema } from '@momq/dialect';
import { strictGrouping } from './strict-grouping.js';

const schema: DatabaseSchema = {
  name: 'zoo',
  family: 'relational',
  entities: [
    {
      name: 'keeper',
      fields: [
        { name: 'id', type: 'integer', primaryKey: true },
        { name: 'name', type: 'text' },
        { name: 'age', type: 'integer' },
      ],
    },
  ],
  links: [],
};
const field = (name: string): FieldReference => ({
  kind: 'field',
  entity: 'keeper',
  instance: 0,
  field: name,
});
const aggregate = (name: Aggregate['function'], of: string): Aggregate => ({
  kind: 'aggregate',
  function: name,
  distinct: false,
  argument: field(of),
});
const query = (parts: Partial<SelectQuery>): SelectQuery => ({
  kind: 'select',
  from: [{ entity: 'keeper', instance: 0 }],
  distinct: false,
  select: [field('name')],
  groupBy: [],
  orderBy: [],
  ...parts,
});
const strict = (parts: Partial<SelectQuery>): SelectQuery =>
  strictGrouping(query(parts), schema, 'test');

describe('grouping', () => {
  test('a query without aggregates stays as it is', () => {
    const plain = query({ orderBy: [{ expression: field('age'), descending: true }] });
    expect(strictGrouping(plain, schema, 'test')).toBe(plain);
  });

  test('plain fields of output, order and HAVING join the keys, each once', () => {
    const { groupBy } = strict({
      select: [field('name'), aggregate('count', 'id')],
      groupBy: [field('age')],
      orderBy: [{ expression: field('name'), descending: false }],
      having: { kind: 'compare', operator: '>', left: field('age'), right: aggregate('min', 'id') },
    });
    expect(groupBy).toEqual([field('age'), field('name')]);
  });

  test('fields of windows join the keys, those of what the keys compute do not', () => {
    const length = { kind: 'call', function: 'length', arguments: [field('name')] } as const;
    const { groupBy } = strict({
      select: [
        { kind: 'arithmetic', operator: '+', left: length, right: aggregate('count', 'id') },
        {
          kind: 'window',
          function: 'rank',
          partitionBy: [field('age')],
          orderBy: [{ expression: aggregate('max', 'id'), descending: true }],
        },
      ],
      groupBy: [length],
    });
    expect(groupBy).toEqual([length, field('age')]);
  });

  test('a primary key among the keys covers its table', () => {
    expect(strict({ groupBy: [field('id')] }).groupBy).toEqual([field('id')]);
    expect(strict({ select: [{ kind: 'star' }], groupBy: [field('age')] }).groupBy).toEqual([
      field('age'),
      field('id'),
      field('name'),
    ]);
  });

  test('a field beside the only extreme is that of its row', () => {
    const { select, orderBy, limit, where } = strict({
      select: [field('name'), aggregate('max', 'age')],
    });
    expect(select).toEqual([field('name'), field('age')]);
    expect([orderBy, limit]).toEqual([[{ expression: field('age'), descending: true }], 1]);
    expect(where).toEqual({ kind: 'null', negated: true, value: field('age') });
  });

  test.each([
    [[field('name'), aggregate('sum', 'age')]],
    [[field('name'), aggregate('max', 'age'), aggregate('min', 'age')]],
  ])('a field whose row is open is an error', (select) => {
    expect(() => strict({ select })).toThrow(
      expect.objectContaining({ code: 'FEATURE_UNSUPPORTED' }) as Error,
    );
  });
});

describe('DISTINCT', () => {
  const byAge = [{ expression: field('age'), descending: true }];

  test('ordered by another field becomes a group ordered by its extreme', () => {
    expect(strict({ distinct: true, orderBy: byAge })).toMatchObject({
      distinct: false,
      groupBy: [field('name')],
      orderBy: [{ expression: aggregate('max', 'age'), descending: true }],
    });
  });

  test('is dropped where the groups are distinct already', () => {
    const orderBy = [{ expression: aggregate('count', 'id'), descending: false }];
    const result = strict({ distinct: true, groupBy: [field('name')], orderBy });
    expect(result).toMatchObject({ distinct: false, groupBy: [field('name')], orderBy });
  });

  test('of windows ordered by what is not selected is an error', () => {
    const select: Expression[] = [
      { kind: 'window', function: 'row_number', partitionBy: [], orderBy: [] },
    ];
    expect(() => strict({ select, distinct: true, orderBy: byAge })).toThrow(/Select the key/);
  });

  test('of groups ordered by what is not selected is an error', () => {
    const orderBy = [{ expression: aggregate('count', 'id'), descending: false }];
    expect(() =>
      strict({ distinct: true, groupBy: [field('name'), field('age')], orderBy }),
    ).toThrow(/Select the key/);
  });
});
