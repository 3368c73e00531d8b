import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '@momq/core';
import { postgres } from '@momq/dialect-postgres';
import { sqlite } from '@momq/dialect-sqlite';
import type { Output } from './output.js';
import { printQueryFacts, queryFacts } from './query-facts.js';

const [lite, pg] = [sqlite(), postgres()];
let shop: Database;
let observatory: Database;
beforeAll(async () => {
  shop = await lite.createDatabase(lite.tutorials.sample);
  observatory = await pg.createDatabase(pg.tutorials.sample);
});
afterAll(() => Promise.all([shop.close(), observatory.close()]));

it('names what a query reads, with the plan and the pages of its keywords', async () => {
  const page = lite.tutorials.pages.find(({ keyword }) => keyword === 'GLOB')!;
  const facts = await queryFacts(page.examples[0]!.query, lite, shop);
  expect(facts.relations.length).toBeGreaterThan(0);
  expect(facts.specific).toContain('GLOB');
  expect(facts.pages.map(({ keyword }) => keyword)).toContain('GLOB');
  expect(facts.plan).toMatch(/SCAN|SEARCH/);
  expect(facts.estimate).toBeUndefined();
});

it('tells what the engine expects, where it does, and prints a line a fact', async () => {
  const [entity] = pg.tutorials.sample.schema.entities;
  const query = `SELECT count(*) FROM ${entity!.name} WHERE 7 > 3`;
  const facts = await queryFacts(query, pg, observatory);
  expect(facts.estimate?.rows).toBe(1);
  const lines: string[] = [];
  printQueryFacts(facts, { print: (line: string) => lines.push(line) } as unknown as Output);
  expect(lines[0]).toBe(`  reads      ${entity!.name}`);
  expect(lines.join('\n')).toMatch(/functions {2}count/);
  expect(lines.join('\n')).toMatch(/values {5}7, 3/);
  expect(lines.join('\n')).toMatch(/expects {4}1 rows, [\d.]+ cost/);
});
