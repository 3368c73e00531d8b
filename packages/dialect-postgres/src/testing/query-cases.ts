import {
  use,
  f,
  v,
  agg,
  call,
  math,
  is,
  up,
  down,
  sub,
  member,
  select,
  both,
} from './logical-builders.js';
import type { ConstructCase } from './construct-case.js';
import {
  animal,
  order,
  name,
  weight,
  milk,
  orderOfAnimal,
  animalWithOrders,
  withMother,
  animalInBarn,
  byId,
} from './farm-sources.js';

/** Orders, joins, groups, expressions and set operations. */
export const queryCases: Readonly<Record<string, ConstructCase>> = {
  'order: missing values first': [
    select([f('animal', 'id')], animal, { orderBy: [up(weight), down(f('animal', 'id'))] }),
    'select id from animal order by weight, id desc',
  ],
  'order: missing values last when descending': [
    select([f('animal', 'id')], animal, { orderBy: [down(weight), up(f('animal', 'id'))] }),
    'select id from animal order by weight desc, id',
  ],
  'order of text is by code point': [
    select([name], animal, { orderBy: [up(name)] }),
    'select name from animal order by name',
  ],
  limit: [
    select([f('Order', 'id')], order, { orderBy: [down(milk)], limit: 2 }),
    'select id from "Order" order by "kg milk" desc limit 2',
  ],
  'join along a link': [
    select([name, f('Order', 'id')], orderOfAnimal),
    'select a.name, o.id from "Order" o join animal a on o.Animal = a.id',
  ],
  'left join': [
    select([name, f('Order', 'id')], animalWithOrders),
    'select a.name, o.id from animal a left join "Order" o on o.Animal = a.id',
  ],
  'left join ordered by the key that may be missing': [
    select([f('animal', 'id'), f('Order', 'id')], animalWithOrders, {
      orderBy: [up(f('Order', 'id')), up(f('animal', 'id'))],
    }),
    'select a.id, o.id from animal a left join "Order" o on o.Animal = a.id order by o.id, a.id',
  ],
  'join of a table with itself': [
    select([name, f('animal', 'name', 1)], withMother),
    'select a.name, m.name from animal a join animal m on a.mother = m.id',
  ],
  'join on fields of different types': [
    select([name, f('barn', 'group')], animalInBarn),
    'select a.name, b."group" from animal a join barn b on a.barn = b.number',
  ],
  'cross join': [
    select(
      [f('animal', 'id'), f('barn', 'number')],
      [use('animal'), { ...use('barn'), join: { kind: 'cross' } }],
    ),
    'select a.id, b.number from animal a, barn b',
  ],
  'count of rows, of values, of distinct values': [
    select([agg('count'), agg('count', weight), agg('count', weight, true)], animal),
    'select count(*), count(weight), count(distinct weight) from animal',
  ],
  'sum, avg, min, max': [
    select(
      [
        agg('sum', weight),
        agg('avg', f('animal', 'id')),
        agg('min', name),
        agg('max', f('Order', 'day')),
      ],
      [
        use('animal'),
        {
          ...use('Order'),
          join: { kind: 'link', link: 'Order.Animal', with: use('animal'), optional: false },
        },
      ],
    ),
    'select sum(weight), avg(a.id), min(name), max(day) from animal a join "Order" o on o.Animal = a.id',
  ],
  'sums of texts and booleans': [
    select(
      [
        agg('sum', f('animal', 'barn')),
        agg('avg', f('animal', 'tame')),
        agg('max', f('animal', 'tame')),
      ],
      animal,
    ),
    'select sum(barn), avg(tame), max(tame) from animal',
  ],
  groups: [
    select([weight, agg('count')], animal, { groupBy: [weight] }),
    'select weight, count(*) from animal group by weight',
  ],
  'groups by primary key with other columns': [
    select([name, agg('count', f('Order', 'id'))], animalWithOrders, {
      groupBy: [f('animal', 'id')],
    }),
    'select a.name, count(o.id) from animal a left join "Order" o on o.Animal = a.id group by a.id',
  ],
  'groups by foreign key with other columns': [
    select([name, agg('count')], orderOfAnimal, {
      groupBy: [f('Order', 'Animal')],
      orderBy: [down(agg('count')), up(name)],
    }),
    'select a.name, count(*) from "Order" o join animal a on o.Animal = a.id group by o.Animal order by count(*) desc, a.name',
  ],
  'conditions on groups': [
    select([weight], animal, { groupBy: [weight], having: is(agg('count'), '>', v('1')) }),
    'select weight from animal group by weight having count(*) > 1',
  ],
  'order of groups': [
    select([f('animal', 'barn')], animal, {
      groupBy: [f('animal', 'barn')],
      orderBy: [down(agg('max', weight)), up(f('animal', 'barn'))],
    }),
    'select barn from animal group by barn order by max(weight) desc, barn',
  ],
  'the row of the largest value in each group': [
    select([name, f('animal', 'barn'), agg('max', weight)], animal, {
      groupBy: [f('animal', 'barn')],
    }),
    'select name, barn, max(weight) from animal group by barn',
  ],
  'the row of the smallest value in each group, where some are missing': [
    select([f('animal', 'mother'), f('animal', 'id'), agg('min', weight)], animal, {
      where: is(f('animal', 'id'), '!=', v(5)),
      groupBy: [f('animal', 'mother')],
    }),
    'select mother, id, min(weight) from animal where id <> 5 group by mother',
  ],
  'an extreme beside columns that the keys determine': [
    select([name, agg('max', milk)], orderOfAnimal, { groupBy: [f('Order', 'Animal')] }),
    'select a.name, max("kg milk") from "Order" o join animal a on o.Animal = a.id group by o.Animal',
  ],
  'the row of the largest value': [
    select([name, agg('max', weight)], animal),
    'select name, max(weight) from animal',
  ],
  'one row has no order': [
    select([agg('count')], animal, { orderBy: [up(name)] }),
    'select count(*) from animal order by name',
  ],
  'distinct, ordered by another column': [
    select([f('animal', 'barn')], animal, {
      distinct: true,
      where: { kind: 'null', negated: true, value: f('animal', 'barn') },
      orderBy: [up(f('animal', 'id'))],
    }),
    'select barn from animal where barn is not null group by barn order by min(id)',
  ],
  'distinct, ordered by a selected column': [
    select([weight], animal, { distinct: true, orderBy: [down(weight)] }),
    'select distinct weight from animal order by weight desc',
  ],
  'arithmetic and its precedence': [
    select(
      [
        math('*', math('+', f('animal', 'id'), v(1)), v(2)),
        math('-', f('animal', 'id'), math('-', v(10), v(3))),
        math('-', v(2), v(-1)),
      ],
      animal,
      byId,
    ),
    'select (id + 1) * 2, id - (10 - 3), 2 - (-1) from animal order by id',
  ],
  'division of integers': [
    select([math('/', v(7), f('animal', 'id'))], animal, byId),
    'select 7 / id from animal order by id',
  ],
  'division of reals and by zero': [
    select(
      [math('/', f('barn', 'number'), f('barn', 'size')), math('/', v(1.5), v(2))],
      [use('barn')],
    ),
    'select number / size, 1.5 / 2 from barn',
  ],
  'arithmetic with texts': [
    select([math('+', f('animal', 'barn'), v(1))], animal, byId),
    'select barn + 1 from animal order by id',
  ],
  'year, month, day': [
    select(
      [
        call('year', f('Order', 'day')),
        call('month', f('Order', 'at')),
        call('day', f('Order', 'day')),
      ],
      order,
    ),
    `select cast(strftime('%Y', day) as integer), cast(strftime('%m', at) as integer), cast(strftime('%d', day) as integer) from "Order"`,
  ],
  'year beside a text': [
    select([f('Order', 'id')], order, {
      where: is(call('year', f('Order', 'day')), '=', v('2024')),
    }),
    `select id from "Order" where day like '2024%'`,
  ],
  'year of a year': [
    select([call('year', f('barn', 'size'))], [use('barn')]),
    'select size from barn',
  ],
  texts: [
    select(
      [
        call('lower', f('animal', 'tag')),
        call('upper', f('animal', 'tag')),
        call('length', f('animal', 'id')),
        call('length', name),
      ],
      animal,
      byId,
    ),
    'select lower(tag), upper(tag), length(id), length(name) from animal order by id',
  ],
  numbers: [
    select(
      [
        call('abs', math('-', v(0), weight)),
        call('round', math('/', weight, v(2))),
        call('round', f('animal', 'id')),
        call('abs', f('animal', 'barn')),
      ],
      animal,
      byId,
    ),
    'select abs(0 - weight), round(weight / 2), round(id), abs(barn) from animal order by id',
  ],
  'groups by an expression': [
    select([call('year', f('Order', 'day')), agg('count')], order, {
      groupBy: [call('year', f('Order', 'day'))],
    }),
    `select cast(strftime('%Y', day) as integer), count(*) from "Order" group by 1`,
  ],
  union: [
    both('union', select([weight], animal), select([milk], order)),
    'select weight from animal union select "kg milk" from "Order"',
  ],
  'union all of limited parts': [
    both(
      'union',
      select([name], animal, { orderBy: [down(weight)], limit: 1 }),
      select([name], animal, { orderBy: [up(f('animal', 'id'))], limit: 1 }),
      true,
    ),
    'select * from (select name from animal order by weight desc limit 1) union all select * from (select name from animal order by id limit 1)',
  ],
  'intersection of a number and a text': [
    both('intersect', select([f('animal', 'barn')], animal), select([v('1')], [])),
    "select barn from animal intersect select '1'",
  ],
  'except, then except': [
    both(
      'except',
      both('except', select([f('animal', 'id')], animal), select([f('Order', 'Animal')], order)),
      select([v(5)], []),
    ),
    'select 4',
  ],
  'except of an except': [
    both(
      'except',
      select([f('animal', 'id')], animal),
      both('except', select([f('Order', 'Animal')], order), select([v(3)], [])),
    ),
    'values (3), (4), (5)',
  ],
  'set operation inside IN': [
    select([name], animal, {
      where: member(f('animal', 'id'), [
        sub(
          both(
            'intersect',
            select([f('animal', 'mother')], animal),
            select([f('Order', 'Animal')], order),
          ),
        ),
      ]),
    }),
    'select name from animal where id in (select mother from animal intersect select Animal from "Order")',
  ],
};
