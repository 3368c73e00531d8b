import { expect, it } from 'vitest';
import type { DatabaseSchema, Entity } from '@momq/dialect';
import { schemaIdentity } from './schema-identity.js';

const ship: Entity = {
  name: 'ship',
  fields: [
    { name: 'id', type: 'integer', primaryKey: true },
    { name: 'flag', type: 'text' },
  ],
};
const crane: Entity = { name: 'crane', fields: [{ name: 'load', type: 'real' }] };
const harbour: DatabaseSchema = {
  name: 'harbour',
  family: 'relational',
  entities: [ship, crane],
  links: [],
};

it('is the same for the same names, whatever their order and what rows tell', () => {
  const [id, flag] = ship.fields;
  const again: DatabaseSchema = {
    ...harbour,
    entities: [crane, { ...ship, rowCount: 9, fields: [{ ...flag!, samples: ['PT'] }, id!] }],
    notes: ['A note.'],
  };
  expect(schemaIdentity(again)).toBe(schemaIdentity(harbour));
  expect(schemaIdentity(harbour)).toMatch(/^harbour#[0-9a-f]{12}$/);
});

it.each<[string, DatabaseSchema]>([
  ['another name', { ...harbour, name: 'port' }],
  ['an entity less', { ...harbour, entities: [ship] }],
  ['another field', { ...harbour, entities: [{ ...ship, fields: crane.fields }, crane] }],
])('differs with %s', (_, schema) => {
  expect(schemaIdentity(schema)).not.toBe(schemaIdentity(harbour));
});
