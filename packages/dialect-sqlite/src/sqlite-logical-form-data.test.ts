import type { DatabaseContent, DatabaseSchema, LogicalQuery, MoMQError } from '@momq/dialect';
import { loadDatabaseFolder, resultsEqual } from '@momq/core/evaluation';
import { canonicalise } from '@momq/core/logical';
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { sqlite } from './sqlite-dialect.js';
import { readSqlite } from './sqlite-logical-form.js';
import { rowsFor } from './testing/bird-content.js';
import { birdSamples, birdSchema } from './testing/bird-schema.js';
import {
  birdDatabases,
  birdGolds,
  birdPath,
  spiderDatabase,
  spiderGolds,
  spiderPath,
  type Gold,
} from './testing/gold-queries.js';

/** How many golds are read; the others are refused with a code, and what is read is canonical. */
function countRead(golds: readonly Gold[]): number {
  let read = 0;
  for (const { text, schema } of golds) {
    let query: LogicalQuery;
    try {
      query = readSqlite(text, schema);
    } catch (error) {
      expect(['FEATURE_UNSUPPORTED', 'QUERY_SYNTAX'], text).toContain((error as MoMQError).code);
      continue;
    }
    read += 1;
    expect(canonicalise(query, schema), text).toEqual(query);
  }
  return read;
}

/** The golds that give other rows once read and written again; those that the engine refuses are left out. */
async function differences(content: DatabaseContent, texts: readonly string[]): Promise<string[]> {
  const { createDatabase, language } = sqlite();
  const database = await createDatabase(content);
  const found: string[] = [];
  try {
    const schema = await database.schema();
    for (const text of new Set(texts)) {
      const wanted = await database.query(text, { maxRows: 100_000 }).catch(() => undefined);
      const read = wanted && readable(text, schema);
      if (wanted === undefined || read === undefined) continue;
      const written = language.render(read, schema);
      const got = await database.query(written, { maxRows: 100_000 });
      // Rows with equal sort keys may come in any order.
      if (!resultsEqual(wanted.rows, got.rows, { orderMatters: false }))
        found.push(`${text} → ${written}`);
    }
  } finally {
    await database.close();
  }
  return found;
}

function readable(text: string, schema: DatabaseSchema): LogicalQuery | undefined {
  try {
    return readSqlite(text, schema);
  } catch {
    return undefined;
  }
}

/** Of so many databases of Spider one is asked, to keep the test short; 1 asks all. */
const everyDatabase = 30;

describe.skipIf(!existsSync(spiderPath))('Spider train (skipped without the data folder)', () => {
  let golds: Gold[] = [];
  beforeAll(async () => {
    golds = await spiderGolds();
  });

  it('has nearly all gold queries in the logical form', () => {
    expect(golds.length).toBeGreaterThan(6000);
    expect(countRead(golds) / golds.length).toBeGreaterThan(0.998);
  });

  it('means the same, by the rows of some databases', { timeout: 300_000 }, async () => {
    const names = [...new Set(golds.map(({ schema }) => schema.name))];
    for (const name of names.filter((_, index) => index % everyDatabase === 0)) {
      const content = await loadDatabaseFolder(spiderDatabase(name));
      const texts = golds.flatMap(({ text, schema }) => (schema.name === name ? [text] : []));
      expect(await differences(content, texts)).toEqual([]);
    }
  });
});

describe.skipIf(!existsSync(birdPath))('BIRD mini-dev (skipped without the data folder)', () => {
  it('has nearly all gold queries in the logical form', () => {
    const golds = birdGolds();
    expect(golds.length).toBe(500);
    expect(countRead(golds) / golds.length).toBeGreaterThan(0.98);
  });

  it('means the same, by rows made for it', { timeout: 300_000 }, async () => {
    const golds = birdGolds();
    for (const [name, database] of Object.entries(birdDatabases())) {
      const texts = golds.flatMap(({ text, schema }) => (schema.name === name ? [text] : []));
      const schema = birdSchema(name, database);
      const queries = texts.flatMap((text) => readable(text, schema) ?? []);
      const content = rowsFor(schema, queries, birdSamples(database));
      expect(await differences(content, texts)).toEqual([]);
    }
  });
});
