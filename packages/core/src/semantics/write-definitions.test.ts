import { describe, expect, it } from 'vitest';
import type { DatabaseSchema, Expression, SelectQuery } from '@momq/dialect';
import { parseExpression } from './expression-parser.js';
import type { Definition } from './teaching.js';
import { writeDefinitions } from './write-definitions.js';

const field = (name: string, entity = 'orders', instance = 0): Expression => ({
  kind: 'field',
  entity,
  instance,
  field: name,
});
const definition = (name: string, text: string, aggregate: boolean): Definition => ({
  entity: 'orders',
  field: name,
  type: 'real',
  names: [name],
  expression: parseExpression(text, ([column]) => field(column!)),
  aggregate,
});
const whole: DatabaseSchema = {
  name: 's',
  family: 'relational',
  entities: [
    {
      name: 'orders',
      fields: [
        { name: 'amt', type: 'integer' },
        { name: 'city', type: 'text' },
        { name: 'secret', type: 'text' },
      ],
    },
  ],
  links: [],
};
const [orders] = whole.entities;
const schema = { ...whole, entities: [{ ...orders!, fields: orders!.fields.slice(0, 2) }] };
const definitions = [
  definition('revenue', 'SUM(amt)', true),
  definition('average order value', 'SUM(amt) / COUNT(*)', true),
  definition('gross', 'amt * 2', false),
];
const write = (query: Partial<SelectQuery>) =>
  writeDefinitions(
    {
      kind: 'select',
      from: [{ entity: 'orders', instance: 0 }],
      distinct: false,
      select: [],
      groupBy: [],
      orderBy: [],
      ...query,
    },
    { definitions, schema, whole },
  ) as SelectQuery;
const aggregate = (name: 'sum' | 'avg' | 'max', of: string): Expression => ({
  kind: 'aggregate',
  function: name,
  distinct: false,
  argument: field(of),
});
const revenue = aggregate('sum', 'amt');
const above = (left: Expression) =>
  ({ kind: 'compare', operator: '>', left, right: { kind: 'literal', value: 5 } }) as const;

describe('a metric', () => {
  it('is written out, whether it was summed or not', () => {
    expect(write({ select: [field('revenue')] })).toMatchObject({ select: [revenue], groupBy: [] });
    expect(write({ select: [aggregate('sum', 'revenue')] })).toMatchObject({ select: [revenue] });
  });

  it('is grouped by what is shown beside it, unless the query says by what', () => {
    const select = [field('city'), field('revenue')];
    const orderBy = [{ expression: field('revenue'), descending: true }];
    expect(write({ select, orderBy })).toMatchObject({
      select: [field('city'), revenue],
      groupBy: [field('city')],
      orderBy: [{ expression: revenue }],
    });
    expect(write({ select: [field('revenue')], groupBy: [field('city')] })).toMatchObject({
      groupBy: [field('city')],
    });
  });

  it('is compared after grouping', () => {
    const where = {
      kind: 'and',
      conditions: [above(field('revenue')), above(field('amt'))],
    } as const;
    const written = write({ select: [field('city')], where });
    expect(written).toMatchObject({
      where: above(field('amt')),
      having: above(revenue),
      groupBy: [field('city')],
    });
  });

  it('keeps the use of its table', () => {
    const second = write({ select: [field('revenue', 'orders', 1)] });
    expect(second.select).toEqual([{ ...revenue, argument: field('amt', 'orders', 1) }]);
  });

  it('is averaged only where its name says so', () => {
    const named = write({ select: [aggregate('avg', 'average order value')] });
    expect(named.select[0]?.kind).toBe('arithmetic');
    for (const name of ['avg', 'max'] as const)
      expect(() => write({ select: [aggregate(name, 'revenue')] })).toThrow('got its');
    expect(() => write({ select: [{ kind: 'star' }, field('revenue')] })).toThrow('whole rows');
    const outer = { ...field('revenue'), outer: 1 } as Expression;
    expect(() => write({ select: [outer] })).toThrow('a query inside another');
  });
});

it('writes a computed field wherever it stands', () => {
  const gross = definitions[2]!.expression;
  expect(
    write({ select: [aggregate('max', 'gross')], where: above(field('gross')) }),
  ).toMatchObject({
    select: [{ function: 'max', argument: gross }],
    where: above(gross),
    groupBy: [],
  });
});

it('shows whole rows without what is hidden', () => {
  expect(write({ select: [{ kind: 'star' }] }).select).toEqual([field('amt'), field('city')]);
  const count = {
    kind: 'aggregate',
    function: 'count',
    distinct: false,
    argument: { kind: 'star' },
  } as const;
  expect(write({ select: [count] }).select).toEqual([count]);
});
