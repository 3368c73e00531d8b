import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { quoteIdentifier } from '@momq/core/sql';
import { sqliteIdentifiers } from './sqlite-generator.js';
import { reservedWords, sqliteKeywords } from './sqlite-keywords.js';

const { Database: Engine } = createRequire(import.meta.url)(
  'node-sqlite3-wasm',
) as typeof import('node-sqlite3-wasm');

test('the engine takes every keyword as a name, quoted where the list says so and only there', () => {
  const needQuotes = sqliteKeywords.all.filter((keyword) => {
    const engine = new Engine();
    try {
      engine.exec(
        `CREATE TABLE "${keyword}" ("${keyword}" TEXT); INSERT INTO "${keyword}" VALUES ('own')`,
      );
      const [row] = engine.all(
        `SELECT t1.${keyword} AS a, ${keyword} AS b FROM ${keyword} AS t1 WHERE ${keyword} = 'own' ORDER BY ${keyword} DESC`,
      );
      return row?.['b'] !== 'own';
    } catch {
      return true;
    } finally {
      engine.close();
    }
  });
  expect([...reservedWords].sort()).toEqual(expect.arrayContaining(needQuotes) as string[]);
  const quotedForCaution = [...reservedWords].filter((keyword) => !needQuotes.includes(keyword));
  expect(quotedForCaution.length).toBeLessThan(5);
});

test('names are quoted for other characters, and quotes doubled', () => {
  expect(
    ['name', 'Max Length', 'order', '2nd', 'say "hi"'].map((name) =>
      quoteIdentifier(name, sqliteIdentifiers),
    ),
  ).toEqual(['name', '"Max Length"', '"order"', '"2nd"', '"say ""hi"""']);
});
