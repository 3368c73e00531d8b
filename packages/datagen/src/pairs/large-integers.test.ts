import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readStoredJson, writeStoredJson } from '@momq/core/execution';
import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import type { LogicalDialectPack } from '@momq/dialect';
import { writeDataset } from '../dataset/index.js';
import { generateIntentPairs } from '../intents/generate-intent-pairs.js';
import { refillDatabase } from '../refill/refill-database.js';
import { folderSources } from '../sql-gen/stages/folder-sources.js';
import { ledger } from '../testing/ledger.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-large-integers-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (...names: string[]): string => path.join(folder, ...names);

const options = async (out: string, targets: readonly LogicalDialectPack[]) => ({
  outputFolder: at(out),
  targets,
  sources: await folderSources(at('own')),
  pairsPerDatabase: 60,
});

beforeAll(async () => {
  writeFileSync(at('ledger.json'), writeStoredJson(ledger()));
  cpSync(at('ledger.json'), at('own/ledger.json'), { recursive: true });
  await generateIntentPairs(await options('made', [sqlite(), cypher()]));
});

interface Line {
  readonly query: string;
  readonly rows: unknown[][];
}

const lines = (out: string, dialect: string): Line[] =>
  readFileSync(at(out, `${dialect}.jsonl`), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

/** The integers of the rows. */
const known = new Set(
  Object.values(ledger().rows)
    .flat(2)
    .flatMap((value) => (typeof value === 'bigint' ? [String(value)] : [])),
);

it.each(['sqlite', 'cypher'])('has every digit of them in the pairs of %s', (dialect) => {
  const large = lines('made', dialect)
    .flatMap(({ query, rows }) => (/sum|avg|[-+]/i.test(query) ? [] : rows.flat()))
    .filter((value) => typeof value === 'string' && /^(9007|18014|27021)\d{12,13}$/.test(value));
  expect(large.length).toBeGreaterThan(20);
  expect(large.filter((value) => !known.has(value as string))).toEqual([]);
});

it('stores the database as it is, and does not make it again when the run is repeated', async () => {
  const stored = readFileSync(at('made/databases/ledger.json'), 'utf8');
  expect(readStoredJson(stored)).toEqual(ledger());
  const before = readFileSync(at('made/sqlite.jsonl'), 'utf8');
  const unused = { createDatabase: () => Promise.reject(new Error('made again')) };
  const targets = [sqlite(), cypher()].map((pack) => ({ ...pack, ...unused }));
  await generateIntentPairs(await options('made', targets));
  expect(readFileSync(at('made/sqlite.jsonl'), 'utf8')).toBe(before);
});

it('gives the same rows as Parquet', async () => {
  const content = () => Promise.resolve(ledger());
  const made = { folder: at('made'), packs: [sqlite()], content, provenance: {} };
  await writeDataset({ ...made, formats: ['parquet', 'chat'] });
  const file = await asyncBufferFromFile(at('made/sqlite.parquet'));
  const rows = (await parquetReadObjects({ file })).map(
    (row) => JSON.parse(row['rows'] as string) as unknown,
  );
  expect(rows).toEqual(lines('made', 'sqlite').map((pair) => pair.rows));
  expect(readdirSync(at('made/chat'))).toEqual(['sqlite.train.jsonl']);
});

it('fills copies with keys beyond 2^53 that are different and that rows refer to', () => {
  const { rows } = refillDatabase(ledger(), { seed: 3 });
  const keys = rows['account']!.map(([id]) => id);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.length).toBeGreaterThan(15);
  expect(keys.every((key) => typeof key === 'bigint')).toBe(true);
  const referred = rows['transfer']!.map(([, account]) => account);
  expect(referred.filter((key) => key !== null && !keys.includes(key))).toEqual([]);
});
