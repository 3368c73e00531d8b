import { describe, expect, test } from 'vitest';
import type {
  DatabaseSchema,
  Expression,
  FieldReference,
  SelectQuery,
  SetQuery,
} from '@momq/dialect';
import { renderSqlSchema } from './sql-schema-text.js';
import { BigqueryLikeGenerator, MysqlLikeGenerator } from './testing/test-dialects.js';

const fields = [
  { name: 'id', type: 'integer', primaryKey: true },
  { name: 'rank', type: 'integer' },
  { name: 'note', type: 'text' },
  { name: 'active', type: 'boolean' },
  { name: 'born', type: 'date' },
] as const;
const schema: DatabaseSchema = {
  name: 'firm',
  family: 'relational',
  entities: [
    { name: 'sales.employee', namespace: 'sales', path: ['sales', 'employee'], fields },
    { name: 'hr.employee', namespace: 'hr', path: ['hr', 'employee'], fields },
    { name: 'order', path: ['shop 1', 'order'], fields },
    { name: 'order.items', path: ['shop 1', 'order', 'items'], fields },
    { name: 'odd`name', fields },
  ],
  links: [
    {
      name: 'sales.employee.id',
      from: { entity: 'sales.employee', fields: ['id'] },
      to: { entity: 'hr.employee', fields: ['id'] },
      fields: [],
    },
    {
      name: 'items',
      from: { entity: 'order.items', fields: [] },
      to: { entity: 'order', fields: [] },
      fields: [],
    },
  ],
};
const mysql = (query: SelectQuery | SetQuery): string =>
  new MysqlLikeGenerator(schema).render(query);
const bigquery = (query: SelectQuery | SetQuery): string =>
  new BigqueryLikeGenerator(schema).render(query);

const at = (entity: string, field: string): FieldReference => ({
  kind: 'field',
  entity,
  instance: 0,
  field,
});
const of = (entity: string, parts: Partial<SelectQuery> = {}): SelectQuery => ({
  kind: 'select',
  from: [{ entity, instance: 0 }],
  distinct: false,
  select: [at(entity, 'id')],
  groupBy: [],
  orderBy: [],
  ...parts,
});
const text = (value: string) => ({ kind: 'literal', value }) as const;
const bothEmployees = (left: string, right: string): SelectQuery =>
  of(left, {
    from: [
      { entity: left, instance: 0 },
      {
        entity: right,
        instance: 0,
        join: {
          kind: 'link',
          link: 'sales.employee.id',
          with: { entity: left, instance: 0 },
          optional: false,
        },
      },
    ],
    select: [at('sales.employee', 'note'), at('hr.employee', 'note')],
  });

describe('a dialect like MySQL', () => {
  test('backslashes and quotes in texts, backticks, ESCAPE, booleans', () => {
    const query = of('odd`name', {
      select: [at('odd`name', 'rank')],
      where: {
        kind: 'and',
        conditions: [
          { kind: 'compare', operator: '=', left: at('odd`name', 'note'), right: text("C:\\'x") },
          { kind: 'compare', operator: 'like', left: at('odd`name', 'note'), right: text('5\\%%') },
          { kind: 'compare', operator: '=', left: at('odd`name', 'active'), right: text('true') },
        ],
      },
    });
    expect(mysql(query)).toBe(
      "SELECT `rank` FROM `odd``name` WHERE note = 'C:\\\\''x' AND note LIKE '5\\\\%%' ESCAPE '\\\\' AND active = TRUE",
    );
  });

  test('whole-number division, casts and the limit', () => {
    const half = (field: string) =>
      ({
        kind: 'arithmetic',
        operator: '/',
        left: at('hr.employee', field),
        right: { kind: 'literal', value: 2 },
      }) as const;
    const query = of('hr.employee', { select: [half('id'), half('note')], limit: 3 });
    expect(mysql(query)).toBe('SELECT id DIV 2, note / 2 FROM hr.employee LIMIT 0, 3');
  });

  test('functions, casts and the place of NULL', () => {
    const [note, rank] = [at('hr.employee', 'note'), at('hr.employee', 'rank')];
    const call = (name: 'concat' | 'coalesce', ...parts: Expression[]): Expression => ({
      kind: 'call',
      function: name,
      arguments: parts,
    });
    const query = of('hr.employee', {
      select: [
        call('concat', note, text(' '), rank),
        call('coalesce', note, text('none')),
        call('coalesce', note, note, text('none')),
        { kind: 'cast', type: 'integer', argument: note },
        {
          kind: 'call',
          function: 'difference',
          unit: 'month',
          arguments: [at('hr.employee', 'born'), text('2024-01-31')],
        },
      ],
      orderBy: [{ expression: rank, descending: false, nulls: 'last' }],
    });
    expect(mysql(query)).toBe(
      "SELECT CONCAT(note, ' ', `rank`), IFNULL(note, 'none'), COALESCE(note, note, 'none'), CAST(note AS SIGNED), " +
        "TIMESTAMPDIFF(MONTH, born, '2024-01-31') FROM hr.employee ORDER BY `rank` IS NULL, `rank`",
    );
  });

  test('a function that the dialect has no spelling for is an error', () => {
    const week: Expression = {
      kind: 'call',
      function: 'week',
      arguments: [at('hr.employee', 'born')],
    };
    expect(() => mysql(of('hr.employee', { select: [week] }))).toThrow(
      /expected functions that the dialect has, got week/,
    );
  });

  test('parts of a name are quoted one by one', () => {
    expect(mysql(of('order'))).toBe('SELECT id FROM `shop 1`.`order`');
  });

  test('tables of one name in two schemas keep their columns', () => {
    expect(mysql(bothEmployees('sales.employee', 'hr.employee'))).toBe(
      'SELECT t1.note, t2.note FROM sales.employee AS t1 JOIN hr.employee AS t2 ON t1.id = t2.id',
    );
    expect(mysql(bothEmployees('hr.employee', 'sales.employee'))).toBe(
      'SELECT t2.note, t1.note FROM hr.employee AS t1 JOIN sales.employee AS t2 ON t1.id = t2.id',
    );
  });
});

describe('a dialect like BigQuery', () => {
  test('set operations say DISTINCT, operands stand in parentheses, paths in one pair of backticks', () => {
    const set: SetQuery = {
      kind: 'set',
      operator: 'except',
      all: false,
      left: of('sales.employee'),
      right: of('hr.employee', { limit: 2 }),
    };
    expect(bigquery(set)).toBe(
      'SELECT id FROM `sales.employee` EXCEPT DISTINCT (SELECT id FROM `hr.employee` LIMIT 2)',
    );
    expect(bigquery({ ...set, operator: 'union', all: true })).toContain(' UNION ALL (');
  });

  test('division is a function, texts are escaped with backslashes', () => {
    const query = of('hr.employee', {
      select: [
        {
          kind: 'arithmetic',
          operator: '*',
          left: {
            kind: 'arithmetic',
            operator: '/',
            left: at('hr.employee', 'id'),
            right: at('hr.employee', 'rank'),
          },
          right: { kind: 'literal', value: 100 },
        },
        text("it's \\"),
      ],
    });
    expect(bigquery(query)).toBe(
      "SELECT SAFE_DIVIDE(id, `rank`) * 100, 'it\\'s \\\\' FROM `hr.employee`",
    );
  });

  test('QUALIFY keeps the first row of each group', () => {
    const query = of('hr.employee', {
      select: [
        at('hr.employee', 'note'),
        { kind: 'aggregate', function: 'max', distinct: false, argument: at('hr.employee', 'id') },
      ],
      groupBy: [at('hr.employee', 'rank')],
    });
    expect(bigquery(query)).toBe(
      'SELECT note, id FROM `hr.employee` QUALIFY ROW_NUMBER() OVER (PARTITION BY `rank` ORDER BY id DESC) = 1',
    );
  });

  test('UNNEST reads an array, STRUCT makes a nested query a row', () => {
    const items = of('order', {
      from: [
        { entity: 'order', instance: 0 },
        {
          entity: 'order.items',
          instance: 0,
          join: {
            kind: 'link',
            link: 'items',
            with: { entity: 'order', instance: 0 },
            optional: true,
          },
        },
      ],
      select: [at('order.items', 'note'), { kind: 'subquery', query: of('hr.employee') }],
    });
    expect(bigquery(items)).toBe(
      'SELECT t2.note, (SELECT AS STRUCT id FROM `hr.employee`) FROM `shop 1.order` AS t1 LEFT JOIN UNNEST(t1.items) AS t2',
    );
  });
});

test('the schema text names tables as queries do', () => {
  const quote = (name: string): string => `[${name.replaceAll(']', ']]')}]`;
  const rules = { plain: /^[a-z]+$/, reserved: new Set(['RANK']), quote };
  const two = { ...schema, entities: schema.entities.slice(0, 2), links: schema.links.slice(0, 1) };
  expect(renderSqlSchema(two, rules).split('\n')[0]).toBe(
    'CREATE TABLE sales.employee (id integer PRIMARY KEY REFERENCES hr.employee (id), [rank] integer, note text, active boolean, born date);',
  );
});
