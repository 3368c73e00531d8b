/** Every construct of the logical form, in SQLite and PostgreSQL, against SQL written by hand. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  Aggregate,
  Condition,
  Database,
  DatabaseContent,
  EntityField,
  Expression,
  FieldReference,
  FieldType,
  Literal,
  LogicalQuery,
  OrderKey,
  SelectQuery,
  SetQuery,
  Source,
} from '@momq/core/dialect';
import { sqlite } from '@momq/dialect-sqlite';
import { postgres } from './index.js';

const packs = { sqlite: sqlite(), postgres: postgres() };
const databases: Partial<Record<keyof typeof packs, Database>> = {};

const fields = (types: Record<string, FieldType>): EntityField[] =>
  Object.entries(types).map(([name, type]) => ({ name, type, ...(name === 'id' ? { primaryKey: true } : {}) }));

/** Names that need quotes in one or both dialects, NULLs, texts that hold numbers, booleans and times. */
const content: DatabaseContent = {
  schema: {
    name: 'farm',
    family: 'relational',
    entities: [
      { name: 'Order', fields: fields({ id: 'integer', Animal: 'integer', 'kg milk': 'real', day: 'date', at: 'datetime' }) },
      { name: 'animal', fields: fields({ id: 'integer', name: 'text', weight: 'real', mother: 'integer', tag: 'text', tame: 'boolean', barn: 'text' }) },
      { name: 'barn', fields: fields({ number: 'integer', group: 'text', size: 'integer' }) },
    ],
    links: [
      { name: 'Order.Animal', from: { entity: 'Order', fields: ['Animal'] }, to: { entity: 'animal', fields: ['id'] }, fields: [] },
      { name: 'animal.mother', from: { entity: 'animal', fields: ['mother'] }, to: { entity: 'animal', fields: ['id'] }, fields: [] },
    ],
  },
  rows: {
    Order: [
      [1, 1, 12.5, '2023-11-30', '2023-11-30 08:15:00'],
      [2, 1, 10, '2024-01-02', '2024-01-02 00:00:00'],
      [3, 2, null, '2024-01-15', null],
      [4, 3, 7.25, '2024-02-29', '2024-02-29 19:30:00'],
      [5, null, 3.5, null, '2024-03-01 06:00:00'],
    ],
    animal: [
      [1, 'Bella', 512.5, null, '007', true, '1'],
      [2, 'bruno', 33, 1, '12', false, '2'],
      [3, "O'Hara", null, 1, '9', true, '1'],
      [4, 'Élan', 87, 2, 'x\\1', null, null],
      [5, null, 33, 2, '100', false, '3'],
    ],
    barn: [
      [1, 'north', 20],
      [2, 'south', 15],
      [4, null, 0],
    ],
  },
};

beforeAll(async () => {
  databases.sqlite = await packs.sqlite.createDatabase(content);
  databases.postgres = await packs.postgres.createDatabase(content);
});
afterAll(() => Promise.all(Object.values(databases).map((database) => database.close())));

const use = (entity: string, instance = 0): Source => ({ entity, instance });
const f = (entity: string, field: string, instance = 0): FieldReference => ({ kind: 'field', entity, instance, field });
const v = (value: Literal['value']): Literal => ({ kind: 'literal', value });
const star: Expression = { kind: 'star' };
const agg = (name: Aggregate['function'], argument: Expression = star, distinct = false): Aggregate => ({ kind: 'aggregate', function: name, distinct, argument });
const call = (name: Extract<Expression, { kind: 'call' }>['function'], argument: Expression): Expression => ({ kind: 'call', function: name, argument });
const math = (operator: '+' | '-' | '*' | '/', left: Expression, right: Expression): Expression => ({ kind: 'arithmetic', operator, left, right });
const is = (left: Expression, operator: Extract<Condition, { kind: 'compare' }>['operator'], right: Expression): Condition => ({ kind: 'compare', operator, left, right });
const all = (...conditions: Condition[]): Condition => ({ kind: 'and', conditions });
const any = (...conditions: Condition[]): Condition => ({ kind: 'or', conditions });
const up = (expression: Expression): OrderKey => ({ expression, descending: false });
const down = (expression: Expression): OrderKey => ({ expression, descending: true });
const sub = (query: LogicalQuery): Expression => ({ kind: 'subquery', query });
const member = (value: Expression, set: readonly Expression[], negated = false): Condition => ({ kind: 'in', negated, value, set });
const select = (columns: Expression[], from: Source[], rest: Partial<SelectQuery> = {}): SelectQuery => ({
  kind: 'select',
  from,
  distinct: false,
  select: columns,
  groupBy: [],
  orderBy: [],
  ...rest,
});
const both = (operator: SetQuery['operator'], left: LogicalQuery, right: LogicalQuery, keepAll = false): SetQuery => ({ kind: 'set', operator, all: keepAll, left, right });

const animal = [use('animal')];
const order = [use('Order')];
const name = f('animal', 'name');
const weight = f('animal', 'weight');
const milk = f('Order', 'kg milk');
const orderOfAnimal: Source[] = [use('Order'), { ...use('animal'), join: { kind: 'link', link: 'Order.Animal', with: use('Order'), optional: false } }];
const animalWithOrders: Source[] = [use('animal'), { ...use('Order'), join: { kind: 'link', link: 'Order.Animal', with: use('animal'), optional: true } }];
const withMother: Source[] = [use('animal'), { ...use('animal', 1), join: { kind: 'link', link: 'animal.mother', with: use('animal'), optional: false } }];
const animalInBarn: Source[] = [use('animal'), { ...use('barn'), join: { kind: 'fields', left: f('animal', 'barn'), right: f('barn', 'number'), optional: false } }];
const byId = { orderBy: [up(f('animal', 'id'))] };

/** Logical query, and what it means as SQLite text. */
const cases: Record<string, readonly [LogicalQuery, string]> = {
  'all columns': [select([star], animal), 'select * from animal'],
  'distinct values': [select([weight], animal, { distinct: true }), 'select distinct weight from animal'],
  'no table': [select([v(1), v("it's"), v(null)], []), "select 1, 'it''s', null"],
  'comparison of numbers': [select([name], animal, { where: is(weight, '>=', v(87)) }), 'select name from animal where weight >= 87'],
  'inequality of text': [select([f('animal', 'id')], animal, { where: is(name, '!=', v("O'Hara")) }), "select id from animal where name <> 'O''Hara'"],
  'text beside an integer is a number': [select([name], animal, { where: is(f('animal', 'id'), '=', v('2')) }), 'select name from animal where id = 2'],
  'number beside a text is a text': [select([name], animal, { where: is(f('animal', 'tag'), '=', v(12)) }), "select name from animal where tag = '12'"],
  'texts that hold numbers compare as texts': [select([name], animal, { where: is(f('animal', 'tag'), '<', v(50)) }), "select name from animal where tag < '50'"],
  'a word beside a number': [select([name], animal, { where: is(f('animal', 'id'), '=', v('two')) }), "select name from animal where id = 'two'"],
  'boolean as 1': [select([name], animal, { where: is(f('animal', 'tame'), '=', v(1)) }), 'select name from animal where tame = 1'],
  'boolean as false': [select([name], animal, { where: is(f('animal', 'tame'), '=', v(false)) }), 'select name from animal where tame = 0'],
  'boolean as text': [select([name], animal, { where: is(f('animal', 'tame'), '=', v('true')) }), 'select name from animal where tame = 1'],
  'dates': [select([f('Order', 'id')], order, { where: is(f('Order', 'day'), '>', v('2024-01-02')) }), `select id from "Order" where day > '2024-01-02'`],
  'part of a date as text': [select([f('Order', 'id')], order, { where: is(f('Order', 'day'), '>=', v('2024-02')) }), `select id from "Order" where day >= '2024-02'`],
  'dates by pattern': [select([f('Order', 'id')], order, { where: is(f('Order', 'day'), 'like', v('2024-01%')) }), `select id from "Order" where day like '2024-01%'`],
  'datetime': [select([f('Order', 'id')], order, { where: is(f('Order', 'at'), '<', v('2024-02-29 19:30:00')) }), `select id from "Order" where at < '2024-02-29 19:30:00'`],
  'like ignores case': [select([name], animal, { where: is(name, 'like', v('B%')) }), "select name from animal where name like 'b%'"],
  'like with an underscore, negated': [select([name], animal, { where: is(name, 'not like', v('b_uno')) }), "select name from animal where name not like 'B_uno'"],
  'like with a backslash': [select([name], animal, { where: is(f('animal', 'tag'), 'like', v('%\\%')) }), "select name from animal where tag like '%\\%'"],
  'like on a number': [select([name], animal, { where: is(f('animal', 'id'), 'like', v(2)) }), "select name from animal where id like '2'"],
  'and, or and their nesting': [
    select([name], animal, { where: all(any(is(weight, '=', v(33)), is(weight, '>', v(500))), is(f('animal', 'id'), '<', v(4))) }),
    'select name from animal where (weight = 33 or weight > 500) and id < 4',
  ],
  'or of ands': [
    select([f('animal', 'id')], animal, { where: any(all(is(weight, '=', v(33)), is(name, '=', v('bruno'))), is(f('animal', 'id'), '=', v(1))) }),
    "select id from animal where weight = 33 and name = 'bruno' or id = 1",
  ],
  between: [select([name], animal, { where: { kind: 'between', negated: false, value: weight, low: v('33'), high: v(90) } }), 'select name from animal where weight between 33 and 90'],
  'not between dates': [
    select([f('Order', 'id')], order, { where: { kind: 'between', negated: true, value: f('Order', 'day'), low: v('2024-01-01'), high: v('2024-01-31') } }),
    `select id from "Order" where day not between '2024-01-01' and '2024-01-31'`,
  ],
  'in a list': [select([name], animal, { where: member(f('animal', 'tag'), [v('007'), v(9)]) }), "select name from animal where tag in ('007', '9')"],
  'not in a list': [select([name], animal, { where: member(weight, [v(33), v('87')], true) }), 'select name from animal where weight not in (33, 87)'],
  'in a query': [select([name], animal, { where: member(f('animal', 'id'), [sub(select([f('Order', 'Animal')], order))]) }), 'select name from animal where id in (select Animal from "Order")'],
  'text in a query of numbers': [
    select([name], animal, { where: member(f('animal', 'barn'), [sub(select([f('barn', 'number')], [use('barn')]))]) }),
    'select name from animal where barn in (select number from barn)',
  ],
  'numbers in a set of texts': [
    select([f('barn', 'number')], [use('barn')], {
      where: member(f('barn', 'number'), [sub(both('union', select([f('animal', 'barn')], animal, { where: is(f('animal', 'id'), '<', v(2)) }), select([v('4')], [])))]),
    }),
    'select number from barn where number in (1, 4)',
  ],
  'null and not null': [
    select([f('animal', 'id')], animal, { where: all({ kind: 'null', negated: false, value: name }, { kind: 'null', negated: true, value: weight }) }),
    'select id from animal where name is null and weight is not null',
  ],
  'exists, correlated': [
    select([name], animal, { where: { kind: 'exists', negated: false, query: select([star], order, { where: is(f('Order', 'Animal'), '=', f('animal', 'id')) }) } }),
    'select name from animal a where exists (select * from "Order" o where o.Animal = a.id)',
  ],
  'not exists in the same table': [
    select([f('animal', 'id')], animal, {
      where: { kind: 'exists', negated: true, query: select([v(1)], [use('animal', 1)], { where: is(f('animal', 'mother', 1), '=', f('animal', 'id')) }) },
    }),
    'select id from animal a where not exists (select 1 from animal b where b.mother = a.id)',
  ],
  'a nested query hides the use around it': [
    select([name], animal, { where: is(weight, '=', sub(select([agg('max', weight)], animal))) }),
    'select name from animal where weight = (select max(weight) from animal)',
  ],
  'a value from a query with many rows is the first': [
    select([name], animal, { where: is(weight, '>', sub(select([weight], animal, { where: is(weight, '<', v(100)), orderBy: [up(weight)] }))) }),
    'select name from animal where weight > (select weight from animal where weight < 100 order by weight limit 1)',
  ],
  'a number beside a query of texts': [
    select([f('barn', 'number')], [use('barn')], { where: is(f('barn', 'number'), '=', sub(select([f('animal', 'barn')], animal, { where: is(f('animal', 'id'), '=', v(2)) }))) }),
    'select number from barn where number = 2',
  ],
  'order: missing values first': [select([f('animal', 'id')], animal, { orderBy: [up(weight), down(f('animal', 'id'))] }), 'select id from animal order by weight, id desc'],
  'order: missing values last when descending': [select([f('animal', 'id')], animal, { orderBy: [down(weight), up(f('animal', 'id'))] }), 'select id from animal order by weight desc, id'],
  'order of text is by code point': [select([name], animal, { orderBy: [up(name)] }), 'select name from animal order by name'],
  limit: [select([f('Order', 'id')], order, { orderBy: [down(milk)], limit: 2 }), 'select id from "Order" order by "kg milk" desc limit 2'],
  'join along a link': [select([name, f('Order', 'id')], orderOfAnimal), 'select a.name, o.id from "Order" o join animal a on o.Animal = a.id'],
  'left join': [select([name, f('Order', 'id')], animalWithOrders), 'select a.name, o.id from animal a left join "Order" o on o.Animal = a.id'],
  'left join ordered by the key that may be missing': [
    select([f('animal', 'id'), f('Order', 'id')], animalWithOrders, { orderBy: [up(f('Order', 'id')), up(f('animal', 'id'))] }),
    'select a.id, o.id from animal a left join "Order" o on o.Animal = a.id order by o.id, a.id',
  ],
  'join of a table with itself': [select([name, f('animal', 'name', 1)], withMother), 'select a.name, m.name from animal a join animal m on a.mother = m.id'],
  'join on fields of different types': [select([name, f('barn', 'group')], animalInBarn), 'select a.name, b."group" from animal a join barn b on a.barn = b.number'],
  'cross join': [select([f('animal', 'id'), f('barn', 'number')], [use('animal'), { ...use('barn'), join: { kind: 'cross' } }]), 'select a.id, b.number from animal a, barn b'],
  'count of rows, of values, of distinct values': [select([agg('count'), agg('count', weight), agg('count', weight, true)], animal), 'select count(*), count(weight), count(distinct weight) from animal'],
  'sum, avg, min, max': [select([agg('sum', weight), agg('avg', f('animal', 'id')), agg('min', name), agg('max', f('Order', 'day'))], [use('animal'), { ...use('Order'), join: { kind: 'link', link: 'Order.Animal', with: use('animal'), optional: false } }]),
    'select sum(weight), avg(a.id), min(name), max(day) from animal a join "Order" o on o.Animal = a.id'],
  'sums of texts and booleans': [select([agg('sum', f('animal', 'barn')), agg('avg', f('animal', 'tame')), agg('max', f('animal', 'tame'))], animal), 'select sum(barn), avg(tame), max(tame) from animal'],
  'groups': [select([weight, agg('count')], animal, { groupBy: [weight] }), 'select weight, count(*) from animal group by weight'],
  'groups by primary key with other columns': [
    select([name, agg('count', f('Order', 'id'))], animalWithOrders, { groupBy: [f('animal', 'id')] }),
    'select a.name, count(o.id) from animal a left join "Order" o on o.Animal = a.id group by a.id',
  ],
  'groups by foreign key with other columns': [
    select([name, agg('count')], orderOfAnimal, { groupBy: [f('Order', 'Animal')], orderBy: [down(agg('count')), up(name)] }),
    'select a.name, count(*) from "Order" o join animal a on o.Animal = a.id group by o.Animal order by count(*) desc, a.name',
  ],
  'conditions on groups': [select([weight], animal, { groupBy: [weight], having: is(agg('count'), '>', v('1')) }), 'select weight from animal group by weight having count(*) > 1'],
  'order of groups': [
    select([f('animal', 'barn')], animal, { groupBy: [f('animal', 'barn')], orderBy: [down(agg('max', weight)), up(f('animal', 'barn'))] }),
    'select barn from animal group by barn order by max(weight) desc, barn',
  ],
  'the row of the largest value': [select([name, agg('max', weight)], animal), 'select name, max(weight) from animal'],
  'one row has no order': [select([agg('count')], animal, { orderBy: [up(name)] }), 'select count(*) from animal order by name'],
  'distinct, ordered by another column': [
    select([f('animal', 'barn')], animal, { distinct: true, where: { kind: 'null', negated: true, value: f('animal', 'barn') }, orderBy: [up(f('animal', 'id'))] }),
    'select barn from animal where barn is not null group by barn order by min(id)',
  ],
  'distinct, ordered by a selected column': [select([weight], animal, { distinct: true, orderBy: [down(weight)] }), 'select distinct weight from animal order by weight desc'],
  'arithmetic and its precedence': [
    select([math('*', math('+', f('animal', 'id'), v(1)), v(2)), math('-', f('animal', 'id'), math('-', v(10), v(3))), math('-', v(2), v(-1))], animal, byId),
    'select (id + 1) * 2, id - (10 - 3), 2 - (-1) from animal order by id',
  ],
  'division of integers': [select([math('/', v(7), f('animal', 'id'))], animal, byId), 'select 7 / id from animal order by id'],
  'division of reals and by zero': [select([math('/', f('barn', 'number'), f('barn', 'size')), math('/', v(1.5), v(2))], [use('barn')]), 'select number / size, 1.5 / 2 from barn'],
  'arithmetic with texts': [select([math('+', f('animal', 'barn'), v(1))], animal, byId), 'select barn + 1 from animal order by id'],
  'year, month, day': [
    select([call('year', f('Order', 'day')), call('month', f('Order', 'at')), call('day', f('Order', 'day'))], order),
    `select cast(strftime('%Y', day) as integer), cast(strftime('%m', at) as integer), cast(strftime('%d', day) as integer) from "Order"`,
  ],
  'year beside a text': [select([f('Order', 'id')], order, { where: is(call('year', f('Order', 'day')), '=', v('2024')) }), `select id from "Order" where day like '2024%'`],
  'year of a year': [select([call('year', f('barn', 'size'))], [use('barn')]), 'select size from barn'],
  'texts': [
    select([call('lower', f('animal', 'tag')), call('upper', f('animal', 'tag')), call('length', f('animal', 'id')), call('length', name)], animal, byId),
    'select lower(tag), upper(tag), length(id), length(name) from animal order by id',
  ],
  'numbers': [
    select([call('abs', math('-', v(0), weight)), call('round', math('/', weight, v(2))), call('round', f('animal', 'id')), call('abs', f('animal', 'barn'))], animal, byId),
    'select abs(0 - weight), round(weight / 2), round(id), abs(barn) from animal order by id',
  ],
  'groups by an expression': [
    select([call('year', f('Order', 'day')), agg('count')], order, { groupBy: [call('year', f('Order', 'day'))] }),
    `select cast(strftime('%Y', day) as integer), count(*) from "Order" group by 1`,
  ],
  union: [both('union', select([weight], animal), select([milk], order)), 'select weight from animal union select "kg milk" from "Order"'],
  'union all of limited parts': [
    both('union', select([name], animal, { orderBy: [down(weight)], limit: 1 }), select([name], animal, { orderBy: [up(f('animal', 'id'))], limit: 1 }), true),
    'select * from (select name from animal order by weight desc limit 1) union all select * from (select name from animal order by id limit 1)',
  ],
  'intersection of a number and a text': [both('intersect', select([f('animal', 'barn')], animal), select([v('1')], [])), "select barn from animal intersect select '1'"],
  'except, then except': [
    both('except', both('except', select([f('animal', 'id')], animal), select([f('Order', 'Animal')], order)), select([v(5)], [])),
    'select 4',
  ],
  'except of an except': [
    both('except', select([f('animal', 'id')], animal), both('except', select([f('Order', 'Animal')], order), select([v(3)], []))),
    'values (3), (4), (5)',
  ],
  'set operation inside IN': [
    select([name], animal, { where: member(f('animal', 'id'), [sub(both('intersect', select([f('animal', 'mother')], animal), select([f('Order', 'Animal')], order)))]) }),
    'select name from animal where id in (select mother from animal intersect select Animal from "Order")',
  ],
};

const ordered = (query: LogicalQuery): boolean => query.kind === 'select' && query.orderBy.length > 0;

/** Booleans are 1 and 0 in SQLite; doubles agree to 12 digits. */
function comparable(rows: readonly (readonly unknown[])[], keepOrder: boolean): unknown[] {
  const plain = rows.map((row) =>
    row.map((value) => {
      if (typeof value === 'boolean') return Number(value);
      return typeof value === 'number' ? Number(value.toPrecision(12)) : value;
    }),
  );
  return keepOrder ? plain : plain.map((row) => JSON.stringify(row)).sort();
}

/** Cases whose right answer has no rows. */
const empty = new Set(['a word beside a number']);

describe.each(Object.entries(cases))('%s', (title, [query, reference]) => {
  test.each(['sqlite', 'postgres'] as const)('%s', async (dialect) => {
    const expected = await databases.sqlite?.query(reference);
    expect(expected?.rows.length === 0).toBe(empty.has(title));
    const schema = await databases[dialect]?.schema();
    const text = packs[dialect].language.render(query, schema ?? content.schema);
    const result = await databases[dialect]?.query(text);
    expect(comparable(result?.rows ?? [], ordered(query)), text).toEqual(comparable(expected?.rows ?? [], ordered(query)));
    expect(result?.columns.length).toBe(expected?.columns.length);
  });
});

test('the text reads as a person would write it', () => {
  const text = (dialect: keyof typeof packs, query: LogicalQuery): string => packs[dialect].language.render(query, content.schema);
  const grouped = select([name, agg('count')], orderOfAnimal, { where: is(name, 'like', v('b%')), groupBy: [f('animal', 'id')], orderBy: [down(agg('count'))], limit: 3 });
  expect(text('sqlite', grouped)).toBe(
    'SELECT t2.name, COUNT(*) FROM "Order" AS t1 JOIN animal AS t2 ON t1.Animal = t2.id WHERE t2.name LIKE \'b%\' GROUP BY t2.id ORDER BY COUNT(*) DESC LIMIT 3',
  );
  expect(text('postgres', grouped)).toBe(
    'SELECT t2.name, COUNT(*) FROM "Order" AS t1 JOIN animal AS t2 ON t1."Animal" = t2.id WHERE t2.name ILIKE \'b%\' GROUP BY t2.id ORDER BY COUNT(*) DESC LIMIT 3',
  );
});

describe('what cannot be said', () => {
  test.each(['sqlite', 'postgres'] as const)('%s', (dialect) => {
    const render = (query: LogicalQuery): string => packs[dialect].language.render(query, content.schema);
    expect(() => render(select([agg('sum')], animal))).toThrow(expect.objectContaining({ code: 'FEATURE_UNSUPPORTED' }) as Error);
    expect(() => render(select([agg('count', star, true)], animal))).toThrow(/got count\(distinct \*\)/);
    expect(() => render(select([call('month', weight)], animal))).toThrow(/month\(\)/);
    expect(() => render(select([name], animal, { where: member(name, []) }))).toThrow(/at least one value/);
    expect(() => render(select([f('barn', 'size')], animal))).toThrow(/Add it to `from`/);
    expect(() => render(select([v(Number.POSITIVE_INFINITY)], []))).toThrow(/finite/);
  });

  test('postgres: a plain column beside a sum', () => {
    const query = select([name, agg('sum', weight)], animal);
    expect(() => packs.postgres.language.render(query, content.schema)).toThrow(/got animal\.name beside them\. Group by it/);
  });
});
