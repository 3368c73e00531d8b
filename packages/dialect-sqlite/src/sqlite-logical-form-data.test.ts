import type { DatabaseSchema, LogicalQuery, MoMQError } from '@momq/dialect';
import { loadDatabaseFolder, readQuestions } from '@momq/core/evaluation';
import { canonicalise } from '@momq/core/logical';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readSqlite } from './sqlite-logical-form.js';
import { birdSchema, type BirdDatabase } from './testing/bird-schema.js';

const data =
  process.env['MOMQ_DATA'] ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const spiderPath = `${data}/spider/train_sqlite.jsonl`;
const birdPath = `${data}/static/bird-minidev`;

/** A gold query of a data set. */
interface Gold {
  readonly text: string;
  readonly schema: DatabaseSchema;
}

async function spiderGolds(): Promise<Gold[]> {
  const schemas = new Map<string, DatabaseSchema>();
  const golds: Gold[] = [];
  for (const { dbId, gold } of await readQuestions(spiderPath)) {
    const folder = `${data}/spider/databases/${dbId}`;
    const text = gold['query'];
    if (text === undefined || !existsSync(folder)) continue;
    const schema = schemas.get(dbId) ?? (await loadDatabaseFolder(folder)).schema;
    schemas.set(dbId, schema);
    golds.push({ text, schema });
  }
  return golds;
}

function birdGolds(): Gold[] {
  const file = (name: string): unknown => JSON.parse(readFileSync(`${birdPath}/${name}`, 'utf8'));
  const databases = file('bird_mini_dev_sqlite-schema.json') as Record<string, BirdDatabase>;
  const questions = file('mini_dev_sqlite.json') as { db_id: string; SQL: string }[];
  return questions.map(({ db_id, SQL }) => ({
    text: SQL,
    schema: birdSchema(db_id, databases[db_id]!),
  }));
}

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

describe.skipIf(!existsSync(spiderPath))('Spider train (skipped without the data folder)', () => {
  it('has nearly all gold queries in the logical form', { timeout: 120_000 }, async () => {
    const golds = await spiderGolds();
    expect(golds.length).toBeGreaterThan(6000);
    expect(countRead(golds) / golds.length).toBeGreaterThan(0.998);
  });
});

describe.skipIf(!existsSync(birdPath))('BIRD mini-dev (skipped without the data folder)', () => {
  it('has nearly all gold queries in the logical form', { timeout: 60_000 }, () => {
    const golds = birdGolds();
    expect(golds.length).toBe(500);
    expect(countRead(golds) / golds.length).toBeGreaterThan(0.98);
  });
});
