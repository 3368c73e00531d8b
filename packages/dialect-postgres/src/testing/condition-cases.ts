import {
  use,
  f,
  v,
  star,
  agg,
  is,
  all,
  any,
  up,
  sub,
  member,
  select,
  both,
} from './logical-builders.js';
import type { ConstructCase } from './construct-case.js';
import { animal, order, name, weight } from './farm-sources.js';

/** Columns and conditions. */
export const conditionCases: Readonly<Record<string, ConstructCase>> = {
  'all columns': [select([star], animal), 'select * from animal'],
  'distinct values': [
    select([weight], animal, { distinct: true }),
    'select distinct weight from animal',
  ],
  'no table': [select([v(1), v("it's"), v(null)], []), "select 1, 'it''s', null"],
  'comparison of numbers': [
    select([name], animal, { where: is(weight, '>=', v(87)) }),
    'select name from animal where weight >= 87',
  ],
  'inequality of text': [
    select([f('animal', 'id')], animal, { where: is(name, '!=', v("O'Hara")) }),
    "select id from animal where name <> 'O''Hara'",
  ],
  'text beside an integer is a number': [
    select([name], animal, { where: is(f('animal', 'id'), '=', v('2')) }),
    'select name from animal where id = 2',
  ],
  'number beside a text is a text': [
    select([name], animal, { where: is(f('animal', 'tag'), '=', v(12)) }),
    "select name from animal where tag = '12'",
  ],
  'texts that hold numbers compare as texts': [
    select([name], animal, { where: is(f('animal', 'tag'), '<', v(50)) }),
    "select name from animal where tag < '50'",
  ],
  'a word beside a number': [
    select([name], animal, { where: is(f('animal', 'id'), '=', v('two')) }),
    "select name from animal where id = 'two'",
  ],
  'boolean as 1': [
    select([name], animal, { where: is(f('animal', 'tame'), '=', v(1)) }),
    'select name from animal where tame = 1',
  ],
  'boolean as false': [
    select([name], animal, { where: is(f('animal', 'tame'), '=', v(false)) }),
    'select name from animal where tame = 0',
  ],
  'boolean as text': [
    select([name], animal, { where: is(f('animal', 'tame'), '=', v('true')) }),
    'select name from animal where tame = 1',
  ],
  dates: [
    select([f('Order', 'id')], order, { where: is(f('Order', 'day'), '>', v('2024-01-02')) }),
    `select id from "Order" where day > '2024-01-02'`,
  ],
  'part of a date as text': [
    select([f('Order', 'id')], order, { where: is(f('Order', 'day'), '>=', v('2024-02')) }),
    `select id from "Order" where day >= '2024-02'`,
  ],
  'dates by pattern': [
    select([f('Order', 'id')], order, { where: is(f('Order', 'day'), 'like', v('2024-01%')) }),
    `select id from "Order" where day like '2024-01%'`,
  ],
  datetime: [
    select([f('Order', 'id')], order, {
      where: is(f('Order', 'at'), '<', v('2024-02-29 19:30:00')),
    }),
    `select id from "Order" where at < '2024-02-29 19:30:00'`,
  ],
  'like ignores case': [
    select([name], animal, { where: is(name, 'like', v('B%')) }),
    "select name from animal where name like 'b%'",
  ],
  'like with an underscore, negated': [
    select([name], animal, { where: is(name, 'not like', v('b_uno')) }),
    "select name from animal where name not like 'B_uno'",
  ],
  'like with a backslash': [
    select([name], animal, { where: is(f('animal', 'tag'), 'like', v('%\\\\%')) }),
    "select name from animal where tag like '%\\%'",
  ],
  'like on a number': [
    select([name], animal, { where: is(f('animal', 'id'), 'like', v(2)) }),
    "select name from animal where id like '2'",
  ],
  'and, or and their nesting': [
    select([name], animal, {
      where: all(
        any(is(weight, '=', v(33)), is(weight, '>', v(500))),
        is(f('animal', 'id'), '<', v(4)),
      ),
    }),
    'select name from animal where (weight = 33 or weight > 500) and id < 4',
  ],
  'or of ands': [
    select([f('animal', 'id')], animal, {
      where: any(
        all(is(weight, '=', v(33)), is(name, '=', v('bruno'))),
        is(f('animal', 'id'), '=', v(1)),
      ),
    }),
    "select id from animal where weight = 33 and name = 'bruno' or id = 1",
  ],
  between: [
    select([name], animal, {
      where: { kind: 'between', negated: false, value: weight, low: v('33'), high: v(90) },
    }),
    'select name from animal where weight between 33 and 90',
  ],
  'not between dates': [
    select([f('Order', 'id')], order, {
      where: {
        kind: 'between',
        negated: true,
        value: f('Order', 'day'),
        low: v('2024-01-01'),
        high: v('2024-01-31'),
      },
    }),
    `select id from "Order" where day not between '2024-01-01' and '2024-01-31'`,
  ],
  'in a list': [
    select([name], animal, { where: member(f('animal', 'tag'), [v('007'), v(9)]) }),
    "select name from animal where tag in ('007', '9')",
  ],
  'not in a list': [
    select([name], animal, { where: member(weight, [v(33), v('87')], true) }),
    'select name from animal where weight not in (33, 87)',
  ],
  'in a query': [
    select([name], animal, {
      where: member(f('animal', 'id'), [sub(select([f('Order', 'Animal')], order))]),
    }),
    'select name from animal where id in (select Animal from "Order")',
  ],
  'text in a query of numbers': [
    select([name], animal, {
      where: member(f('animal', 'barn'), [sub(select([f('barn', 'number')], [use('barn')]))]),
    }),
    'select name from animal where barn in (select number from barn)',
  ],
  'numbers in a set of texts': [
    select([f('barn', 'number')], [use('barn')], {
      where: member(f('barn', 'number'), [
        sub(
          both(
            'union',
            select([f('animal', 'barn')], animal, { where: is(f('animal', 'id'), '<', v(2)) }),
            select([v('4')], []),
          ),
        ),
      ]),
    }),
    'select number from barn where number in (1, 4)',
  ],
  'null and not null': [
    select([f('animal', 'id')], animal, {
      where: all(
        { kind: 'null', negated: false, value: name },
        { kind: 'null', negated: true, value: weight },
      ),
    }),
    'select id from animal where name is null and weight is not null',
  ],
  'exists, correlated': [
    select([name], animal, {
      where: {
        kind: 'exists',
        negated: false,
        query: select([star], order, { where: is(f('Order', 'Animal'), '=', f('animal', 'id')) }),
      },
    }),
    'select name from animal a where exists (select * from "Order" o where o.Animal = a.id)',
  ],
  'not exists in the same table': [
    select([f('animal', 'id')], animal, {
      where: {
        kind: 'exists',
        negated: true,
        query: select([v(1)], [use('animal', 1)], {
          where: is(f('animal', 'mother', 1), '=', f('animal', 'id')),
        }),
      },
    }),
    'select id from animal a where not exists (select 1 from animal b where b.mother = a.id)',
  ],
  'a nested query hides the use around it': [
    select([name], animal, { where: is(weight, '=', sub(select([agg('max', weight)], animal))) }),
    'select name from animal where weight = (select max(weight) from animal)',
  ],
  'a value from a query with many rows is the first': [
    select([name], animal, {
      where: is(
        weight,
        '>',
        sub(select([weight], animal, { where: is(weight, '<', v(100)), orderBy: [up(weight)] })),
      ),
    }),
    'select name from animal where weight > (select weight from animal where weight < 100 order by weight limit 1)',
  ],
  'a number beside a query of texts': [
    select([f('barn', 'number')], [use('barn')], {
      where: is(
        f('barn', 'number'),
        '=',
        sub(select([f('animal', 'barn')], animal, { where: is(f('animal', 'id'), '=', v(2)) })),
      ),
    }),
    'select number from barn where number = 2',
  ],
};
