import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import type * as Grafeo from '@grafeo-db/js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '@momq/dialect';
import { cypher } from './cypher-dialect.js';

const { GrafeoDB } = createRequire(import.meta.url)('@grafeo-db/js') as typeof Grafeo;
const pack = cypher();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-graph-file-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function save(name: string, people: number): Promise<string> {
  const path = join(folder, name);
  const graph = GrafeoDB.create();
  const rows = Array.from({ length: people }, (_, n) => ({ n }));
  await graph.batchCreateNodesWithProps('Person', rows);
  graph.save(path);
  graph.close();
  return path;
}

async function people(database: Database): Promise<unknown> {
  return (await database.query('MATCH (p:Person) RETURN count(*)')).rows[0]?.[0];
}

const labels = async (database: Database) =>
  (await database.schema()).entities.map(({ name }) => name).sort();

it('reads a file that another one has replaced', async () => {
  const path = await save('replaced.grafeo', 3);
  const database = await pack.openDatabase(path);
  const version = await database.dataVersion?.();
  const schema = await database.schema();
  expect(await people(database)).toBe(3);
  expect(await database.schema()).toBe(schema);
  expect(await database.dataVersion?.()).toBe(version);
  await rename(await save('next.grafeo', 7), path);
  expect(await people(database)).toBe(7);
  expect(await database.dataVersion?.()).not.toBe(version);
  expect(await database.schema()).not.toBe(schema);
  await rm(path);
  await expect(people(database)).rejects.toMatchObject({ code: 'DATABASE_OPEN' });
  await database.close();
});

it('reads what a writer has committed, and nothing else', async () => {
  const path = await save('written.grafeo', 2);
  const writer = GrafeoDB.open(path);
  const database = await pack.openDatabase(path);
  expect(await people(database)).toBe(2);
  await writer.executeCypher('CREATE (:Person {n: 3}), (:Boat)');
  expect(await people(database)).toBe(3);
  expect(await labels(database)).toEqual(['Boat', 'Person']);
  expect((await database.schema()).notes).toEqual([expect.stringContaining('private copy')]);
  const transaction = writer.beginTransaction();
  await transaction.executeCypher('CREATE (:Person {n: 4})');
  expect(await people(database)).toBe(3);
  transaction.commit();
  expect(await people(database)).toBe(4);
  writer.close();
  expect(await people(database)).toBe(4);
  await database.close();
  expect((await readdir(folder)).filter((name) => name.startsWith('written'))).toEqual([
    'written.grafeo',
  ]);
});

it('keeps no timer once a file is read', async () => {
  const timers = (): number =>
    process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const path = await save('timers.grafeo', 2);
  const database = await pack.openDatabase(path);
  expect(await people(database)).toBe(2);
  await database.close();
  await expect.poll(timers, { timeout: 5_000 }).toBe(0);
});
