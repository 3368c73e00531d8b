import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMoMQ } from '@momq/core';
import type { DatabaseContent } from '@momq/dialect';
import { sqlite } from '@momq/dialect-sqlite';
import { draftQuery } from './testing/harbour.js';
import { sharedNano } from './testing/shared-nano.js';
import { ValueIndexes } from '@momq/core/linking';
import { withAllSpellings } from './value-spellings.js';

describe('withAllSpellings', () => {
  const spellings = (found: readonly string[]) => withAllSpellings(draftQuery, () => found);

  it('compares with every spelling', () => {
    expect(spellings(['PT', 'pt'])).toMatchObject({
      where: {
        kind: 'in',
        negated: false,
        value: { field: 'flag' },
        set: [
          { kind: 'literal', value: 'PT' },
          { kind: 'literal', value: 'pt' },
        ],
      },
    });
    expect(spellings(['pt'])).toMatchObject({ where: { right: { value: 'pt' } } });
    expect(spellings([])).toEqual(draftQuery);
  });

  it('keeps a negation', () => {
    const { where, ...rest } = draftQuery as Extract<typeof draftQuery, { kind: 'select' }>;
    const negated = { ...rest, where: { ...where!, operator: '!=' } } as typeof draftQuery;
    expect(withAllSpellings(negated, () => ['PT', 'pt'])).toMatchObject({
      where: { kind: 'in', negated: true },
    });
  });
});

const clients: DatabaseContent = {
  schema: {
    name: 'clients',
    family: 'relational',
    entities: [
      {
        name: 'client',
        fields: [
          { name: 'id', type: 'integer', primaryKey: true },
          { name: 'name', type: 'text' },
          { name: 'city', type: 'text' },
        ],
      },
    ],
    links: [],
  },
  rows: {
    client: [
      [1, 'José Álvarez', 'New York'],
      [2, 'Ann Lee', 'NEW YORK'],
      [3, 'Bob Ray', 'new york'],
      [4, 'Cid Fox', 'Boston'],
    ],
  },
};

describe('the model', () => {
  it('finds cells however they are written', async () => {
    const momq = createMoMQ({ dialects: [sqlite()], model: await sharedNano() });
    const database = await sqlite().createDatabase(clients);
    const counted = await momq.ask('How many clients are in New York?', database, {
      declining: false,
    });
    expect(counted.rows).toEqual([[3]]);
    const named = await momq.ask('What is the city of the client Jose Alvarez?', database, {
      declining: false,
    });
    expect(named.rows).toEqual([['New York']]);
    await database.close();
  });
});

describe('ValueIndexes', () => {
  it('reads again for a new schema object, for another database, and after a failure', async () => {
    const database = await sqlite().createDatabase(clients);
    const other = await sqlite().createDatabase({ ...clients, rows: { client: [] } });
    const schema = await database.schema();
    const indexes = new ValueIndexes();
    const first = await indexes.of(database, schema);
    expect(await indexes.of(database, schema)).toBe(first);
    expect(await indexes.of(database, { ...schema })).not.toBe(first);
    expect((await indexes.of(other, schema)).lookup('boston')).toEqual([]);
    let fails = true;
    const flaky = {
      ...database,
      dialect: database.dialect,
      values: (...args: Parameters<typeof database.values>) =>
        fails ? Promise.reject(new Error('lost')) : database.values(...args),
      close: () => database.close(),
    } as typeof database;
    await expect(indexes.of(flaky, schema)).rejects.toThrow('lost');
    fails = false;
    expect((await indexes.of(flaky, schema)).lookup('boston')).toHaveLength(1);
    await Promise.all([database.close(), other.close()]);
  });
});

const hasPython = spawnSync('python3', ['-c', 'import sqlite3']).status === 0;

it.skipIf(!hasPython)('asks for what was written since (needs python3 to write)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'momq-live-'));
  const file = join(folder, 'shop.db');
  const momq = createMoMQ({ dialects: [sqlite()], model: await sharedNano() });
  const write = (sql: string): void => {
    // In a process of its own, as another program would.
    const program =
      'import sqlite3,sys;c=sqlite3.connect(sys.argv[1]);c.executescript(sys.argv[2])';
    execFileSync('python3', ['-c', program, file, sql]);
  };
  try {
    write(
      "CREATE TABLE customer(id INTEGER PRIMARY KEY, name TEXT, country TEXT); INSERT INTO customer VALUES (1, 'Ann', 'Spain');",
    );
    const database = await momq.open(file);
    const ask = async (question: string) =>
      (await momq.ask(question, database, { declining: false })).query;
    expect(await ask('How many customers live in Spain?')).toContain("'Spain'");
    write("INSERT INTO customer VALUES (2, 'Cid', 'Norway')");
    expect(await ask('How many customers live in Norway?')).toContain("'Norway'");
    write('CREATE TABLE warehouse(id INTEGER PRIMARY KEY, city TEXT)');
    expect(await ask('How many warehouses are there?')).toContain('FROM warehouse');
  } finally {
    await momq.close();
    await rm(folder, { recursive: true });
  }
});
