import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { sqlite } from '@momq/dialect-sqlite';
import { generatePairs } from '../generated/generate-pairs.js';
import { redisRoot, startRedis, withoutRedis } from '../testing/redis-test-server.js';
import { redisJobs, workOnRun } from './index.js';

const root = redisRoot();
const worker = fileURLToPath(new URL('../testing/run-worker.ts', import.meta.url));
const node = (): string[] => process.env['MOMQ_TEST_NODE']!.split('\n');

it.skipIf(root === undefined)(
  root === undefined
    ? withoutRedis
    : 'gives a database up that took three workers down, names it, and makes it when asked again',
  async () => {
    const outputFolder = mkdtempSync(path.join(tmpdir(), 'momq-dying-'));
    const server = await startRedis(root!);
    const databases = { train: 0, validation: 0, test: 1 };
    const options = { outputFolder, targets: [sqlite()], databases, testPairsPerDatabase: 1 };
    const run = () => generatePairs({ ...options, jobs: redisJobs({ url: server.url }) });
    const work = (signal?: AbortSignal) =>
      workOnRun({
        url: server.url,
        packs: () => Promise.resolve([sqlite()]),
        leaseMs: 1_500,
        ...(signal && { signal }),
      });
    try {
      const failed = run().catch((error: unknown) => error);
      for (let number = 1; number <= 3; number += 1) {
        const dying = spawn(process.execPath, [...node(), worker, server.url, 'dies'], {
          stdio: 'ignore',
        });
        expect(await once(dying, 'exit')).toEqual([null, 'SIGKILL']);
      }
      const stop = new AbortController();
      const last = work(stop.signal).catch((error: unknown) => error);
      expect(await failed).toMatchObject({
        code: 'DATAGEN_JOB_FAILED',
        message: expect.stringMatching(
          /^database \w+_test0_s1: expected its pairs, workers failed: .*stalled/,
        ),
      });
      stop.abort(new Error('enough'));
      expect(await last).toMatchObject({ message: 'enough' });
      await Promise.all([run(), work()]);
      expect(
        readFileSync(path.join(outputFolder, 'sqlite.jsonl'), 'utf8').trim().split('\n'),
      ).toHaveLength(1);
    } finally {
      await server.stop();
      rmSync(outputFolder, { recursive: true, force: true });
    }
  },
);

it.each(['bullmq', 'ioredis'])('says what to install where %s is not', async (missing) => {
  const hooks = `export const resolve = (name, context, next) => { if (name === '${missing}') throw Object.assign(new Error("Cannot find package '${missing}'"), { code: 'ERR_MODULE_NOT_FOUND' }); return next(name, context); }`;
  const register = `import { register } from 'node:module'; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hooks)}`)});`;
  const first = `--import=data:text/javascript,${encodeURIComponent(register)}`;
  const child = spawn(process.execPath, [first, ...node(), worker, 'redis://127.0.0.1:1'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  expect((await once(child, 'close'))[0]).toBe(1);
  expect(said).toContain("code: 'DATAGEN_REDIS_MISSING'");
  expect(said).toMatch(
    new RegExp(`Cannot find package '${missing}'.*npm install bullmq@6 ioredis@6`),
  );
});
