import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@momq/dialect';
import { sqlite } from './index.js';
import { describeEngines } from './testing/describe-engines.js';
import { ownPackage, programArguments } from './testing/own-program.js';
import { pythonMissing, startWriter, write } from './testing/write-with-python.js';

const FILL = `c.execute('create table t(a integer primary key,b text)')
c.execute('begin')
c.executemany('insert into t(b) values(?)',[('x'*500,)]*1000)
c.execute('commit')`;
/** Five pages of cache: most of the change is in the file before anything is committed. */
const SPILL = `c.execute('pragma cache_size=5')
c.execute('begin')
c.execute("update t set b=replace(b,'x','y')")`;
const CHANGED = "SELECT count(*) FROM t WHERE b LIKE '%y%'";

/** Options of setpriv: the user and group nobody. */
const ordinaryUser = ['--reuid=65534', '--regid=65534', '--clear-groups'];

/** Whether this process may become an ordinary user, and that user may read this folder: a clone can lie where nobody else looks. */
function canBecomeOrdinary(): boolean {
  if (process.getuid?.() !== 0) return false;
  const reading = ['test', '-r', join(import.meta.dirname, 'index.ts')];
  return spawnSync('setpriv', [...ordinaryUser, ...reading]).status === 0;
}

const title = (text: string): string =>
  pythonMissing === undefined ? text : `${text} (${pythonMissing})`;

describeEngines((engine) => {
  const pack = sqlite({ engine });
  let folder: string;
  const opened: Database[] = [];

  const open = async (file: string): Promise<Database> => {
    const database = await pack.openDatabase(file);
    opened.push(database);
    return database;
  };
  const one = async (database: Database, sql: string): Promise<unknown> =>
    (await database.query(sql)).rows[0]?.[0];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'momq-test-'));
  });
  afterAll(async () => {
    await Promise.all(opened.map((database) => database.close()));
    await rm(folder, { recursive: true });
  });

  describe.skipIf(pythonMissing !== undefined)(title('beside another program'), () => {
    test.each(['delete', 'wal', 'persist', 'truncate'])(
      'reads rows that were committed after it was opened, journal mode %s',
      async (mode) => {
        const file = join(folder, `live-${mode}.db`);
        await write(file, `c.execute('pragma journal_mode=${mode}')\n${FILL}`);
        const database = await open(file);
        expect(await one(database, 'SELECT count(*) FROM t')).toBe(1000);
        const version = await database.dataVersion?.();
        const before = await database.schema();
        expect(await database.dataVersion?.()).toBe(version);
        await write(file, 'c.execute("insert into t(b) values(\'new\')")');
        expect(await database.dataVersion?.()).not.toBe(version);
        expect(await one(database, 'SELECT count(*) FROM t')).toBe(1001);
        expect(await database.schema()).toBe(before);
        await write(file, "c.execute('create table added(x)')");
        const after = await database.schema();
        expect(after.entities.map(({ name }) => name)).toEqual(['t', 'added']);
        expect(after).not.toBe(before);
      },
    );

    test.each(['delete', 'wal', 'persist', 'truncate'])(
      'never reads what is not committed, by a writer that goes on or was killed, journal mode %s',
      async (mode) => {
        const file = join(folder, `open-${mode}.db`);
        await write(file, `c.execute('pragma journal_mode=${mode}')\n${FILL}`);
        const writer = await startWriter(file, SPILL);
        const beside = await open(file);
        expect(await one(beside, CHANGED)).toBe(0);
        expect(await one(beside, 'SELECT count(*) FROM t')).toBe(1000);
        await writer.kill();
        expect(await one(beside, CHANGED)).toBe(0);
        const after = await open(file);
        expect(await one(after, CHANGED)).toBe(0);
        if (mode !== 'wal') expect((await after.schema()).notes?.join()).toMatch(/private copy/);
        await write(file, 'c.execute("update t set b=\'y\' where a<4")');
        expect(await one(after, CHANGED)).toBe(3);
        expect(await one(beside, CHANGED)).toBe(3);
      },
    );

    test('a transaction that begins and is killed while it is open', async () => {
      const file = join(folder, 'later.db');
      await write(file, FILL);
      const database = await open(file);
      const writer = await startWriter(file, SPILL);
      expect(await one(database, CHANGED)).toBe(0);
      await writer.kill();
      expect(await one(database, CHANGED)).toBe(0);
    });

    test.skipIf(process.platform !== 'linux')(
      'refuses a file that a writer without a journal is changing (locks are read from /proc)',
      async () => {
        const file = join(folder, 'unsafe.db');
        await write(file, FILL);
        const writer = await startWriter(file, `c.execute('pragma journal_mode=memory')\n${SPILL}`);
        await expect(pack.openDatabase(file)).rejects.toMatchObject({
          code: 'DATABASE_OPEN',
          message: expect.stringMatching(/nobody writes/) as string,
        });
        await writer.kill();
      },
    );

    test('a file that another one replaces', async () => {
      const [file, next] = [join(folder, 'swap.db'), join(folder, 'next.db')];
      await write(file, FILL);
      await write(next, "c.execute('create table t(a)')");
      const database = await open(file);
      expect(await one(database, 'SELECT count(*) FROM t')).toBe(1000);
      await rename(next, file);
      expect(await one(database, 'SELECT count(*) FROM t')).toBe(0);
      await rm(file);
      await expect(database.query('SELECT 1')).rejects.toMatchObject({ code: 'DATABASE_OPEN' });
    });

    describe.skipIf(!canBecomeOrdinary())(
      'as an ordinary user (needs root to become one, with setpriv, and folders that others may read)',
      () => {
        const cases = [
          ['a file of mode 0444', 'delete', 0o555],
          ['a file of mode 0444 in a folder of everyone', 'delete', 0o777],
          ['a WAL file in a read-only folder', 'wal', 0o555],
          ['a WAL file with its log in a read-only folder', 'log', 0o555],
        ] as const;

        /** The file in a folder of its own, which only its owner may write to. */
        const prepare = async (mode: string, folderMode: number): Promise<string> => {
          const place = await mkdtemp(join(tmpdir(), 'momq-readonly-'));
          const source = join(folder, `ro-${mode}.db`);
          if (!existsSync(source)) {
            await write(
              source,
              `c.execute('pragma journal_mode=${mode === 'log' ? 'wal' : mode}')\n${FILL}`,
            );
          }
          if (mode === 'log') {
            const writer = await startWriter(source, "c.execute('delete from t where a>10')");
            await copyFile(`${source}-wal`, join(place, 'a.db-wal'));
            await copyFile(source, join(place, 'a.db'));
            await writer.kill();
            await chmod(join(place, 'a.db-wal'), 0o444);
          } else await copyFile(source, join(place, 'a.db'));
          await chmod(join(place, 'a.db'), 0o444);
          await chmod(place, folderMode);
          return place;
        };

        test('reads files that it may not write to', async () => {
          const places: string[] = [];
          for (const [, mode, folderMode] of cases) places.push(await prepare(mode, folderMode));
          const script = `
            import { sqlite } from ${JSON.stringify(ownPackage)};
            const pack = sqlite({ engine: ${JSON.stringify(engine)} });
            for (const place of ${JSON.stringify(places)}) {
              const database = await pack.openDatabase(place + '/a.db');
              console.log((await database.query('SELECT count(*) FROM t')).rows[0][0]);
              await database.close();
            }`;
          const printed = execFileSync(
            'setpriv',
            [...ordinaryUser, process.execPath, ...programArguments(script)],
            {
              encoding: 'utf8',
              cwd: import.meta.dirname,
              env: { ...process.env, HOME: '/nonexistent', TSX_DISABLE_CACHE: '1' },
            },
          );
          const counts = printed.trim().split('\n');
          expect(cases.map(([what], index) => [what, counts[index]])).toEqual(
            cases.map(([what, mode]) => [what, mode === 'log' ? '10' : '1000']),
          );
          for (const place of places) {
            await chmod(place, 0o755);
            await rm(place, { recursive: true });
          }
        });
      },
    );
  });

  test.skipIf(process.platform === 'win32')(
    'a pipe in the place of the log does not hang (Windows has none)',
    async () => {
      const file = join(folder, 'pipe.db');
      await writeFile(file, '');
      for (const suffix of ['-wal', '-journal', '-shm']) {
        execFileSync('mkfifo', [file + suffix]);
        await expect(pack.openDatabase(file)).rejects.toMatchObject({ code: 'DATABASE_OPEN' });
        await rm(file + suffix);
      }
      execFileSync('mkfifo', [join(folder, 'fifo.db')]);
      await expect(pack.openDatabase(join(folder, 'fifo.db'))).rejects.toThrow(/a pipe or device/);
    },
  );

  test('more than ten databases give no warning, and leave nothing behind', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on('warning', note);
    const file = join(folder, 'many.db');
    await writeFile(file, '');
    const databases = await Promise.all(Array.from({ length: 12 }, () => pack.openDatabase(file)));
    await Promise.all(databases.map((database) => database.close()));
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.off('warning', note);
    expect(warnings).toEqual([]);
    expect((await readdir(folder)).filter((name) => name.startsWith('many'))).toEqual(['many.db']);
  });
});
