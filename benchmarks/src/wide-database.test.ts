import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMoMQ } from '@momq/core';
import type { Database, MoMQ } from '@momq/core';
import { sqlite } from '@momq/dialect-sqlite';
import { countQuestions, wideDatabase } from './wide-database.js';

const content = wideDatabase(6);
let momq: MoMQ;
let database: Database;

beforeAll(async () => {
  const dialect = sqlite();
  momq = createMoMQ({ dialects: [dialect] });
  database = await dialect.createDatabase(content);
}, 240_000);

afterAll(async () => {
  await database.close();
  await momq.close();
});

test('300 tables, 3,000 columns', () => {
  const { entities } = content.schema;
  expect(new Set(entities.map(({ name }) => name)).size).toBe(300);
  expect(entities.flatMap(({ fields }) => fields)).toHaveLength(3000);
});

test.each(countQuestions(content).filter((_, index) => index % 116 === 0))(
  'finds the table: %s',
  async (question, count) => {
    const { query, rows } = await momq.ask(question, database, {
      declining: false,
      timeoutMs: 120_000,
    });
    expect(rows, query).toEqual([[count]]);
  },
  240_000,
);

test.each([
  ['What is the average salary of payroll employees?', 'payroll_employee', 'salary'],
  ['What is the highest floor area of research locations?', 'research_location', 'floor_area'],
  ['What is the lowest unit price of rental items?', 'rental_item', 'unit_price'],
])(
  'finds the column: %s',
  async (question, table, column) => {
    const { query } = await momq.ask(question, database, { declining: false, timeoutMs: 120_000 });
    expect(query).toContain(table);
    expect(query).toContain(column);
  },
  240_000,
);
