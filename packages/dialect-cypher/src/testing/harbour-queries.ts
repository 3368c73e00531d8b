import type {
  Aggregate,
  ComparisonOperator,
  Condition,
  EntitySource,
  Expression,
  FieldReference,
  Join,
  LogicalQuery,
  SelectQuery,
  Source,
} from '@momq/dialect';

/** A logical query over the harbour's graph and SQL that says the same of its tables. */
export interface ComparedQuery {
  readonly sql: string;
  readonly query: LogicalQuery;
}

const use = (entity: string, instance = 0) => ({ entity, instance });
const field = (name: string, instance = 0): FieldReference => {
  const [entity = '', column = ''] = name.split('.');
  return { kind: 'field', entity, instance, field: column };
};
const literal = (value: string | number | null): Expression => ({ kind: 'literal', value });
const aggregate = (
  fn: Aggregate['function'],
  argument: Expression,
  distinct = false,
): Aggregate => ({ kind: 'aggregate', function: fn, distinct, argument });
const count = aggregate('count', { kind: 'star' });
const compare = (left: Expression, operator: ComparisonOperator, right: Expression): Condition => ({
  kind: 'compare',
  operator,
  left,
  right,
});
const inside = (value: Expression, query: LogicalQuery, negated = false): Condition => ({
  kind: 'in',
  negated,
  value,
  set: [{ kind: 'subquery', query }],
});
const scalar = (query: LogicalQuery): Expression => ({ kind: 'subquery', query });
const along = (
  source: EntitySource,
  link: string,
  known: { entity: string; instance: number },
  optional = false,
): EntitySource => {
  const join: Join = { kind: 'link', link, with: known, optional };
  return { ...source, join };
};
const select = (
  from: Source[],
  columns: Expression[],
  parts: Partial<SelectQuery> = {},
): SelectQuery => ({
  kind: 'select',
  from,
  select: columns,
  distinct: false,
  groupBy: [],
  orderBy: [],
  ...parts,
});

const ship = use('Ship');
const captain = use('Captain');
const visit = use('Visit');
const berth = use('Berth');
const cargo = use('Cargo');
const shipOfVisit = along(ship, 'SHIP', visit);
const down = (expression: Expression) => ({ expression, descending: true });
const up = (expression: Expression) => ({ expression, descending: false });

/** Queries of every shape that the renderer knows. Results under ORDER BY have no ties. */
export const harbourQueries: readonly ComparedQuery[] = [
  { sql: 'SELECT * FROM Berth', query: select([berth], [{ kind: 'star' }]) },
  {
    sql: "SELECT name FROM Ship WHERE built BETWEEN 1990 AND 2010 AND kind <> 'tanker'",
    query: select([ship], [field('Ship.name')], {
      where: {
        kind: 'and',
        conditions: [
          {
            kind: 'between',
            negated: false,
            value: field('Ship.built'),
            low: literal(1990),
            high: literal(2010),
          },
          compare(field('Ship.kind'), '!=', literal('tanker')),
        ],
      },
    }),
  },
  {
    sql: "SELECT name FROM Ship WHERE name NOT LIKE '%e%' OR name LIKE '_ea%'",
    query: select([ship], [field('Ship.name')], {
      where: {
        kind: 'or',
        conditions: [
          compare(field('Ship.name'), 'not like', literal('%e%')),
          compare(field('Ship.name'), 'like', literal('_ea%')),
        ],
      },
    }),
  },
  {
    sql: 'SELECT name FROM Ship WHERE NOT (captain_id IN (1, 2)) AND built NOT BETWEEN 1970 AND 1980',
    query: select([ship], [field('Ship.name')], {
      where: {
        kind: 'and',
        conditions: [
          {
            kind: 'in',
            negated: true,
            value: field('Ship.captain_id'),
            set: [literal(1), literal(2)],
          },
          {
            kind: 'between',
            negated: true,
            value: field('Ship.built'),
            low: literal(1970),
            high: literal(1980),
          },
        ],
      },
    }),
  },
  {
    sql: 'SELECT c.name, g.goods FROM Cargo g JOIN Visit v USING (visit_id) JOIN Ship s USING (ship_id) JOIN Captain c USING (captain_id) WHERE g.tonnes * 2 > 10000',
    query: select(
      [cargo, along(visit, 'VISIT', cargo), shipOfVisit, along(captain, 'CAPTAIN', ship)],
      [field('Captain.name'), field('Cargo.goods')],
      {
        where: compare(
          { kind: 'arithmetic', operator: '*', left: field('Cargo.tonnes'), right: literal(2) },
          '>',
          literal(10000),
        ),
      },
    ),
  },
  {
    sql: 'SELECT a.name, b.name AS other FROM Ship a JOIN Captain c USING (captain_id) JOIN Ship b ON b.captain_id = c.captain_id',
    query: select(
      [ship, along(captain, 'CAPTAIN', ship), along(use('Ship', 1), 'CAPTAIN', captain)],
      [field('Ship.name'), field('Ship.name', 1)],
    ),
  },
  {
    sql: 'SELECT s.name, b.name AS berth FROM Ship s JOIN Berth b ON s.ship_id = b.berth_id',
    query: select(
      [
        ship,
        {
          ...berth,
          join: {
            kind: 'fields',
            left: field('Ship.ship_id'),
            right: field('Berth.berth_id'),
            optional: false,
          },
        },
      ],
      [field('Ship.name'), field('Berth.name')],
    ),
  },
  {
    sql: 'SELECT s.name, v.arrived FROM Ship s LEFT JOIN Visit v USING (ship_id) WHERE v.visit_id IS NULL OR v.fee > 4000',
    query: select(
      [ship, along(visit, 'SHIP', ship, true)],
      [field('Ship.name'), field('Visit.arrived')],
      {
        where: {
          kind: 'or',
          conditions: [
            { kind: 'null', negated: false, value: field('Visit.visit_id') },
            compare(field('Visit.fee'), '>', literal(4000)),
          ],
        },
      },
    ),
  },
  {
    sql: 'SELECT count(*) FROM Ship, Berth',
    query: select([ship, { ...berth, join: { kind: 'cross' } }], [count]),
  },
  {
    sql: "SELECT count(*), count(captain_id), avg(length_m), min(built), max(name), sum(built) FROM Ship WHERE kind <> 'ferry'",
    query: select(
      [ship],
      [
        count,
        aggregate('count', field('Ship.captain_id')),
        aggregate('avg', field('Ship.length_m')),
        aggregate('min', field('Ship.built')),
        aggregate('max', field('Ship.name')),
        aggregate('sum', field('Ship.built')),
      ],
      {
        where: compare(field('Ship.kind'), '!=', literal('ferry')),
      },
    ),
  },
  {
    sql: 'SELECT kind, count(*) FROM Ship GROUP BY kind ORDER BY count(*) DESC, kind LIMIT 3',
    query: select([ship], [field('Ship.kind'), count], {
      groupBy: [field('Ship.kind')],
      orderBy: [down(count), up(field('Ship.kind'))],
      limit: 3,
    }),
  },
  {
    sql: 'SELECT s.name FROM Visit v JOIN Ship s USING (ship_id) GROUP BY v.ship_id HAVING count(*) >= 2 ORDER BY sum(v.fee) DESC',
    query: select([visit, shipOfVisit], [field('Ship.name')], {
      groupBy: [field('Visit.ship_id')],
      having: compare(count, '>=', literal(2)),
      orderBy: [down(aggregate('sum', field('Visit.fee')))],
    }),
  },
  {
    sql: 'SELECT b.name FROM Visit v JOIN Berth b USING (berth_id) GROUP BY b.name ORDER BY count(*) DESC, b.name LIMIT 1',
    query: select([visit, along(berth, 'BERTH', visit)], [field('Berth.name')], {
      groupBy: [field('Berth.name')],
      orderBy: [down(count), up(field('Berth.name'))],
      limit: 1,
    }),
  },
  {
    sql: 'SELECT name, max(built) FROM Ship',
    query: select([ship], [field('Ship.name'), aggregate('max', field('Ship.built'))]),
  },
  {
    sql: 'SELECT kind, name, min(length_m) FROM Ship WHERE built > 1980 GROUP BY kind',
    query: select(
      [ship],
      [field('Ship.kind'), field('Ship.name'), aggregate('min', field('Ship.length_m'))],
      {
        where: compare(field('Ship.built'), '>', literal(1980)),
        groupBy: [field('Ship.kind')],
      },
    ),
  },
  {
    sql: 'SELECT name FROM Ship WHERE length_m > (SELECT avg(length_m) FROM Ship) AND built = (SELECT max(built) FROM Ship)',
    query: select([ship], [field('Ship.name')], {
      where: {
        kind: 'and',
        conditions: [
          compare(
            field('Ship.length_m'),
            '>',
            scalar(select([ship], [aggregate('avg', field('Ship.length_m'))])),
          ),
          compare(
            field('Ship.built'),
            '=',
            scalar(select([ship], [aggregate('max', field('Ship.built'))])),
          ),
        ],
      },
    }),
  },
  {
    sql: 'SELECT name FROM Captain WHERE captain_id = (SELECT captain_id FROM Ship WHERE length_m < 100 ORDER BY built LIMIT 1)',
    query: select([captain], [field('Captain.name')], {
      where: compare(
        field('Captain.captain_id'),
        '=',
        scalar(
          select([ship], [field('Ship.captain_id')], {
            where: compare(field('Ship.length_m'), '<', literal(100)),
            orderBy: [up(field('Ship.built'))],
            limit: 1,
          }),
        ),
      ),
    }),
  },
  {
    sql: 'SELECT name FROM Ship WHERE ship_id NOT IN (SELECT ship_id FROM Visit) OR ship_id IN (SELECT ship_id FROM Visit GROUP BY ship_id HAVING count(*) > 2)',
    query: select([ship], [field('Ship.name')], {
      where: {
        kind: 'or',
        conditions: [
          inside(field('Ship.ship_id'), select([visit], [field('Visit.ship_id')]), true),
          inside(
            field('Ship.ship_id'),
            select([visit], [field('Visit.ship_id')], {
              groupBy: [field('Visit.ship_id')],
              having: compare(count, '>', literal(2)),
            }),
          ),
        ],
      },
    }),
  },
  {
    sql: 'SELECT kind FROM Ship GROUP BY kind HAVING avg(length_m) > (SELECT avg(length_m) FROM Ship)',
    query: select([ship], [field('Ship.kind')], {
      groupBy: [field('Ship.kind')],
      having: compare(
        aggregate('avg', field('Ship.length_m')),
        '>',
        scalar(select([ship], [aggregate('avg', field('Ship.length_m'))])),
      ),
    }),
  },
  {
    sql: 'SELECT name FROM Berth WHERE NOT EXISTS (SELECT 1 FROM Visit WHERE Visit.berth_id = Berth.berth_id AND fee > 1000)',
    query: select([berth], [field('Berth.name')], {
      where: {
        kind: 'exists',
        negated: true,
        query: select([visit], [literal(1)], {
          where: {
            kind: 'and',
            conditions: [
              compare(field('Visit.berth_id'), '=', field('Berth.berth_id')),
              compare(field('Visit.fee'), '>', literal(1000)),
            ],
          },
        }),
      },
    }),
  },
  {
    sql: 'SELECT name FROM Ship WHERE (SELECT count(*) FROM Visit WHERE Visit.ship_id = Ship.ship_id) >= 2',
    query: select([ship], [field('Ship.name')], {
      where: compare(
        scalar(
          select([visit], [count], {
            where: compare(field('Visit.ship_id'), '=', field('Ship.ship_id')),
          }),
        ),
        '>=',
        literal(2),
      ),
    }),
  },
  {
    sql: 'SELECT nationality FROM Captain UNION SELECT name FROM Ship',
    query: {
      kind: 'set',
      operator: 'union',
      all: false,
      left: select([captain], [field('Captain.nationality')]),
      right: select([ship], [field('Ship.name')]),
    },
  },
  {
    sql: 'SELECT captain_id, captain_id AS again FROM Ship WHERE built > 2000 UNION ALL SELECT ship_id, berth_id FROM Visit',
    query: {
      kind: 'set',
      operator: 'union',
      all: true,
      left: select([ship], [field('Ship.captain_id'), field('Ship.captain_id')], {
        where: compare(field('Ship.built'), '>', literal(2000)),
      }),
      right: select([visit], [field('Visit.ship_id'), field('Visit.berth_id')]),
    },
  },
  {
    sql: 'SELECT kind FROM Ship WHERE built < 2010 INTERSECT SELECT kind FROM Ship WHERE built > 2010',
    query: {
      kind: 'set',
      operator: 'intersect',
      all: false,
      left: select([ship], [field('Ship.kind')], {
        where: compare(field('Ship.built'), '<', literal(2010)),
      }),
      right: select([ship], [field('Ship.kind')], {
        where: compare(field('Ship.built'), '>', literal(2010)),
      }),
    },
  },
  {
    sql: 'SELECT ship_id, berth_id FROM Visit GROUP BY ship_id, berth_id EXCEPT SELECT ship_id, berth_id FROM Visit WHERE fee < 1000',
    query: {
      kind: 'set',
      operator: 'except',
      all: false,
      left: select([visit], [field('Visit.ship_id'), field('Visit.berth_id')], {
        groupBy: [field('Visit.ship_id'), field('Visit.berth_id')],
      }),
      right: select([visit], [field('Visit.ship_id'), field('Visit.berth_id')], {
        where: compare(field('Visit.fee'), '<', literal(1000)),
      }),
    },
  },
  {
    sql: 'SELECT name FROM Ship EXCEPT SELECT s.name FROM Visit v JOIN Ship s USING (ship_id) UNION SELECT name FROM Berth',
    query: {
      kind: 'set',
      operator: 'union',
      all: false,
      left: {
        kind: 'set',
        operator: 'except',
        all: false,
        left: select([ship], [field('Ship.name')]),
        right: select([visit, shipOfVisit], [field('Ship.name')]),
      },
      right: select([berth], [field('Berth.name')]),
    },
  },
  {
    sql: "SELECT DISTINCT CAST(strftime('%Y', arrived) AS INTEGER), CAST(strftime('%m', arrived) AS INTEGER) FROM Visit WHERE length(arrived) = 10",
    query: select(
      [visit],
      [
        { kind: 'call', function: 'year', arguments: [field('Visit.arrived')] },
        { kind: 'call', function: 'month', arguments: [field('Visit.arrived')] },
      ],
      {
        distinct: true,
        where: compare(
          { kind: 'call', function: 'length', arguments: [field('Visit.arrived')] },
          '=',
          literal(10),
        ),
      },
    ),
  },
  {
    sql: 'SELECT name FROM Ship ORDER BY captain_id DESC, built DESC LIMIT 2',
    query: select([ship], [field('Ship.name')], {
      orderBy: [down(field('Ship.captain_id')), down(field('Ship.built'))],
      limit: 2,
    }),
  },
  {
    sql: 'SELECT DISTINCT kind FROM Ship ORDER BY kind DESC',
    query: select([ship], [field('Ship.kind')], {
      distinct: true,
      orderBy: [down(field('Ship.kind'))],
    }),
  },
];
