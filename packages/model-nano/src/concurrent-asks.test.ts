import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMoMQ } from '@momq/core';
import type { MoMQ } from '@momq/core';
import type { Database, DatabaseContent } from '@momq/dialect';
import { sqlite } from '@momq/dialect-sqlite';
import { loadNano } from './load-nano.js';
import type { NanoModel } from './nano-model.js';

/** Databases alike in names and unlike in rows, so that an answer tells which one it is of. */
function shop(customers: number, city: string): DatabaseContent {
  const field = (name: string) => ({ name, type: 'text' as const });
  const entity = {
    name: 'customer',
    fields: [
      { name: 'id', type: 'integer' as const, primaryKey: true },
      field('name'),
      field('city'),
    ],
  };
  return {
    schema: { name: 'shop', family: 'relational', entities: [entity], links: [] },
    rows: {
      customer: Array.from({ length: customers }, (_, row) => [
        row + 1,
        `Customer ${String(row)} of ${city}`,
        row === 0 ? 'Rome' : city,
      ]),
    },
  };
}

const cities = ['London', 'Paris', 'Oslo'];
const questions = [
  'How many customers are there?',
  'How many customers live in Rome?',
  'List the names of all customers.',
  'Which cities do customers live in?',
];
let model: NanoModel;
let momq: MoMQ;
let databases: readonly Database[];

beforeAll(async () => {
  const dialect = sqlite();
  model = await loadNano({ beamSize: 1 });
  momq = createMoMQ({ dialects: [dialect], model });
  databases = await Promise.all(
    cities.map((city, index) => dialect.createDatabase(shop(3 + 2 * index, city))),
  );
}, 240_000);

afterAll(async () => {
  await Promise.all(databases.map((database) => database.close()));
  await momq.close();
  await model.dispose();
});

it('200 questions at once to three databases are answered as one by one', async () => {
  const ask = async (
    number: number,
  ): Promise<{ question: string; query: string; rows: unknown }> => {
    const question = questions[Math.floor(number / databases.length) % questions.length]!;
    const database = databases[number % databases.length]!;
    const { query, rows } = await momq.ask(question, database, {
      declining: false,
      timeoutMs: 240_000, // a busy machine is no fault
    });
    return { question, query, rows };
  };
  const alone: Awaited<ReturnType<typeof ask>>[] = [];
  for (let number = 0; number < questions.length * databases.length; number++)
    alone.push(await ask(number));
  expect(alone.slice(0, 3).map(({ rows }) => rows)).toEqual([[[3]], [[5]], [[7]]]);
  const together = await Promise.all(Array.from({ length: 200 }, (_, number) => ask(number)));
  expect(together).toEqual(together.map((_, number) => alone[number % alone.length]));
}, 240_000);
