import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '@momq/core';
import { resultsEqual } from '@momq/core/evaluation';
import type { Database, DatabaseContent } from '@momq/dialect';
import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import { databasePairs } from './index.js';
import { spokenSchema } from './spoken-schema.js';

const content: DatabaseContent = {
  schema: {
    name: 'fleet',
    family: 'relational',
    entities: [
      {
        name: 'Vessels',
        fields: [
          { name: 'VesselId', type: 'integer', primaryKey: true },
          { name: 'VesselName', type: 'text' },
          { name: 'hull_class', type: 'text', aliases: ['type of hull'] },
          { name: 'Age', type: 'integer' },
          { name: 'blob', type: 'other' },
        ],
      },
      {
        name: 'port_calls',
        aliases: ['visits'],
        fields: [
          { name: 'id', type: 'integer', primaryKey: true },
          { name: 'vessel_id', type: 'integer' },
          { name: 'fee', type: 'real' },
          { name: 'unused', type: 'text' },
        ],
      },
      { name: 'empty', fields: [{ name: 'a', type: 'integer' }] },
    ],
    links: [
      {
        name: 'port_calls.vessel_id',
        from: { entity: 'port_calls', fields: ['vessel_id'] },
        to: { entity: 'Vessels', fields: ['VesselId'] },
        fields: [],
      },
    ],
  },
  rows: {
    Vessels: [
      [1, 'Tern', 'A', 4, null],
      [2, 'Gull', 'B', 9, null],
      [3, 'Auk', 'A', 12, null],
      [4, 'Coot', 'A', 7, null],
    ],
    port_calls: [
      [1, 1, 10.5, null],
      [2, 1, 30, null],
      [3, 2, 20, null],
    ],
    empty: [],
  },
};

it('finds words for tables, columns and links', () => {
  const { entities, links } = spokenSchema(content.schema, content.rows);
  const [vessel, call] = entities;
  expect(entities.map(({ noun, synonyms }) => [noun, synonyms])).toEqual([
    ['vessel', []],
    ['port call', ['visit']],
  ]);
  expect(vessel!.fields.map(({ words, role }) => [words, role])).toEqual([
    ['id', 'key'],
    ['name', 'value'],
    ['type of hull', 'value'],
    ['age', 'value'],
  ]);
  expect(vessel!.labels.map(({ column }) => column)).toEqual(['VesselName']);
  expect(vessel!.fields[3]!.attribute!.most).toContain('oldest');
  expect(call!.fields.map(({ column }) => column)).toEqual(['id', 'vessel_id', 'fee']);
  expect(links).toEqual([
    expect.objectContaining({ child: call, parent: vessel, phrases: ['of'] }),
  ]);
  expect(links[0]).not.toHaveProperty('role');
});

describe('databasePairs', () => {
  let database: Database;
  beforeAll(async () => {
    database = await createDatabase(sqlite(), content);
  });
  afterAll(() => database.close());

  it('asks about a database in its own words, and keeps what has an answer', async () => {
    const { pairs, report } = await databasePairs({
      pack: sqlite(),
      database,
      schema: content.schema,
      id: 'fleet',
      pairs: 25,
    });
    expect(pairs).toHaveLength(25);
    expect(report['sqlite']!.kept).toBe(25);
    expect(new Set(pairs.map(({ question }) => question)).size).toBe(25);
    const questions = pairs.map(({ question }) => question).join('\n');
    expect(questions).toMatch(/vessel/i);
    expect(questions).toMatch(/visit|port call/i);
    expect(questions).not.toMatch(/VesselName|port_calls|unused|blob/);
    for (const { query, rows, rowCount } of pairs) {
      const result = await database.query(query);
      expect(result.rows).toHaveLength(rowCount);
      expect([query, resultsEqual(rows, result.rows, { orderMatters: false })]).toEqual([
        query,
        true,
      ]);
    }
  });

  it('gives the same pairs for the same seed, others for another', async () => {
    const made = async (seed: number): Promise<string[]> => {
      const options = { pack: sqlite(), database, schema: content.schema, id: 'fleet', pairs: 5 };
      return (await databasePairs({ ...options, seed })).pairs.map(({ question }) => question);
    };
    expect(await made(3)).toEqual(await made(3));
    expect(await made(3)).not.toEqual(await made(4));
  });

  it('refuses a graph, and a database without rows', async () => {
    const graph = { ...content.schema, family: 'graph' } as const;
    const options = { database, id: 'fleet' };
    await expect(databasePairs({ ...options, pack: cypher(), schema: graph })).rejects.toThrow(
      /fleet is a graph/,
    );
    const [, , empty] = content.schema.entities;
    const bare = { ...content.schema, entities: [empty!], links: [] };
    await expect(databasePairs({ ...options, pack: sqlite(), schema: bare })).rejects.toThrow(
      /expected tables with rows/,
    );
  });
});
