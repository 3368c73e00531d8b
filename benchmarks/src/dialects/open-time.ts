import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { DatabaseContent, DialectPack } from '@momq/core';
import sqlite from 'node-sqlite3-wasm';
import { measurement } from '../measurement.js';
import type { Measurement } from '../measurement.js';
import { createGrafeo } from './grafeo.js';
import { writeSqliteFile } from '../sqlite-file.js';

/**
 * How long the first database of a process takes: the engine, the pack's sample, and one answer. The processor's time is that
 * of this process with its threads: a busy machine makes waiting longer, and work not.
 */
export async function openTime(pack: DialectPack): Promise<readonly Measurement[]> {
  const { sample, pages } = pack.tutorials;
  const query = pages[0]?.examples[0]?.query as string;
  const peer = bareEngines[pack.id];
  const theirs = peer === undefined ? undefined : await timed(() => peer.open(sample));
  const ours = await timed(async () => {
    const database = await pack.createDatabase(sample);
    await database.query(query);
    return () => database.close();
  });
  const beside = (kind: keyof Spent): Pick<Measurement, 'peer'> =>
    peer === undefined || theirs === undefined
      ? {}
      : { peer: { name: peer.name, value: Number(theirs[kind].toPrecision(4)) } };
  const { elapsed, processor } = ours;
  const atMost = pack.id === 'postgres' ? 3000 : 1000;
  return [
    {
      ...measurement(`open the sample, ${pack.id}`, { value: elapsed, unit: 'ms' }, { atMost }),
      ...beside('elapsed'),
    },
    {
      ...measurement(
        `open the sample, processor time, ${pack.id}`,
        { value: processor, unit: 'ms' },
        'report only',
      ),
      ...beside('processor'),
    },
  ];
}

/** Opens a database; what it gives closes it. */
interface BareEngine {
  readonly name: string;
  open(content: DatabaseContent): Promise<() => Promise<void>>;
}

/**
 * The engines alone, in the thread that asks, with the same rows and a count of the first table. No engine of MySQL, BigQuery or
 * nGQL installs from npm.
 */
const bareEngines: Readonly<Record<string, BareEngine>> = {
  sqlite: { name: 'node-sqlite3-wasm 0.8.60 alone', open: openSqlite },
  postgres: { name: 'PGlite 0.5.16 alone', open: openPglite },
  cypher: { name: 'Grafeo 0.6.0 alone, nodes without edges', open: openGrafeo },
};

async function openGrafeo({ schema, rows }: DatabaseContent): Promise<() => Promise<void>> {
  const graph = createGrafeo();
  for (const { name, fields } of schema.entities)
    await graph.batchCreateNodesWithProps(
      name,
      (rows[name] ?? []).map((row) =>
        Object.fromEntries(
          fields.flatMap((field, place) => (row[place] === null ? [] : [[field.name, row[place]]])),
        ),
      ),
    );
  await graph.executeCypher(`MATCH (n:${schema.entities[0]?.name ?? ''}) RETURN count(n)`);
  return () => Promise.resolve();
}

async function openSqlite(content: DatabaseContent): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'momq-open-'));
  const file = path.join(folder, 'sample.sqlite');
  writeSqliteFile(file, content);
  const database = new sqlite.Database(file, { readOnly: true });
  database.all(count(content));
  return async () => {
    database.close();
    rmSync(folder, { recursive: true });
  };
}

async function openPglite(content: DatabaseContent): Promise<() => Promise<void>> {
  const database = await PGlite.create();
  for (const { name, fields } of content.schema.entities) {
    const columns = fields.map((field) => `"${field.name}" text`).join(', ');
    await database.exec(`CREATE TABLE "${name}" (${columns})`);
    const places = fields.map((_, place) => `$${place + 1}`).join(', ');
    for (const row of content.rows[name] ?? [])
      await database.query(
        `INSERT INTO "${name}" VALUES (${places})`,
        row.map((value) => (value === null ? null : String(value))),
      );
  }
  await database.query(count(content));
  return () => database.close();
}

const count = ({ schema }: DatabaseContent): string =>
  `SELECT count(*) FROM "${schema.entities[0]?.name ?? ''}"`;

/** Milliseconds. */
interface Spent {
  readonly elapsed: number;
  readonly processor: number;
}

async function timed(open: () => Promise<() => Promise<void>>): Promise<Spent> {
  const started = performance.now();
  const before = process.cpuUsage();
  const close = await open();
  const { user, system } = process.cpuUsage(before);
  const elapsed = performance.now() - started;
  await close();
  return { elapsed, processor: (user + system) / 1000 };
}
