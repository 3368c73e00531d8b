import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Condition, Database, Expression, SelectQuery, Source } from '@momq/dialect';
import { conformanceContent } from '@momq/core/conformance';
import { relationalView } from '@momq/core/logical';
import { ngql } from '../ngql-dialect.js';

const pack = ngql();
const view = relationalView(pack, conformanceContent.schema);
let database: Database;
beforeAll(async () => {
  database = await pack.createDatabase(conformanceContent);
});
afterAll(() => database.close());

const field = (name: string, outer?: number): Expression => {
  const [entity = '', own = ''] = name.split('.');
  return { kind: 'field', entity, instance: 0, field: own, ...(outer && { outer }) };
};
const column = (place: number): Expression => ({ kind: 'column', source: 0, column: place });
const compare = (left: Expression, operator: '=' | '>', right: Expression): Condition => ({
  kind: 'compare',
  operator,
  left,
  right,
});
const number = (value: number): Expression => ({ kind: 'literal', value });
const select = (from: readonly Source[], more: Partial<SelectQuery>): SelectQuery => ({
  kind: 'select',
  from,
  distinct: false,
  select: [],
  groupBy: [],
  orderBy: [],
  ...more,
});
const of = (entity: string): Source => ({ entity, instance: 0 });
const text = (query: SelectQuery): string => pack.language.render(view.convert(query), view.schema);
const rows = async (query: SelectQuery): Promise<readonly (readonly unknown[])[]> =>
  (await database.query(text(query))).rows;

// rows are read from the content by hand
describe('EXISTS', () => {
  const byTeam = { orderBy: [{ expression: field('team.id'), descending: false }] };
  const inTeam = (more: readonly Condition[]): SelectQuery =>
    select([of('person')], {
      select: [number(1)],
      where: {
        kind: 'and',
        conditions: [compare(field('person.team'), '=', field('team.id', 1)), ...more],
      },
    });
  const teams = (negated: boolean, query: SelectQuery): SelectQuery =>
    select([of('team')], {
      select: [field('team.name')],
      where: { kind: 'exists', negated, query },
      ...byTeam,
    });

  it('looks into the values that one equality ties to the row around', async () => {
    const paid = inTeam([compare(field('person.pay'), '>', number(1500))]);
    expect(await rows(teams(false, paid))).toEqual([['Red']]);
    expect(await rows(teams(true, paid))).toEqual([['blue'], ['Empty']]);
  });

  it('holds for a row whose value is NULL when it is negated', async () => {
    const query = select([of('person')], {
      select: [field('person.id')],
      where: {
        kind: 'exists',
        negated: true,
        query: select([of('team')], {
          select: [number(1)],
          where: compare(field('team.id'), '=', field('person.team', 1)),
        }),
      },
    });
    expect(await rows(query)).toEqual([[5]]);
  });

  it('counts where nothing ties it', async () => {
    const old = (age: number): SelectQuery =>
      select([of('person')], {
        select: [number(1)],
        where: compare(field('person.age'), '>', number(age)),
      });
    expect(await rows(teams(false, old(60)))).toHaveLength(3);
    expect(await rows(teams(false, old(61)))).toEqual([]);
    expect(await rows(teams(true, old(61)))).toHaveLength(3);
  });

  it('is refused with other ties', () => {
    const query = inTeam([compare(field('person.pay'), '>', field('team.budget', 1))]);
    expect(() => text(teams(false, query))).toThrow(
      expect.objectContaining({ code: 'FEATURE_UNSUPPORTED' }) as Error,
    );
  });
});

describe('subqueries in FROM', () => {
  const count: Expression = {
    kind: 'aggregate',
    function: 'count',
    distinct: false,
    argument: { kind: 'star' },
  };
  const perTeam: Source = {
    kind: 'derived',
    query: select([of('person')], {
      select: [field('person.team'), count],
      groupBy: [field('person.team')],
    }),
  };

  it('of no rows leave none, and one row of an aggregate', async () => {
    const none: Source = {
      kind: 'derived',
      query: select([of('person')], {
        select: [field('person.id')],
        where: compare(field('person.id'), '=', number(99)),
      }),
    };
    expect(await rows(select([none], { select: [column(0)] }))).toEqual([]);
    expect(await rows(select([none], { select: [count] }))).toEqual([[0]]);
  });

  it('give all their columns to a star', async () => {
    const { rows: found } = await database.query(
      text(select([perTeam], { select: [{ kind: 'star' }] })),
    );
    expect(new Set(found.map((row) => JSON.stringify(row)))).toEqual(
      new Set(['[1,2]', '[2,2]', '[null,1]']),
    );
  });

  it('have columns that join the keys of groups, as in other dialects', async () => {
    const query = select([perTeam], { select: [column(0), count], groupBy: [column(1)] });
    expect(await rows(query)).toHaveLength(3);
    const alone = select([perTeam], { select: [column(0), count] });
    expect(() => text(alone)).toThrow(/only aggregates without GROUP BY, got column 0/);
  });

  it('keep a value in front of an optional join on values', async () => {
    const highest: Expression = {
      kind: 'subquery',
      query: select([of('person')], {
        select: [
          { kind: 'aggregate', function: 'max', distinct: false, argument: field('person.id') },
        ],
      }),
    };
    const matched: Source = {
      entity: 'event',
      instance: 0,
      join: {
        kind: 'fields',
        left: { kind: 'field', entity: 'team', instance: 0, field: 'budget' },
        right: { kind: 'field', entity: 'event', instance: 0, field: 'amount' },
        optional: true,
      },
    };
    const query = select([of('team'), matched], {
      select: [field('team.name'), field('event.id'), highest],
      orderBy: [{ expression: field('team.id'), descending: false }],
    });
    expect(await rows(query)).toEqual([
      ['Red', null, 5],
      ['blue', 3, 5],
      ['Empty', null, 5],
    ]);
  });
});

describe('a value beside aggregates', () => {
  const aggregate = (name: 'count' | 'sum' | 'max', argument: Expression): Expression => ({
    kind: 'aggregate',
    function: name,
    distinct: false,
    argument,
  });
  const value = (name: 'count' | 'max', age: number): Expression => ({
    kind: 'subquery',
    query: select([of('person')], {
      select: [aggregate(name, field('person.id'))],
      where: compare(field('person.age'), '>', number(age)),
    }),
  });
  const all = aggregate('count', { kind: 'star' });

  it('stays where no row is left to count', async () => {
    const query = select([of('team')], {
      select: [all, aggregate('sum', field('team.budget')), value('max', 0)],
      where: compare(field('team.id'), '=', number(99)),
    });
    expect(await rows(query)).toEqual([[0, null, 5]]);
  });

  it('stays beside a second one that finds no rows', async () => {
    const query = select([of('team')], {
      select: [field('team.name'), value('count', 60), value('count', 99), value('max', 99)],
      where: compare(field('team.id'), '=', number(1)),
    });
    expect(await rows(query)).toEqual([['Red', 1, 0, null]]);
  });

  it('counts rows of joins that are there', async () => {
    const event: Source = {
      entity: 'event',
      instance: 0,
      join: {
        kind: 'fields',
        left: { kind: 'field', entity: 'team', instance: 0, field: 'budget' },
        right: { kind: 'field', entity: 'event', instance: 0, field: 'amount' },
        optional: false,
      },
    };
    const query = select([of('team'), event], { select: [all, value('max', 0)] });
    expect(await rows(query)).toEqual([[1, 5]]);
  });
});
