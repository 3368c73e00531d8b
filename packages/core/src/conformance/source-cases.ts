import type { LogicalFormCase } from './logical-form-case.js';
import {
  aggregate,
  all,
  call,
  column,
  combine,
  compare,
  derived,
  exists,
  field,
  linked,
  matched,
  member,
  missing,
  nested,
  outer,
  select,
  up,
  use,
  value,
} from './query-builders.js';

const [id, name, team, age, pay] = [
  field('person.id'),
  field('person.name'),
  field('person.team'),
  field('person.age'),
  field('person.pay'),
];
const [teamId, teamName] = [field('team.id'), field('team.name')];
const perTeam = select('person', [team, aggregate('count')], { groupBy: [team] });
const byTeam = { orderBy: [up(teamId)] };

/** Subqueries in FROM, joins on conditions and on values. */
export const sourceCases: readonly LogicalFormCase[] = [
  {
    title: 'aggregates of aggregates',
    query: select(
      [derived(perTeam)],
      [aggregate('count'), aggregate('max', column(1)), aggregate('avg', column(1))],
    ),
    rows: [[3, 2, 5 / 3]],
  },
  {
    title: 'columns of a subquery in a condition, a group and an order',
    query: select([derived(perTeam)], [column(1), aggregate('count')], {
      where: missing(column(0), true),
      groupBy: [column(1)],
      orderBy: [up(column(1))],
    }),
    rows: [[2, 2]],
    ordered: true,
  },
  {
    title: 'a subquery joined on several columns',
    query: select(
      [
        use('person'),
        derived(
          select('person', [team, aggregate('max', age)], { groupBy: [team] }),
          all(compare(team, '=', column(0)), compare(age, '=', column(1))),
        ),
      ],
      [id],
    ),
    rows: [[1], [3], [4]],
  },
  {
    title: 'a subquery joined where it matches, else NULL',
    query: select(
      [
        use('team'),
        derived(
          select('person', [team, aggregate('sum', pay)], {
            where: compare(pay, '>', value(0)),
            groupBy: [team],
          }),
          compare(teamId, '=', column(0)),
          true,
        ),
      ],
      [teamName, column(1)],
      byTeam,
    ),
    rows: [
      ['Red', 3000.5],
      ['blue', 500.25],
      ['Empty', null],
    ],
    ordered: true,
  },
  {
    title: 'two subqueries of one name of column',
    query: select(
      [
        derived(select('team', [teamId, teamName])),
        derived(
          select(
            [use('person'), linked('team', 'person.team', 'person')],
            [name, teamName, teamId],
          ),
          compare(column(0), '=', column(2, 1)),
        ),
      ],
      [column(1), column(0, 1), column(1, 1)],
      { where: compare(column(0), '=', value(1)) },
    ),
    rows: [
      ['Red', 'Ann Lee', 'Red'],
      ['Red', 'José', 'Red'],
    ],
  },
  {
    title: 'a subquery inside a subquery',
    query: select(
      [derived(select([derived(perTeam)], [column(1)], { where: missing(column(0), true) }))],
      [aggregate('sum', column(0))],
    ),
    rows: [[4]],
  },
  {
    title: 'a set operation in FROM',
    query: select(
      [
        derived(
          combine(
            select('person', [team], { where: missing(team, true) }),
            'union',
            select('team', [teamId]),
          ),
        ),
      ],
      [aggregate('count'), aggregate('max', column(0))],
    ),
    rows: [[3, 3]],
  },
  {
    title: 'every row beside one row',
    query: select(
      [
        use('team'),
        {
          kind: 'derived',
          query: select('person', [aggregate('max', age)]),
          join: { kind: 'cross' },
        },
      ],
      [teamId, column(0)],
    ),
    rows: [
      [1, 61],
      [2, 61],
      [3, 61],
    ],
  },
  {
    title: 'a join on a condition of several keys and a range',
    query: select(
      [
        use('event'),
        {
          ...use('person'),
          join: {
            kind: 'condition',
            condition: all(
              compare(field('event.person'), '=', id),
              compare(call('date', field('event.at')), '>=', field('person.joined')),
            ),
            optional: false,
          },
        },
      ],
      [field('event.id'), name],
    ),
    rows: [
      [1, 'Ann Lee'],
      [2, 'Ann Lee'],
    ],
  },
  {
    title: 'a join on a condition keeps rows without a match where it is optional',
    query: select(
      [
        use('team'),
        {
          ...use('person'),
          join: {
            kind: 'condition',
            condition: all(compare(team, '=', teamId), compare(age, '>', value(30))),
            optional: true,
          },
        },
      ],
      [teamName, name],
      byTeam,
    ),
    rows: [
      ['Red', 'Ann Lee'],
      ['blue', null],
      ['Empty', null],
    ],
    ordered: true,
  },
  {
    title: 'a join on values that no key says, of a real and an integer',
    query: select(
      [use('team'), matched(field('team.budget'), field('event.amount'))],
      [teamName, field('event.id')],
    ),
    rows: [['blue', 3]],
  },
  {
    title:
      'a join on values keeps rows without a match where it is optional, and NULL equals nothing',
    query: select(
      [use('team'), matched(field('team.budget'), field('event.amount'), true)],
      [teamName, field('event.id')],
      byTeam,
    ),
    rows: [
      ['Red', null],
      ['blue', 3],
      ['Empty', null],
    ],
    ordered: true,
  },
  {
    title: 'rows of one entity with one value',
    query: select(
      [use('person'), matched(age, field('person.age', 1))],
      [id, field('person.id', 1)],
      {
        where: compare(id, '<', field('person.id', 1)),
      },
    ),
    rows: [[3, 4]],
  },
  {
    title: 'groups without members are counted as 0 by a left join',
    query: select(
      [use('team'), linked('person', 'person.team', 'team', true)],
      [teamName, aggregate('count', id)],
      {
        groupBy: [teamId, teamName],
        ...byTeam,
      },
    ),
    rows: [
      ['Red', 2],
      ['blue', 2],
      ['Empty', 0],
    ],
    ordered: true,
  },
];

/** Subqueries as values and sets, EXISTS, references to queries further out. */
export const subqueryCases: readonly LogicalFormCase[] = [
  {
    title: 'EXISTS for the row around it',
    query: select('team', [teamName], {
      where: exists(select('person', [id], { where: compare(team, '=', outer('team.id')) })),
    }),
    rows: [['Red'], ['blue']],
  },
  {
    title: 'NOT EXISTS for the row around it',
    query: select('team', [teamName], {
      where: exists(select('person', [id], { where: compare(team, '=', outer('team.id')) }), true),
    }),
    rows: [['Empty']],
  },
  {
    title: 'a value for the row around it',
    query: select(
      'team',
      [
        teamName,
        nested(
          select('person', [aggregate('count')], { where: compare(team, '=', outer('team.id')) }),
        ),
      ],
      byTeam,
    ),
    rows: [
      ['Red', 2],
      ['blue', 2],
      ['Empty', 0],
    ],
    ordered: true,
  },
  {
    title: 'a reference two queries out',
    query: select('team', [teamName], {
      where: exists(
        select('person', [id], {
          where: all(
            compare(team, '=', outer('team.id')),
            exists(
              select('event', [field('event.id')], {
                where: all(
                  compare(field('event.person'), '=', outer('person.id')),
                  compare(field('event.amount'), '>', outer('team.budget', 2)),
                ),
              }),
            ),
          ),
        }),
      ),
    }),
    rows: [['blue']],
  },
  {
    title: 'the same entity inside and outside',
    query: select('person', [id], {
      where: compare(
        age,
        '>=',
        nested(
          select('person', [aggregate('avg', age)], {
            where: compare(team, '=', outer('person.team')),
          }),
        ),
      ),
    }),
    rows: [[1], [3], [4]],
  },
  {
    title: 'not in a set of values',
    query: select('person', [id], {
      where: member(
        id,
        [
          nested(
            select('event', [field('event.person')], {
              where: missing(field('event.person'), true),
            }),
          ),
        ],
        true,
      ),
    }),
    rows: [[5]],
  },
  {
    title: 'NULL in a set leaves nothing outside it',
    query: select('person', [id], {
      where: member(id, [nested(select('event', [field('event.person')]))], true),
    }),
    rows: [],
  },
  {
    title: 'a value of no row is NULL, of several the first',
    query: select(
      'team',
      [
        nested(select('person', [age], { where: compare(id, '=', value(99)) })),
        nested(select('person', [name], { orderBy: [up(id)] })),
      ],
      { where: compare(teamId, '=', value(1)) },
    ),
    rows: [[null, 'Ann Lee']],
  },
];
