import { expect, it } from 'vitest';
import type { DatabaseSchema, LogicalQuery } from '@momq/dialect';
import { schemaRemarks } from '../packs/schema-remarks.js';
import { compareProperties, relationshipsOf } from './property-links.js';
import { renderCypher } from './render-cypher.js';

const schema: DatabaseSchema = {
  name: 'club',
  family: 'graph',
  entities: [
    { name: 'member', fields: ['name', 'town', 'land'].map((name) => ({ name, type: 'text' })) },
    { name: 'shop', fields: ['title', 'city', 'state'].map((name) => ({ name, type: 'text' })) },
  ],
  links: [
    {
      name: 'OWNS',
      from: { entity: 'member', fields: [] },
      to: { entity: 'shop', fields: [] },
      fields: [],
    },
    ...[
      { name: 'member.town', from: ['town'], to: ['city'] },
      { name: 'member.land', from: ['land', 'town'], to: ['state', 'city'] },
    ].map(({ name, from, to }) => ({
      name,
      from: { entity: 'member', fields: from },
      to: { entity: 'shop', fields: to },
      fields: [],
      taught: true,
    })),
  ],
};

const along = (link: string, optional = false): LogicalQuery => ({
  kind: 'select',
  from: [
    { entity: 'shop', instance: 0 },
    {
      entity: 'member',
      instance: 0,
      join: { kind: 'link', link, with: { entity: 'shop', instance: 0 }, optional },
    },
  ],
  distinct: false,
  select: [{ kind: 'field', entity: 'member', instance: 0, field: 'name' }],
  groupBy: [],
  orderBy: [],
});

it('compares properties where a link says that they are equal', () => {
  expect(renderCypher(along('member.town'), schema)).toBe(
    'MATCH (s:shop) MATCH (m:member) WHERE s.city = m.town RETURN m.name',
  );
  expect(renderCypher(along('member.land', true), schema)).toBe(
    'MATCH (s:shop) OPTIONAL MATCH (m:member) WHERE s.state = m.land AND s.city = m.town RETURN m.name',
  );
});

it('leaves relationships as they are', () => {
  expect(compareProperties(along('OWNS'), schema)).toEqual(along('OWNS'));
  expect(renderCypher(along('OWNS'), schema)).toBe(
    'MATCH (s:shop)<-[:OWNS]-(m:member) RETURN m.name',
  );
});

it('tells models to compare, and names no relationship', () => {
  expect(relationshipsOf(schema).map(({ name }) => name)).toEqual(['OWNS']);
  expect(schemaRemarks(schema)).toEqual([
    'member.town equals shop.city: compare these properties, no relationship joins them',
    'member.land and member.town equals shop.state and shop.city: compare these properties, no relationship joins them',
  ]);
});
