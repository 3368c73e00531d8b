import { UnsupportedFeatureError, type FieldReference, type SelectQuery } from '@momq/dialect';
import { describe, expect, it } from 'vitest';
import { readSqlite } from './sqlite-logical-form.js';
import { shopSchema } from './testing/shop-schema.js';

function read(text: string): SelectQuery {
  const query = readSqlite(text, shopSchema);
  if (query.kind !== 'select') throw new Error('expected one SELECT');
  return query;
}

function field(entity: string, name: string, instance = 0): FieldReference {
  return { kind: 'field', entity, instance, field: name };
}

const ordersOfPerson = [
  { entity: 'Person', instance: 0 },
  {
    entity: 'Orders',
    instance: 0,
    join: {
      kind: 'link',
      link: 'Orders.person_id',
      with: { entity: 'Person', instance: 0 },
      optional: false,
    },
  },
];

describe('readSqlite', () => {
  it.each([
    'SELECT Name FROM person AS p JOIN ORDERS o ON o.PERSON_ID = p.ID',
    'SELECT name FROM Person, Orders WHERE Person.id = person_id',
    'SELECT person.name FROM Person INNER JOIN Orders ON (Person.id = Orders.person_id)',
  ])('joins along a link, whatever the spelling: %s', (text) => {
    expect(read(text)).toMatchObject({ from: ordersOfPerson, select: [field('Person', 'Name')] });
    expect(read(text).where).toBeUndefined();
  });

  it('puts tables after those that they are joined with and keeps other conditions', () => {
    const query = read(
      'SELECT 1 + total FROM Town AS t, Orders AS o, Person AS p WHERE p.id = o.person_id AND t.name = p.name AND o.total > 5',
    );
    expect(query.from).toEqual([
      { entity: 'Town', instance: 0 },
      {
        entity: 'Person',
        instance: 0,
        join: {
          kind: 'fields',
          left: field('Town', 'name'),
          right: field('Person', 'Name'),
          optional: false,
        },
      },
      ordersOfPerson[1],
    ]);
    expect(query.where).toEqual({
      kind: 'compare',
      operator: '>',
      left: field('Orders', 'total'),
      right: { kind: 'literal', value: 5 },
    });
  });

  it('tells the directions of a link of a table with itself apart', () => {
    expect(
      read('SELECT b.name FROM person a JOIN person b ON a.boss = b.id').from[1]?.join,
    ).toEqual({
      kind: 'link',
      link: 'Person.boss',
      with: { entity: 'Person', instance: 0 },
      optional: false,
    });
    expect(read('SELECT b.name FROM person a JOIN person b ON a.id = b.boss')).toMatchObject({
      from: [
        { instance: 0 },
        {
          instance: 1,
          join: { kind: 'fields', left: field('Person', 'id'), right: field('Person', 'boss', 1) },
        },
      ],
      select: [field('Person', 'Name', 1)],
    });
  });

  it('knows left joins, joins without a condition, and USING', () => {
    expect(
      read('SELECT total FROM person LEFT JOIN orders ON person.id = person_id').from[1]?.join,
    ).toMatchObject({ optional: true });
    expect(read('SELECT total FROM person JOIN orders').from[1]?.join).toEqual({ kind: 'cross' });
    expect(read('SELECT total FROM person JOIN orders USING (id)').from[1]?.join).toMatchObject({
      kind: 'fields',
      left: field('Person', 'id'),
      right: field('Orders', 'id'),
    });
  });

  it('reads double-quoted text as a column if there is one, else as a string', () => {
    expect(read('SELECT "name" FROM person WHERE name = "Ann"')).toMatchObject({
      select: [field('Person', 'Name')],
      where: { right: { kind: 'literal', value: 'Ann' } },
    });
    expect(() => read('SELECT nam FROM person')).toThrowError(UnsupportedFeatureError);
  });

  it('gives constants the type of their field', () => {
    expect(
      read("SELECT id FROM orders WHERE total > '5' AND year = 2010 AND id BETWEEN '1' AND 2"),
    ).toMatchObject({
      where: {
        conditions: [
          { right: { value: 5 } },
          { right: { value: '2010' } },
          { low: { value: 1 }, high: { value: 2 } },
        ],
      },
    });
  });

  it('reads conditions', () => {
    const query =
      read(`SELECT id FROM person WHERE name LIKE '%a%' AND NOT (id IN (1, 2) OR boss IS NULL) AND 3 < id
      AND EXISTS (SELECT * FROM orders WHERE person_id = person.id) AND id NOT IN (SELECT person_id FROM orders) AND boss <> -1`);
    expect(query.where).toMatchObject({
      kind: 'and',
      conditions: [
        { operator: 'like', right: { value: '%a%' } },
        { kind: 'in', negated: true },
        { kind: 'null', negated: true },
        { operator: '>', left: field('Person', 'id'), right: { value: 3 } },
        {
          kind: 'exists',
          negated: false,
          query: { where: { left: field('Orders', 'person_id'), right: field('Person', 'id') } },
        },
        {
          kind: 'in',
          negated: true,
          set: [{ kind: 'subquery', query: { select: [field('Orders', 'person_id')] } }],
        },
        { operator: '!=', right: { value: -1 } },
      ],
    });
  });

  it('reads aggregates, groups, result aliases, positions and limits', () => {
    expect(
      read(`SELECT name, count(*) AS n, avg(DISTINCT total) FROM person JOIN orders ON person.id = person_id
      GROUP BY 1 HAVING n > 2 ORDER BY n DESC, strftime('%Y', born) LIMIT 3`),
    ).toMatchObject({
      select: [
        field('Person', 'Name'),
        { kind: 'aggregate', function: 'count', argument: { kind: 'star' } },
        { function: 'avg', distinct: true },
      ],
      groupBy: [field('Person', 'Name')],
      having: { left: { kind: 'aggregate', function: 'count' } },
      orderBy: [
        { expression: { kind: 'aggregate', function: 'count' }, descending: true },
        { expression: { kind: 'call', function: 'year' }, descending: false },
      ],
      limit: 3,
    });
  });

  it('names the columns of alias.* in a join', () => {
    expect(read('SELECT o.* FROM person p JOIN orders o ON p.id = o.person_id').select).toEqual(
      ['id', 'person_id', 'total', 'year', 'placed'].map((name) => field('Orders', name)),
    );
    expect(read('SELECT p.* FROM person p').select).toEqual([{ kind: 'star' }]);
  });

  it('nests set operations to the left', () => {
    expect(
      readSqlite(
        'SELECT id FROM person EXCEPT SELECT id FROM orders UNION ALL SELECT id FROM person',
        shopSchema,
      ),
    ).toMatchObject({
      kind: 'set',
      operator: 'union',
      all: true,
      left: { kind: 'set', operator: 'except', all: false },
    });
  });
});
