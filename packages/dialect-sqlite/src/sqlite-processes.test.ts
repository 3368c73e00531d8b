import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeEngines } from './testing/describe-engines.js';
import { ownPackage, programArguments } from './testing/own-program.js';

const RUNAWAY =
  'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-test-'));
  await writeFile(join(folder, 'shop.db'), '');
});
afterAll(() => rm(folder, { recursive: true }));

describe.skipIf(process.platform !== 'linux')(
  'a program that ends (processes are read from /proc)',
  () => {
    describeEngines((engine) => {
      test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
        'by %s in the middle of a query leaves no process and no copy',
        async (signal) => {
          const temporary = await mkdtemp(join(folder, 'tmp-'));
          const script = `
          import { sqlite } from ${JSON.stringify(ownPackage)};
          const database = await sqlite({ engine: ${JSON.stringify(engine)} }).openDatabase(${JSON.stringify(join(folder, 'shop.db'))});
          database.query(${JSON.stringify(RUNAWAY)}, { timeoutMs: 600_000 }).catch(() => undefined);
          console.log('ready');`;
          const program = spawn(process.execPath, programArguments(script), {
            cwd: import.meta.dirname,
            env: { ...process.env, TMPDIR: temporary },
            stdio: ['ignore', 'pipe', 'inherit'],
          });
          await once(program.stdout, 'data');
          await new Promise((resolve) => setTimeout(resolve, 500));
          const children = await childrenOf(program.pid ?? 0);
          const own =
            engine === 'wasm'
              ? (await readdir(temporary)).filter((name) => name.startsWith('momq-'))
              : children;
          expect(own.length).toBeGreaterThan(0);
          program.kill(signal);
          await once(program, 'exit');
          const left = (): string[] => children.filter((pid) => existsSync(`/proc/${pid}`));
          await expect.poll(left, { timeout: 30_000 }).toEqual([]);
          await expect
            .poll(
              async () => (await readdir(temporary)).filter((name) => name.startsWith('momq-')),
              { timeout: 30_000 },
            )
            .toEqual([]);
        },
      );
    });
  },
);

async function childrenOf(pid: number): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=', '--ppid', String(pid)]);
  return stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

describe('a program in one file', () => {
  const esbuild = createRequire(createRequire(import.meta.url).resolve('tsx'))('esbuild') as {
    build(options: Record<string, unknown>): Promise<unknown>;
  };
  const entry = `import { sqlite } from ${JSON.stringify(fileURLToPath(new URL('./index.ts', import.meta.url)))};
    sqlite().openDatabase(process.argv[2]).then(
      async (database) => { console.log((await database.query('SELECT 6 * 7')).rows[0][0]); await database.close(); },
      (error) => console.log(error.code + ': ' + error.message));`;

  async function bundle(format: 'esm' | 'cjs', into: string): Promise<string> {
    const outfile = join(into, format === 'esm' ? 'bundle.mjs' : 'bundle.cjs');
    await esbuild.build({
      stdin: { contents: entry, resolveDir: import.meta.dirname },
      bundle: true,
      platform: 'node',
      format,
      conditions: ['@momq/source'],
      logLevel: 'error',
      logOverride: { 'empty-import-meta': 'silent' },
      outfile,
    });
    // pnpm's programs put the packages of this repository on NODE_PATH, where a user's program does not find them.
    const { NODE_PATH: _, ...env } = process.env;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [outfile, join(folder, 'shop.db')],
      { env },
    );
    return stdout.trim();
  }

  test.each(['esm', 'cjs'] as const)('without the packages says what to do, %s', async (format) => {
    expect(await bundle(format, folder)).toMatch(
      /^ENGINE_MISSING: @momq\/dialect-sqlite: expected its engine's file sqlite-worker.mjs .*--external:@momq\/dialect-sqlite/,
    );
  });

  const built = existsSync(new URL('../dist/sqlite-worker.mjs', import.meta.url));
  describe.skipIf(!built)('with the packages installed (built first)', () => {
    test.each(['esm', 'cjs'] as const)('works, %s', async (format) => {
      const within = await mkdtemp(join(import.meta.dirname, '../.cache-bundle-'));
      try {
        expect(await bundle(format, within)).toBe('42');
      } finally {
        await rm(within, { recursive: true });
      }
    });
  });
});
