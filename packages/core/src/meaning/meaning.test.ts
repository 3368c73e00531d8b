import { describe, expect, it } from 'vitest';
import type {
  Condition,
  DatabaseSchema,
  EntityField,
  Expression,
  LogicalQuery,
  SelectQuery,
} from '@momq/dialect';
import { field } from '../testing/asked-shop.js';
import { periodOf } from '../linking/date-periods.js';
import { withDateRanges } from './date-ranges.js';
import { reasonAgainst } from './implausible.js';

const literal = (value: string | number): Expression => ({ kind: 'literal', value });
const compare = (
  name: string,
  operator: Extract<Condition, { kind: 'compare' }>['operator'],
  value: string | number,
): Condition => ({ kind: 'compare', operator, left: field(name), right: literal(value) });

const fields = (...list: readonly EntityField[]): readonly EntityField[] => list;
const schema: DatabaseSchema = {
  name: 'shop',
  family: 'relational',
  entities: [
    {
      name: 'orders',
      fields: fields(
        { name: 'id', type: 'integer', primaryKey: true },
        { name: 'Supplier ID', type: 'integer' },
        { name: 'total', type: 'real' },
        { name: 'placed_at', type: 'datetime' },
        { name: 'due', type: 'date' },
        { name: 'paid', type: 'integer', temporal: 'unix-seconds' },
        { name: 'seen', type: 'integer', temporal: 'unix-milliseconds' },
        { name: 'email_address', type: 'text' },
        { name: 'created', type: 'text' },
        { name: 'model_year', type: 'integer' },
      ),
    },
    {
      name: 'courses',
      fields: fields(
        { name: 'name', type: 'text' },
        { name: 'former_name', type: 'text' },
        { name: 'level', type: 'text' },
        { name: 'room', type: 'text' },
      ),
    },
    {
      name: 'suppliers',
      fields: fields(
        { name: 'Supplier ID', type: 'integer', primaryKey: true },
        { name: 'Company', type: 'text' },
        { name: 'Product ID', type: 'integer' },
      ),
    },
  ],
  links: [],
};

function query(change: Partial<SelectQuery>): SelectQuery {
  return {
    kind: 'select',
    from: [{ entity: 'orders', instance: 0 }],
    distinct: false,
    select: [field('orders.total')],
    groupBy: [],
    orderBy: [],
    ...change,
  };
}

/** A condition as SQL, so that a case reads in one line. */
function written(condition: Condition | undefined): string {
  if (condition?.kind === 'and' || condition?.kind === 'or')
    return condition.conditions.map(written).join(` ${condition.kind} `);
  if (
    condition?.kind !== 'compare' ||
    condition.left.kind !== 'field' ||
    condition.right.kind !== 'literal'
  )
    return JSON.stringify(condition);
  return `${condition.left.field} ${condition.operator} ${condition.right.value}`;
}

describe('periodOf', () => {
  it.each([
    ['2023-05-01', 'day', '2023-05-01', '2023-05-02'],
    ['2024-02-29', 'day', '2024-02-29', '2024-03-01'],
    ['2023-12', 'month', '2023-12-01', '2024-01-01'],
    [2023, 'year', '2023-01-01', '2024-01-01'],
  ])('%s is a %s', (value, unit, first, next) => {
    expect(periodOf(value)).toEqual({ unit, first, next });
  });

  it.each(['2023-02-29', '2023-13', '2023-05-01 10:00', 12, 99999, 'May', true, null])(
    '%s is none',
    (value) => expect(periodOf(value)).toBeUndefined(),
  );
});

describe('withDateRanges', () => {
  const rewritten = (where: Condition): string => {
    const result = withDateRanges(query({ where }), schema);
    return written(result.kind === 'select' ? result.where : undefined);
  };

  it.each<[string, Condition, string]>([
    [
      'on a day',
      compare('orders.placed_at', '=', '2023-05-01'),
      'placed_at >= 2023-05-01 and placed_at < 2023-05-02',
    ],
    [
      'not on a day',
      compare('orders.placed_at', '!=', '2023-05-01'),
      'placed_at < 2023-05-01 or placed_at >= 2023-05-02',
    ],
    ['after a day', compare('orders.placed_at', '>', '2023-05-01'), 'placed_at >= 2023-05-02'],
    ['until a day', compare('orders.placed_at', '<=', '2023-05-01'), 'placed_at < 2023-05-02'],
    ['before a day', compare('orders.placed_at', '<', '2023-05-01'), 'placed_at < 2023-05-01'],
    [
      'in a month',
      compare('orders.placed_at', '=', '2023-05'),
      'placed_at >= 2023-05-01 and placed_at < 2023-06-01',
    ],
    ['in a year', compare('orders.due', '=', 2023), 'due >= 2023-01-01 and due < 2024-01-01'],
    ['after a year', compare('orders.due', '>', 2023), 'due >= 2024-01-01'],
    ['in seconds', compare('orders.paid', '>=', '2023-05-01'), 'paid >= 1682899200'],
    ['in milliseconds', compare('orders.seen', '<', '1970-01-02'), 'seen < 86400000'],
    [
      'between days',
      {
        kind: 'between',
        negated: false,
        value: field('orders.placed_at'),
        low: literal('2023-05-01'),
        high: literal('2023-05-02'),
      },
      'placed_at >= 2023-05-01 and placed_at < 2023-05-03',
    ],
    [
      'on one of two days',
      {
        kind: 'in',
        negated: false,
        value: field('orders.placed_at'),
        set: [literal('2023-05-01'), literal('2023-06-01')],
      },
      'placed_at >= 2023-05-01 and placed_at < 2023-05-02 or placed_at >= 2023-06-01 and placed_at < 2023-06-02',
    ],
  ])('%s', (_, where, expected) => expect(rewritten(where)).toBe(expected));

  it.each<[string, Condition]>([
    ['a day with a day', compare('orders.due', '=', '2023-05-01')],
    ['a moment with a moment', compare('orders.placed_at', '>', '2023-05-01 09:30:00')],
    ['a year that is a number', compare('orders.model_year', '=', 2023)],
    ['a number that is no time', compare('orders.total', '>', 2000)],
    ['text of unknown form', compare('orders.created', '=', '2023-05-01')],
  ])('leaves %s as it is', (_, where) => expect(rewritten(where)).toBe(written(where)));
});

describe('reasonAgainst', () => {
  const call = (name: 'year' | 'lower', argument: string): Expression => ({
    kind: 'call',
    function: name,
    arguments: [field(argument)],
  });
  const aggregate = (name: 'sum' | 'avg' | 'max' | 'count', argument: Expression): Expression => ({
    kind: 'aggregate',
    function: name,
    distinct: false,
    argument,
  });
  const joined = (right: string): LogicalQuery =>
    query({
      from: [
        { entity: 'orders', instance: 0 },
        {
          entity: 'suppliers',
          instance: 0,
          join: {
            kind: 'fields',
            left: field('orders.Supplier ID'),
            right: field(right),
            optional: false,
          },
        },
      ],
    });
  const same = compare('orders.total', '=', 1);
  const ofLevels = (
    operator: 'except' | 'intersect' | 'union',
    ...shown: [left: string, right: string]
  ): LogicalQuery => {
    const [left, right] = shown.map((name) =>
      query({ from: [{ entity: 'courses', instance: 0 }], select: [field(`courses.${name}`)] }),
    );
    return { kind: 'set', operator, all: false, left: left!, right: right! };
  };

  it.each<[string, LogicalQuery]>([
    [
      'combines a query with itself by except',
      { kind: 'set', operator: 'except', all: false, left: query({}), right: query({}) },
    ],
    ['states a condition twice', query({ where: { kind: 'or', conditions: [same, same] } })],
    [
      'one field to equal two values',
      query({ where: { kind: 'and', conditions: [same, compare('orders.total', '=', 2)] } }),
    ],
    [
      'differ from one value or from another',
      query({
        where: {
          kind: 'or',
          conditions: [
            compare('orders.email_address', '!=', 'a'),
            compare('orders.email_address', '!=', 'b'),
          ],
        },
      }),
    ],
    ['compares level with name', ofLevels('except', 'level', 'name')],
    ['compares name with level', ofLevels('intersect', 'name', 'level')],
    ['the sum of a constant', query({ select: [aggregate('sum', literal(5))] })],
    ['the avg of the key id', query({ select: [aggregate('avg', field('orders.id'))] })],
    [
      'the key id as a time',
      query({ select: [{ kind: 'cast', type: 'datetime', argument: field('orders.id') }] }),
    ],
    ['the year of email_address', query({ select: [call('year', 'orders.email_address')] })],
    ['the year of total', query({ select: [call('year', 'orders.total')] })],
    ['although both sides have Supplier ID', joined('suppliers.Product ID')],
    [
      'among itself',
      query({
        from: [
          { kind: 'derived', query: query({ select: [field('orders.total')], distinct: true }) },
        ],
        where: {
          kind: 'in',
          negated: false,
          value: { kind: 'column', source: 0, column: 0 },
          set: [{ kind: 'subquery', query: query({ select: [field('orders.total')] }) }],
        },
      }),
    ],
    [
      'whichever row is looked at',
      query({
        where: { kind: 'exists', negated: false, query: query({ where: same }) },
      }),
    ],
    [
      'a range between a number and a date',
      query({
        where: {
          kind: 'between',
          negated: false,
          value: field('orders.due'),
          low: literal(2),
          high: literal('2023-05-01'),
        },
      }),
    ],
  ])('finds that it … %s', (reason, wrong) => {
    expect(reasonAgainst(wrong, schema)).toContain(reason);
  });

  it('finds it in nested queries too', () => {
    const nested = query({ select: [call('year', 'orders.email_address')] });
    const where: Condition = {
      kind: 'in',
      negated: false,
      value: field('orders.id'),
      set: [{ kind: 'subquery', query: nested }],
    };
    expect(reasonAgainst(query({ where }), schema)).toContain('email_address');
  });

  it.each<[string, LogicalQuery]>([
    [
      'an ordinary set operation',
      {
        kind: 'set',
        operator: 'union',
        all: false,
        left: query({}),
        right: query({ distinct: true }),
      },
    ],
    [
      'two values that either may hold',
      query({ where: { kind: 'or', conditions: [same, compare('orders.total', '=', 2)] } }),
    ],
    [
      'two values that both are to differ from',
      query({
        where: {
          kind: 'and',
          conditions: [
            compare('orders.email_address', '!=', 'a'),
            compare('orders.email_address', '!=', 'b'),
          ],
        },
      }),
    ],
    ['all names and levels', ofLevels('union', 'level', 'name')],
    ['names that are no former name', ofLevels('except', 'name', 'former_name')],
    ['one place that is never another', ofLevels('except', 'level', 'room')],
    ['the number of constants', query({ select: [aggregate('count', literal(1))] })],
    ['the largest key', query({ select: [aggregate('max', field('orders.id'))] })],
    [
      'years of dates, of text named so, and of years',
      query({
        select: ['due', 'created', 'model_year', 'paid'].map((name) =>
          call('year', `orders.${name}`),
        ),
      }),
    ],
    ['a join of equal names', joined('suppliers.Supplier ID')],
    [
      'rows that exist for the row that is looked at',
      query({
        where: {
          kind: 'exists',
          negated: true,
          query: query({
            from: [{ entity: 'suppliers', instance: 0 }],
            where: {
              kind: 'compare',
              operator: '=',
              left: field('suppliers.Supplier ID'),
              right: { ...field('orders.Supplier ID'), outer: 1 } as Expression,
            },
          }),
        },
      }),
    ],
    ['text functions of text', query({ select: [call('lower', 'orders.email_address')] })],
  ])('accepts %s', (_, right) => expect(reasonAgainst(right, schema)).toBeUndefined());
});
