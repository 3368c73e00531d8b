import { createDatabase } from '@momq/core';
import { resultsEqual } from '@momq/core/evaluation';
import { requireReader } from '@momq/core/logical';
import type { DatabaseContent, Value } from '@momq/dialect';
import { sqlite } from '@momq/dialect-sqlite';
import { describe, expect, it } from 'vitest';

import { fieldKey } from './wear-query.js';
import { wearDatabase } from './wear-database.js';

const cities = ['Lima', 'Cusco', 'Puno'];
const content: DatabaseContent = {
  schema: {
    name: 'ferries',
    family: 'relational',
    entities: [
      {
        name: 'Ferry',
        fields: [
          { name: 'Ferry_ID', type: 'integer', primaryKey: true },
          { name: 'Name', type: 'text' },
          { name: 'Condition', type: 'text' },
          { name: 'Sister_ID', type: 'integer' },
        ],
      },
      {
        name: 'ref_crossing',
        fields: [
          { name: 'Crossing_ID', type: 'integer', primaryKey: true },
          { name: 'Vessel', type: 'integer' },
          { name: 'Harbour', type: 'text' },
          { name: 'passengers', type: 'integer' },
        ],
      },
    ],
    links: [
      {
        name: 'crossing.Vessel',
        from: { entity: 'ref_crossing', fields: ['Vessel'] },
        to: { entity: 'Ferry', fields: ['Ferry_ID'] },
        fields: [],
      },
      {
        name: 'Ferry.Sister_ID',
        from: { entity: 'Ferry', fields: ['Sister_ID'] },
        to: { entity: 'Ferry', fields: ['Ferry_ID'] },
        fields: [],
      },
    ],
  },
  rows: {
    Ferry: Array.from({ length: 8 }, (_, row): Value[] => [
      row + 1,
      `Ferry ${String(row)}`,
      row % 4 === 3 ? null : ['in service', 'laid up'][row % 2]!,
      row === 0 ? null : row,
    ]),
    ref_crossing: Array.from({ length: 24 }, (_, row): Value[] => [
      row + 1,
      (row % 7) + 1,
      cities[row % 3]!,
      row * 13,
    ]),
  },
};

const queries = [
  'SELECT count(*) FROM Ferry',
  'SELECT Name FROM Ferry ORDER BY Name DESC LIMIT 3',
  "SELECT Name FROM Ferry WHERE Condition = 'laid up'",
  "SELECT Name FROM Ferry WHERE Condition != 'laid up' OR Condition IS NULL",
  'SELECT Condition, count(*) FROM Ferry GROUP BY Condition',
  "SELECT T1.Name, T2.Harbour FROM Ferry AS T1 JOIN ref_crossing AS T2 ON T1.Ferry_ID = T2.Vessel WHERE T2.Harbour IN ('Lima', 'Puno')",
  'SELECT Harbour, sum(passengers) FROM ref_crossing GROUP BY Harbour HAVING count(*) > 2 ORDER BY sum(passengers)',
  'SELECT T1.Name, T2.Ferry_ID FROM Ferry AS T1 JOIN Ferry AS T2 ON T1.Sister_ID = T2.Ferry_ID',
  'SELECT Name FROM Ferry AS T1 WHERE NOT EXISTS (SELECT * FROM ref_crossing AS T2 WHERE T2.Vessel = T1.Ferry_ID)',
  'SELECT Name FROM Ferry WHERE Ferry_ID NOT IN (SELECT Vessel FROM ref_crossing)',
  "SELECT Name FROM Ferry WHERE Ferry_ID IN (SELECT Vessel FROM ref_crossing WHERE Harbour = 'Cusco')",
  "SELECT Harbour FROM ref_crossing WHERE passengers > 200 INTERSECT SELECT Harbour FROM ref_crossing WHERE Harbour LIKE '%u%'",
];

const read = requireReader(sqlite());
const seeds = Array.from({ length: 25 }, (_, seed) => seed);

describe('wearDatabase', () => {
  it('gives the same rows to the queries that it makes of those before', async () => {
    const before = await createDatabase(sqlite(), content);
    try {
      for (const seed of seeds) {
        const worn = wearDatabase(content, seed);
        const after = await createDatabase(sqlite(), worn.content);
        try {
          for (const text of queries) {
            const query = sqlite().language.render(
              worn.ask(read(text, content.schema)),
              worn.content.schema,
            );
            const [expected, got] = [await before.query(text), await after.query(query)];
            expect(
              resultsEqual(expected.rows, got.rows, { orderMatters: false }),
              `seed ${String(seed)}: ${text}\n${query}`,
            ).toBe(true);
            expect(expected.rows.length).toBeGreaterThan(0);
          }
        } finally {
          await after.close();
        }
      }
    } finally {
      await before.close();
    }
  });

  it('makes the same of the same seed, and many things of many seeds', () => {
    const worn = seeds.map((seed) => wearDatabase(content, seed).content);
    expect(wearDatabase(content, 7).content).toEqual(worn[7]);
    expect(new Set(worn.map(({ schema }) => JSON.stringify(schema))).size).toBe(seeds.length);
    const names = worn.flatMap(({ schema }) => schema.entities.map(({ name }) => name));
    for (const pattern of [
      / /,
      /^[A-Z_]+$/,
      /^[a-z]+[A-Z]/,
      /^(tbl|t|app|dim|x|core)/i,
      /(crss|cros)/i,
    ])
      expect(names.filter((name) => pattern.test(name))).not.toEqual([]);
    expect(worn.filter(({ schema }) => schema.links.length === 2).length).toBeGreaterThan(3);
    expect(worn.filter(({ schema }) => schema.links.length === 0).length).toBeGreaterThan(8);
    const keyless = worn.filter(({ schema }) =>
      schema.entities.every(({ fields }) => fields.every(({ primaryKey }) => primaryKey !== true)),
    );
    expect(keyless.length).toBeGreaterThan(4);
  });

  it('puts codes in place of repeated words, with a table that says what they stand for', () => {
    const coded = seeds
      .map((seed) => wearDatabase(content, seed).content)
      .filter(({ schema }) => schema.entities.length === 4);
    expect(coded.length).toBeGreaterThan(4);
    for (const { rows } of coded) {
      const texts = Object.values(rows).flat(2);
      // Each word is left once, in its code table.
      for (const word of [...cities, 'in service', 'laid up'])
        expect(texts.filter((text) => text === word)).toEqual([word]);
    }
  });

  it('keeps every row and every name of its own', () => {
    for (const seed of seeds) {
      const { schema, rows } = wearDatabase(content, seed).content;
      const sizes = schema.entities.map(({ name }) => rows[name]!.length);
      expect(sizes).toEqual(expect.arrayContaining([8, 24]));
      for (const { name, fields } of schema.entities) {
        const lower = fields.map((field) => field.name.toLowerCase());
        expect(new Set(lower).size).toBe(lower.length);
        for (const row of rows[name]!) expect(row).toHaveLength(fields.length);
      }
    }
  });

  it('does not take what cannot be said any more', () => {
    const worn = seeds
      .map((seed) => wearDatabase(content, seed))
      .find(({ content: { schema } }) => schema.entities.length === 4)!;
    const ask = (text: string) => () => worn.ask(read(text, content.schema));
    expect(ask('SELECT * FROM Ferry')).toThrow(/all of them/);
    expect(
      ask(
        'SELECT Name FROM Ferry AS T1 WHERE EXISTS (SELECT * FROM ref_crossing AS T2 WHERE T2.Harbour = T1.Condition)',
      ),
    ).toThrow(/one of a query around it/);
    expect(
      ask('SELECT T1.Name FROM Ferry AS T1 JOIN ref_crossing AS T2 ON T1.Condition = T2.Harbour'),
    ).toThrow(/one on a coded column/);
  });

  it('keys fields so that no two names are taken for one', () => {
    expect(fieldKey('a b', 'c')).not.toBe(fieldKey('a', 'b c'));
  });
});
