import { createDatabase, type Database, type DialectPack } from '@momq/core';
import { QuestionLinker } from '@momq/core/linking';
import { sqlite } from '@momq/dialect-sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { statedQuery } from './stated-query.js';

const dialect = sqlite();
const fields = (names: readonly string[]) =>
  names.map((name) => ({ name, type: name.startsWith('placed') ? 'date' : 'integer' }) as const);
const content = {
  schema: {
    name: 'depot',
    family: 'relational',
    entities: [
      { name: 'orders', fields: fields(['id', 'client_id', 'placed_on', 'price_cents']) },
      { name: 'clients', fields: fields(['id']) },
    ],
    links: [],
  },
  rows: {
    orders: [
      [1, 1, '2023-05-01', 1500],
      [2, null, '2023-11-02', 900],
    ],
    clients: [[1], [2]],
  },
} as const;

let database: Database;
beforeAll(async () => {
  database = await createDatabase(dialect, content);
});
afterAll(() => database.close());

async function stated(question: string, query: string, pack: DialectPack = dialect) {
  const link = await new QuestionLinker().link(question, content.schema, database);
  return statedQuery(query, { dialect: pack, link });
}

it.each([
  [
    'a quarter of the year',
    'How many orders were placed in Q4 2023?',
    "SELECT COUNT(*) FROM orders WHERE placed_on >= '2023-04-01' AND placed_on < '2023-07-01'",
    "SELECT COUNT(*) FROM orders WHERE placed_on >= '2023-10-01' AND placed_on < '2024-01-01'",
  ],
  [
    'a unit',
    'How many orders cost more than 12 euros?',
    'SELECT COUNT(*) FROM orders WHERE price_cents > 12',
    'SELECT COUNT(*) FROM orders WHERE price_cents > 1200',
  ],
  [
    'what NOT IN looks through',
    'Which clients never ordered?',
    'SELECT id FROM clients WHERE id NOT IN (SELECT client_id FROM orders)',
    'SELECT id FROM clients WHERE id NOT IN (SELECT client_id FROM orders WHERE client_id IS NOT NULL)',
  ],
])('says what the question states: %s', async (_, question, query, right) => {
  const { query: text, logical } = await stated(question, query);
  expect(text).toBe(right);
  expect(logical).toEqual(dialect.language!.read!(right, content.schema));
});

it('keeps the text of a query that says it already, and gives its logical form', async () => {
  const text = 'select  count(*) from orders';
  const { query, logical } = await stated('How many orders are there?', text);
  expect(query).toBe(text);
  expect(logical).toMatchObject({ kind: 'select' });
});

it('leaves alone what the dialect cannot read', async () => {
  for (const text of ['SELECT COUNT(', 'SELECT zeroblob(3)', 'SELECT id FROM nowhere'])
    expect(await stated('How many orders?', text)).toEqual({ query: text });
  const { language: _, ...mute } = dialect;
  const text = 'SELECT COUNT(*) FROM orders';
  expect(await stated('How many orders?', text, mute)).toEqual({ query: text });
});
