import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMoMQ } from '@momq/core';
import type { Database } from '@momq/core';
import { sqlite } from '@momq/dialect-sqlite';
import { questionReport } from './question-report.js';

const dialect = sqlite();
const momq = createMoMQ({ dialects: [dialect] });
let database: Database;

beforeAll(async () => {
  database = await dialect.createDatabase(dialect.tutorials.sample);
});

afterAll(async () => {
  await database.close();
  await momq.close();
});

it('reports every question, with a query that runs or the reason why there is none', async () => {
  const report = await questionReport(['How many games are there?', '  '], database, momq);
  const [title, first = '', second = ''] = report.split(/^## /m);
  expect(title).toBe('# Questions\n\n');
  expect(second).toMatch(/No answer \(QUESTION_EMPTY\)/);
  const query = /```sql\n([\s\S]*?)\n```/.exec(first)?.[1] ?? '';
  const { columns, rows } = await database.query(query);
  expect(first).toContain(`| ${columns.join(' | ')} |`);
  expect(first).toContain(`| ${(rows[0] ?? []).join(' | ')} |`);
});
