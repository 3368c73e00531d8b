import type { LogicalFormCase } from './logical-form-case.js';
import {
  aggregate,
  call,
  column,
  combine,
  compare,
  derived,
  down,
  field,
  member,
  nested,
  select,
  up,
  value,
} from './query-builders.js';

const [id, name, team, age] = [
  field('person.id'),
  field('person.name'),
  field('person.team'),
  field('person.age'),
];
const [teamId, teamName] = [field('team.id'), field('team.name')];
const teams = select('team', [teamId]);
const teamsOfPeople = select('person', [team]);
const ages = select('person', [age]);
const one = (constant: number) =>
  select('team', [teamId], { where: compare(teamId, '=', value(constant)) });

/** Set operations. */
export const setCases: readonly LogicalFormCase[] = [
  {
    title: 'a union has each row once, NULL too',
    query: combine(teamsOfPeople, 'union', teams),
    rows: [[null], [1], [2], [3]],
  },
  {
    title: 'a union of all rows',
    query: combine(teamsOfPeople, 'union', teams, { all: true }),
    rows: [[1], [1], [2], [2], [null], [1], [2], [3]],
  },
  { title: 'an intersection', query: combine(teamsOfPeople, 'intersect', teams), rows: [[1], [2]] },
  { title: 'a difference', query: combine(teams, 'except', teamsOfPeople), rows: [[3]] },
  {
    title: 'an intersection of all rows',
    query: combine(
      ages,
      'intersect',
      select('person', [age], { where: compare(team, '=', value(2)) }),
      {
        all: true,
      },
    ),
    rows: [[28], [28]],
  },
  {
    title: 'a difference of all rows',
    query: combine(ages, 'except', select('person', [age], { where: compare(id, '=', value(3)) }), {
      all: true,
    }),
    rows: [[34], [null], [28], [61]],
  },
  {
    title: 'a difference of a union',
    query: combine(teams, 'except', combine(one(1), 'union', one(3))),
    rows: [[2]],
  },
  {
    title: 'an operation on an operation, from the left',
    query: combine(combine(teams, 'except', one(1)), 'intersect', combine(one(1), 'union', one(2))),
    rows: [[2]],
  },
  {
    title: 'a union before an intersection',
    query: combine(combine(one(1), 'union', one(2)), 'intersect', one(2)),
    rows: [[2]],
  },
  {
    title: 'an order and a limit of a whole union',
    query: combine(teamsOfPeople, 'union', teams, { orderBy: [down(column(0))], limit: 2 }),
    rows: [[3], [2]],
    ordered: true,
  },
  {
    title: 'NULL in the order of a union',
    query: combine(teamsOfPeople, 'union', teams, { orderBy: [up(column(0))] }),
    rows: [[null], [1], [2], [3]],
    ordered: true,
  },
  {
    title: 'NULL last and an offset in the order of a union',
    query: combine(teamsOfPeople, 'union', teams, { orderBy: [up(column(0), 'last')], offset: 1 }),
    rows: [[2], [3], [null]],
    ordered: true,
  },
  {
    title: 'an order that computes with columns of a union',
    query: combine(
      select('team', [teamId, teamName]),
      'union',
      select('person', [id, name], { where: compare(id, '=', value(5)) }),
      { orderBy: [down(call('length', column(1))), up(column(0))], limit: 3 },
    ),
    rows: [
      [3, 'Empty'],
      [2, 'blue'],
      [5, 'Dora'],
    ],
    ordered: true,
  },
  {
    title: 'limits of the sides',
    query: combine(
      select('person', [id], { orderBy: [down(age)], limit: 1 }),
      'union',
      select('person', [id], { orderBy: [down(field('person.pay'))], limit: 1 }),
    ),
    rows: [[5], [2]],
  },
  {
    title: 'a limited union as a set',
    query: select('team', [teamName], {
      where: member(teamId, [
        nested(combine(teamsOfPeople, 'union', teams, { orderBy: [down(column(0))], limit: 2 })),
      ]),
    }),
    rows: [['Empty'], ['blue']],
  },
  {
    title: 'a limited union in FROM',
    query: select(
      [derived(combine(teams, 'union', teamsOfPeople, { orderBy: [down(column(0))], limit: 3 }))],
      [aggregate('sum', column(0))],
    ),
    rows: [[6]],
  },
];
