import { describe, expect, it } from 'vitest';
import { UnsupportedFeatureError } from '@momq/dialect';
import type {
  Aggregate,
  Condition,
  Expression,
  FieldReference,
  LogicalQuery,
  SelectQuery,
} from '@momq/dialect';
import type { DatabaseSchema, EntityField } from '@momq/dialect';
import { relationalToGraph } from './migrate-query.js';
import { relationalToGraphSchema } from './migrate-schema.js';
import { renderCypher } from './render-cypher.js';

const integer = (name: string, primaryKey = false): EntityField => ({
  name,
  type: 'integer',
  ...(primaryKey && { primaryKey }),
});
const relational: DatabaseSchema = {
  name: 'music',
  family: 'relational',
  entities: [
    {
      name: 'singer',
      fields: [
        integer('id', true),
        { name: 'name', type: 'text' },
        integer('age'),
        { name: 'active', type: 'boolean' },
      ],
    },
    {
      name: 'concert',
      fields: [integer('id', true), integer('singer_id'), { name: 'held on', type: 'date' }],
    },
    { name: 'match', fields: [{ name: 'code', type: 'text' }] },
  ],
  links: [
    {
      name: 'concert.singer_id',
      from: { entity: 'concert', fields: ['singer_id'] },
      to: { entity: 'singer', fields: ['id'] },
      fields: [],
    },
  ],
};
const graph = relationalToGraphSchema(relational);

const singer = { entity: 'singer', instance: 0 };
const concert = { entity: 'concert', instance: 0 };
const ofSinger = { kind: 'link', link: 'SINGER', with: concert, optional: false } as const;
const field = (entity: string, name: string, instance = 0): FieldReference => ({
  kind: 'field',
  entity,
  instance,
  field: name,
});
const name = field('singer', 'name');
const age = field('singer', 'age');
const literal = (value: string | number | boolean | null): Expression => ({
  kind: 'literal',
  value,
});
const count: Aggregate = {
  kind: 'aggregate',
  function: 'count',
  distinct: false,
  argument: { kind: 'star' },
};
const aggregate = (fn: Aggregate['function'], argument: Expression): Aggregate => ({
  kind: 'aggregate',
  function: fn,
  distinct: false,
  argument,
});
const compare = (
  left: Expression,
  operator: Extract<Condition, { kind: 'compare' }>['operator'],
  right: Expression,
): Condition => ({
  kind: 'compare',
  operator,
  left,
  right,
});
const nested = (query: LogicalQuery): Expression => ({ kind: 'subquery', query });

function select(parts: Partial<SelectQuery>): SelectQuery {
  return {
    kind: 'select',
    from: [singer],
    distinct: false,
    select: [name],
    groupBy: [],
    orderBy: [],
    ...parts,
  };
}

const render = (query: LogicalQuery): string => renderCypher(query, graph);

describe('renderCypher', () => {
  it('writes matches, conditions and the result', () => {
    expect(
      render(
        select({
          where: compare(age, '>', literal(30)),
          orderBy: [{ expression: name, descending: false }],
        }),
      ),
    ).toBe('MATCH (s:singer) WHERE s.age > 30 RETURN s.name ORDER BY s.name IS NOT NULL, s.name');
    expect(render(select({ from: [concert, { ...singer, join: ofSinger }] }))).toBe(
      'MATCH (c:concert)-[:SINGER]->(s:singer) RETURN s.name',
    );
    expect(
      render(select({ from: [singer, { ...concert, join: { ...ofSinger, with: singer } }] })),
    ).toBe('MATCH (s:singer)<-[:SINGER]-(c:concert) RETURN s.name');
  });

  it('writes every field for *, quoted only where needed', () => {
    expect(render(select({ from: [concert], select: [{ kind: 'star' }] }))).toBe(
      'MATCH (c:concert) RETURN c.id, c.singer_id, c.`held on`',
    );
    expect(render(select({ from: [{ entity: 'match', instance: 0 }], select: [count] }))).toBe(
      'MATCH (m:`match`) RETURN count(*)',
    );
  });

  it('filters behind OPTIONAL MATCH where a condition touches what it may not find', () => {
    const from = [singer, { ...concert, join: { ...ofSinger, with: singer, optional: true } }];
    const where: Condition = {
      kind: 'and',
      conditions: [
        compare(age, '<', literal(40)),
        { kind: 'null', negated: false, value: field('concert', 'id') },
      ],
    };
    expect(render(select({ from, where }))).toBe(
      'MATCH (s:singer) WHERE s.age < 40 OPTIONAL MATCH (s)<-[:SINGER]-(c:concert) WITH * WHERE c.id IS NULL RETURN s.name',
    );
  });

  it('starts another MATCH for a second use of a relationship type', () => {
    const from = [
      concert,
      { ...singer, join: ofSinger },
      { entity: 'concert', instance: 1, join: { ...ofSinger, with: singer } },
    ];
    expect(render(select({ from, select: [count] }))).toBe(
      'MATCH (c:concert)-[:SINGER]->(s:singer) MATCH (s)<-[:SINGER]-(co:concert) RETURN count(*)',
    );
  });

  it('compares constants as the field is typed and negates in brackets', () => {
    const where: Condition = {
      kind: 'and',
      conditions: [
        compare(age, '=', literal('30')),
        compare(field('singer', 'active'), '=', literal(1)),
        { kind: 'in', negated: true, value: name, set: [literal("O'Hara"), literal('B\\C')] },
        { kind: 'between', negated: true, value: age, low: literal(1), high: literal(2) },
      ],
    };
    expect(render(select({ where }))).toBe(
      "MATCH (s:singer) WHERE s.age = 30 AND s.active = true AND NOT (s.name IN ['O\\'Hara', 'B\\\\C']) AND NOT (s.age >= 1 AND s.age <= 2) RETURN s.name",
    );
  });

  it.each([
    ['%An%', "toLower(s.name) CONTAINS 'an'"],
    ['An%', "toLower(s.name) STARTS WITH 'an'"],
    ['%An', "toLower(s.name) ENDS WITH 'an'"],
    ['An', "toLower(s.name) = 'an'"],
    ['A_n%', "s.name =~ '(?is)A.n.*'"],
    ['%a.b%c', "s.name =~ '(?is).*a\\\\.b.*c'"],
  ])('writes LIKE %s', (pattern, expected) => {
    expect(render(select({ where: compare(name, 'like', literal(pattern)) }))).toBe(
      `MATCH (s:singer) WHERE ${expected} RETURN s.name`,
    );
  });

  it('reads parts of dates that are text', () => {
    const year: Expression = {
      kind: 'call',
      function: 'year',
      arguments: [field('concert', 'held on')],
    };
    expect(render(select({ from: [concert], select: [year] }))).toBe(
      'MATCH (c:concert) RETURN toInteger(substring(c.`held on`, 0, 4))',
    );
  });

  it('groups in RETURN where its items are the keys', () => {
    expect(
      render(
        select({
          select: [age, count],
          groupBy: [age],
          orderBy: [{ expression: count, descending: true }],
          limit: 3,
        }),
      ),
    ).toBe('MATCH (s:singer) RETURN s.age, count(*) AS total ORDER BY total DESC LIMIT 3');
  });

  it('groups in WITH where a key is not shown or groups are filtered', () => {
    expect(
      render(select({ select: [age], groupBy: [age], having: compare(count, '>', literal(1)) })),
    ).toBe('MATCH (s:singer) WITH s.age AS age, count(*) AS total WHERE total > 1 RETURN age');
  });

  it('groups by the node that the key identifies', () => {
    const from = [concert, { ...singer, join: ofSinger }];
    const expected =
      'MATCH (c:concert)-[:SINGER]->(s:singer) WITH s, count(*) AS total RETURN s.name, total';
    expect(render(select({ from, select: [name, count], groupBy: [field('singer', 'id')] }))).toBe(
      expected,
    );
    expect(
      render(select({ from, select: [name, count], groupBy: [field('concert', 'singer_id')] })),
    ).toBe(expected);
  });

  it('takes a field beside max from the row that has it', () => {
    expect(render(select({ select: [name, aggregate('max', age)] }))).toBe(
      'MATCH (s:singer) WITH * ORDER BY s.age IS NULL, s.age DESC WITH head(collect(s.name)) AS name, max(s.age) AS maxAge RETURN name, maxAge',
    );
  });

  it('computes nested values first', () => {
    const average = nested(select({ select: [aggregate('avg', age)] }));
    expect(render(select({ where: compare(age, '>', average) }))).toBe(
      'MATCH (si:singer) WITH avg(si.age) AS avgAge MATCH (s:singer) WHERE s.age > avgAge RETURN s.name',
    );
    const having = compare(aggregate('avg', age), '>', average);
    expect(render(select({ select: [name], groupBy: [name], having }))).toBe(
      'MATCH (si:singer) WITH avg(si.age) AS avgAge2 MATCH (s:singer) WITH s.name AS name, avg(s.age) AS avgAge, avgAge2 WHERE avgAge > avgAge2 RETURN name',
    );
  });

  it('collects nested sets, a second one in CALL', () => {
    const ids = nested(select({ from: [concert], select: [field('concert', 'singer_id')] }));
    const ages = nested(select({ select: [age], where: compare(name, '=', literal('Ana')) }));
    const where: Condition = {
      kind: 'and',
      conditions: [
        { kind: 'in', negated: true, value: field('singer', 'id'), set: [ids] },
        { kind: 'in', negated: false, value: age, set: [ages] },
      ],
    };
    expect(render(select({ where }))).toBe(
      'MATCH (c:concert) WITH collect(DISTINCT c.singer_id) + CASE WHEN count(*) > count(c.singer_id) THEN [null] ELSE [] END AS singer_ids ' +
        "CALL { MATCH (si:singer) WHERE si.name = 'Ana' RETURN collect(DISTINCT si.age) AS ages } " +
        'MATCH (s:singer) WHERE NOT (s.id IN singer_ids) AND s.age IN ages RETURN s.name',
    );
  });

  it('writes correlated EXISTS in place', () => {
    const query = select({
      from: [concert],
      select: [field('concert', 'id')],
      where: compare(field('concert', 'singer_id'), '=', field('singer', 'id')),
    });
    expect(render(select({ where: { kind: 'exists', negated: true, query } }))).toBe(
      'MATCH (s:singer) WHERE NOT EXISTS { MATCH (c:concert) WHERE c.singer_id = s.id } RETURN s.name',
    );
  });

  it('writes set operations', () => {
    const left = select({});
    const right = select({ from: [concert, { ...singer, join: ofSinger }] });
    expect(render({ kind: 'set', operator: 'union', all: false, left, right })).toBe(
      'MATCH (s:singer) RETURN s.name AS name UNION MATCH (c:concert)-[:SINGER]->(s:singer) RETURN s.name AS name',
    );
    expect(render({ kind: 'set', operator: 'except', all: false, left, right })).toBe(
      'CALL { CALL { MATCH (s:singer) RETURN s.name AS name } RETURN name, 1 AS lefts, 0 AS rights ' +
        'UNION ALL CALL { MATCH (c:concert)-[:SINGER]->(s:singer) RETURN s.name AS name } RETURN name, 0 AS lefts, 1 AS rights } ' +
        'WITH name, sum(lefts) AS lefts, sum(rights) AS rights WHERE lefts > 0 AND rights = 0 RETURN name',
    );
    const ids = select({ select: [field('singer', 'id')] });
    const sung = select({ from: [concert], select: [field('concert', 'singer_id')] });
    expect(render({ kind: 'set', operator: 'intersect', all: false, left: ids, right: sung })).toBe(
      'MATCH (c:concert) WITH collect(DISTINCT c.singer_id) AS singer_ids MATCH (s:singer) WHERE s.id IN singer_ids RETURN DISTINCT s.id',
    );
  });

  it('computes a correlated value behind the patterns', () => {
    const average = select({
      select: [aggregate('avg', field('concert', 'id'))],
      from: [concert],
      where: compare(field('concert', 'singer_id'), '=', field('singer', 'id')),
    });
    expect(render(select({ where: compare(age, '>', nested(average)) }))).toBe(
      'MATCH (s:singer) CALL { WITH s MATCH (c:concert) WHERE c.singer_id = s.id RETURN avg(c.id) AS avgId } ' +
        'WITH * WHERE s.age > avgId RETURN s.name',
    );
  });

  it('says what it cannot write', () => {
    expect(() => render(select({ select: [aggregate('sum', { kind: 'star' })] }))).toThrow(
      UnsupportedFeatureError,
    );
    expect(() =>
      render(select({ from: [concert, { ...singer, join: { ...ofSinger, link: 'PLAYS' } }] })),
    ).toThrow(/relationship type between concert and singer/);
  });
});

describe('relationalToGraph', () => {
  it('renames links at every depth', () => {
    const join = { ...ofSinger, link: 'concert.singer_id' };
    const inner = select({ from: [concert, { ...singer, join }] });
    const query = select({
      where: { kind: 'in', negated: false, value: name, set: [nested(inner)] },
    });
    const renamed = JSON.stringify(relationalToGraph(query, relational, graph));
    expect(renamed).toContain('"link":"SINGER"');
    expect(renamed).not.toContain('concert.singer_id');
    expect(() =>
      relationalToGraph(
        select({ from: [concert, { ...singer, join: { ...join, link: 'x.y' } }] }),
        relational,
        graph,
      ),
    ).toThrow(/x\.y/);
  });
});
