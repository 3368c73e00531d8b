import { expect, it } from 'vitest';
import type {
  Condition,
  DatabaseSchema,
  FieldReference,
  LogicalQuery,
  SelectQuery,
} from '@momq/dialect';
import { comparesOnlyRelatedKeys } from './comparable-keys.js';

type Membership = Extract<Condition, { readonly kind: 'in' }>;

const berths: DatabaseSchema = {
  name: 'harbour',
  family: 'relational',
  entities: [
    {
      name: 'ship',
      fields: [
        { name: 'ship_id', type: 'integer', primaryKey: true },
        { name: 'title', type: 'text' },
      ],
    },
    {
      name: 'visit',
      fields: [
        { name: 'ship_id', type: 'integer' },
        { name: 'berth', type: 'text' },
        { name: 'fee', type: 'real' },
      ],
    },
    { name: 'berth', fields: [{ name: 'berth_no', type: 'integer', primaryKey: true }] },
  ],
  links: [
    {
      name: 'visit.ship_id',
      from: { entity: 'visit', fields: ['ship_id'] },
      to: { entity: 'ship', fields: ['ship_id'] },
      fields: [],
    },
  ],
};

const field = (entity: string, name: string): FieldReference => ({
  kind: 'field',
  entity,
  instance: 0,
  field: name,
});

/** `SELECT title FROM ship WHERE value NOT IN (SELECT selected …)`. */
function lookup(value: FieldReference, selected: FieldReference): LogicalQuery {
  const select = (one: FieldReference) => ({
    kind: 'select' as const,
    from: [{ entity: one.entity, instance: 0 }],
    distinct: false,
    select: [one],
    groupBy: [],
    orderBy: [],
  });
  return {
    ...select(field('ship', 'title')),
    where: {
      kind: 'in',
      negated: true,
      value,
      set: [{ kind: 'subquery', query: select(selected) }],
    },
  };
}

it.each([
  ['a key among references to it', field('ship', 'ship_id'), field('visit', 'ship_id'), true],
  ['a reference among the keys', field('visit', 'ship_id'), field('ship', 'ship_id'), true],
  ['ordinary fields', field('ship', 'title'), field('visit', 'berth'), true],
  ['a key among ordinary values', field('ship', 'ship_id'), field('visit', 'fee'), false],
  [
    'a key among keys of something else',
    field('ship', 'ship_id'),
    field('berth', 'berth_no'),
    false,
  ],
  [
    'a reference among keys of something else',
    field('visit', 'ship_id'),
    field('berth', 'berth_no'),
    false,
  ],
])('judges %s', (_, ...[value, selected, sound]) => {
  expect(comparesOnlyRelatedKeys(lookup(value, selected), berths)).toBe(sound);
});

it('knows the properties that relationships were named after', () => {
  const graph = {
    ...berths,
    family: 'graph' as const,
    links: [
      {
        name: 'VISIT_SHIP',
        from: { entity: 'visit', fields: [] },
        to: { entity: 'ship', fields: [] },
        fields: [],
      },
    ],
  };
  const query = lookup(field('ship', 'ship_id'), field('visit', 'shipId'));
  expect(comparesOnlyRelatedKeys(query, graph)).toBe(true);
  expect(comparesOnlyRelatedKeys(query, { ...graph, links: [] })).toBe(false);
});

it('follows a column of a query in FROM', () => {
  const inside = (selected: FieldReference): LogicalQuery => {
    const { from: _, ...rest } = lookup(field('ship', 'ship_id'), selected) as SelectQuery;
    const visits = {
      ...rest,
      from: [{ entity: 'visit', instance: 0 }],
      select: [field('visit', 'ship_id')],
    };
    delete (visits as { where?: unknown }).where;
    return {
      ...rest,
      from: [{ kind: 'derived', query: visits }],
      where: { ...(rest.where as Membership), value: { kind: 'column', source: 0, column: 0 } },
    };
  };
  expect(comparesOnlyRelatedKeys(inside(field('berth', 'berth_no')), berths)).toBe(false);
  expect(comparesOnlyRelatedKeys(inside(field('ship', 'ship_id')), berths)).toBe(true);
});

it.each([
  ['a declared reference to the row outside', field('ship', 'ship_id'), true],
  ['a key that is called the same', field('berth', 'ship_id'), true],
  ['an ordinary field outside', field('ship', 'title'), true],
  ['the key of something else', field('berth', 'berth_no'), false],
])('judges a row that exists for %s', (_, outside, sound) => {
  const { where: _where, ...visits } = lookup(field('visit', 'fee'), outside) as SelectQuery;
  const equal: Condition = {
    kind: 'compare',
    operator: '=',
    left: field('visit', 'ship_id'),
    right: { ...outside, outer: 1 },
  };
  const query: LogicalQuery = {
    ...visits,
    from: [{ entity: outside.entity, instance: 0 }],
    where: {
      kind: 'exists',
      negated: true,
      query: { ...visits, from: [{ entity: 'visit', instance: 0 }], where: equal },
    },
  };
  expect(comparesOnlyRelatedKeys(query, berths)).toBe(sound);
  const inferred = berths.links.map((link) => ({ ...link, inferred: true }));
  expect(comparesOnlyRelatedKeys(query, { ...berths, links: inferred })).toBe(true);
});

it('knows that a part of a date is no key', () => {
  const part = (selected: FieldReference): LogicalQuery => {
    const query = lookup(field('visit', 'fee'), selected) as SelectQuery;
    const value = {
      kind: 'call',
      function: 'weekday',
      arguments: [field('visit', 'arrived')],
    } as const;
    return { ...query, where: { ...(query.where as Membership), value } };
  };
  expect(comparesOnlyRelatedKeys(part(field('ship', 'ship_id')), berths)).toBe(false);
  expect(comparesOnlyRelatedKeys(part(field('visit', 'fee')), berths)).toBe(true);
});
