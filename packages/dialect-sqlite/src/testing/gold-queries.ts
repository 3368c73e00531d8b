import { loadDatabaseFolder, readQuestions } from '@momq/core/evaluation';
import type { DatabaseSchema } from '@momq/dialect';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { birdSchema, type BirdDatabase } from './bird-schema.js';

const data =
  process.env['MOMQ_DATA'] ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url));

/** Spider's training questions; the tests that read them skip without. */
export const spiderPath = `${data}/spider/train_sqlite.jsonl`;
/** The folder of BIRD mini-dev; the tests that read it skip without. */
export const birdPath = `${data}/static/bird-minidev`;

/** A gold query of a data set. */
export interface Gold {
  readonly text: string;
  readonly schema: DatabaseSchema;
}

/** The gold queries of Spider's training questions. */
export async function spiderGolds(): Promise<Gold[]> {
  const schemas = new Map<string, DatabaseSchema>();
  const golds: Gold[] = [];
  for (const { dbId, gold } of await readQuestions(spiderPath)) {
    const folder = spiderDatabase(dbId);
    const text = gold['query'];
    if (text === undefined || !existsSync(folder)) continue;
    const schema = schemas.get(dbId) ?? (await loadDatabaseFolder(folder)).schema;
    schemas.set(dbId, schema);
    golds.push({ text, schema });
  }
  return golds;
}

/** The folder of one of Spider's databases. */
export function spiderDatabase(name: string): string {
  return `${data}/spider/databases/${name}`;
}

function birdFile(name: string): unknown {
  return JSON.parse(readFileSync(`${birdPath}/${name}`, 'utf8'));
}

/** The databases of BIRD mini-dev by name. */
export function birdDatabases(): Readonly<Record<string, BirdDatabase>> {
  return birdFile('bird_mini_dev_sqlite-schema.json') as Readonly<Record<string, BirdDatabase>>;
}

/** The gold queries of BIRD mini-dev. */
export function birdGolds(): Gold[] {
  const databases = birdDatabases();
  const questions = birdFile('mini_dev_sqlite.json') as { db_id: string; SQL: string }[];
  return questions.map(({ db_id, SQL }) => ({
    text: SQL,
    schema: birdSchema(db_id, databases[db_id]!),
  }));
}
