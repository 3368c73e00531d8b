import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import { generatePairs } from '../generated/generate-pairs.js';
import type { GenerationOptions } from '../generated/generate-pairs.js';
import { redisRoot, startRedis, withoutRedis } from '../testing/redis-test-server.js';
import { redisJobs } from './index.js';

const root = redisRoot();

/** Starts a program of `testing/`. */
function start(program: string, ...args: readonly string[]): ChildProcess {
  const file = fileURLToPath(new URL(`../testing/${program}`, import.meta.url));
  return spawn(process.execPath, [...process.env['MOMQ_TEST_NODE']!.split('\n'), file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TZ: 'Asia/Tokyo' }, // machines differ
  });
}

/** The lines of a worker, from the time that it is ready on, and how it ends. */
async function startWorker(...args: readonly string[]) {
  const child = start('run-worker.ts', ...args);
  let text = '';
  child.stdout!.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const ended = once(child, 'close') as Promise<[code: number | null, signal: string | null]>;
  await once(child.stdout!, 'data');
  return { ended, made: () => text.split('\n').slice(1, -1) };
}

/** Every file that a run leaves for others, with its bytes. */
function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.jsonl?$/.test(file) && !file.startsWith('journal'),
  );
  return Object.fromEntries(
    names.sort().map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]),
  );
}

describe.skipIf(root === undefined)(root === undefined ? withoutRedis : 'redisJobs', () => {
  it('loses nothing and makes nothing twice when a worker and the process of the run are killed', async () => {
    const parent = mkdtempSync(path.join(tmpdir(), 'momq-redis-run-'));
    const [alone, shared] = [path.join(parent, 'alone'), path.join(parent, 'shared')];
    const server = await startRedis(root!);
    const options: GenerationOptions = {
      outputFolder: alone,
      targets: [sqlite(), cypher()],
      databases: { train: 2, validation: 1, test: 1 },
      pairsPerDatabase: 6,
      testPairsPerDatabase: 3,
      seed: 11,
    };
    try {
      const workers = await Promise.all([
        startWorker(server.url, 'dies'),
        startWorker(server.url),
        startWorker(server.url),
      ]);
      const begun = start('run-killed.ts', shared, server.url);
      expect(await once(begun, 'exit')).toEqual([null, 'SIGKILL']);
      const report = await generatePairs({
        ...options,
        outputFolder: shared,
        jobs: redisJobs({ url: server.url }),
      });
      expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual([
        [null, 'SIGKILL'],
        [0, null],
        [0, null],
      ]);
      const made = workers.flatMap((worker) => worker.made()).sort();
      const databases = readdirSync(path.join(shared, 'databases')).sort();
      expect(made.map((id) => `${id}.json`)).toEqual(databases);
      expect(databases).toHaveLength(4);
      expect(report).toEqual(await generatePairs(options));
      expect(filesOf(shared)).toEqual(filesOf(alone));
      const redis = new Redis(server.url);
      expect(await redis.keys('*')).toEqual([]);
      redis.disconnect();
    } finally {
      await server.stop();
      rmSync(parent, { recursive: true, force: true });
    }
  });
});
