import { expect, it } from 'vitest';
import type { DatabaseSchema } from '@momq/dialect';
import { tinyDialect } from '../testing/tiny-dialect.js';
import { dialectPrompt } from './dialect-prompt.js';

const schema: DatabaseSchema = {
  name: 'shop',
  family: 'relational',
  entities: [
    {
      name: 'customer',
      fields: [
        { name: 'id', type: 'integer' },
        { name: 'name', type: 'text' },
      ],
    },
    { name: 'invoice', fields: [{ name: 'customer', type: 'integer' }] },
  ],
  links: [
    {
      name: 'invoice.customer',
      from: { entity: 'invoice', fields: ['customer'] },
      to: { entity: 'customer', fields: ['id'] },
      fields: [],
    },
    {
      name: 'KNOWS',
      from: { entity: 'customer', fields: [] },
      to: { entity: 'customer', fields: [] },
      fields: [],
    },
  ],
};

it('renders any schema for packs that say nothing', () => {
  const { renderSchema, rules } = dialectPrompt(tinyDialect());
  expect(renderSchema(schema).split('\n')).toEqual([
    'customer(id integer, name text)',
    'invoice(customer integer)',
    'invoice.customer: invoice(customer) -> customer(id)',
    'KNOWS: customer -> customer',
  ]);
  expect(rules).toEqual([]);
});

it('takes the words of the pack where it has some', () => {
  const prompt = { renderSchema: () => 'tables', rules: ['Say get.'] };
  expect(dialectPrompt({ ...tinyDialect(), prompt })).toBe(prompt);
});

it('tells what people call things and what codes stand for', () => {
  const [customer] = schema.entities;
  const taught = {
    ...schema,
    entities: [
      {
        ...customer!,
        comment: 'who buys',
        fields: [
          {
            name: 'st',
            type: 'integer' as const,
            aliases: ['state'],
            meanings: [{ value: 3, names: ['gone', 'left'] }],
          },
        ],
      },
    ],
    links: [],
  };
  expect(dialectPrompt(tinyDialect()).renderSchema(taught).split('\n')).toEqual([
    'customer(st integer)',
    'customer: who buys',
    'customer.st: also called state; 3 is gone or left',
  ]);
});
