import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readStoredJson } from '@momq/core/execution';
import { sqlite } from '@momq/dialect-sqlite';
import type { DatabaseContent, LogicalDialectPack } from '@momq/dialect';
import { generatePairs } from '../generated/generate-pairs.js';
import type { GenerationOptions } from '../generated/generate-pairs.js';
import { generateIntentPairs } from '../intents/generate-intent-pairs.js';
import { ledger } from '../testing/ledger.js';
import { freePort, redisRoot, startRedis, withoutRedis } from '../testing/redis-test-server.js';
import type { RedisTestServer } from '../testing/redis-test-server.js';
import { redisJobs, workOnRun } from './index.js';
import type { RedisPlace, WorkOptions } from './index.js';

const root = redisRoot();
const parent = mkdtempSync(path.join(tmpdir(), 'momq-redis-jobs-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

let folders = 0;
function options(change: Partial<GenerationOptions> = {}): GenerationOptions {
  return {
    outputFolder: path.join(parent, String((folders += 1))),
    targets: [sqlite()],
    databases: { train: 0, validation: 0, test: 3 },
    testPairsPerDatabase: 1,
    ...change,
  };
}

function pairsOf({ outputFolder }: GenerationOptions): string {
  return readFileSync(path.join(outputFolder, 'sqlite.jsonl'), 'utf8');
}

/** Works with `build` in the place of SQLite's own way to build a database. */
function work(
  place: RedisPlace,
  change: Partial<WorkOptions> = {},
  build = (content: DatabaseContent) => sqlite().createDatabase(content),
) {
  const pack: LogicalDialectPack = { ...sqlite(), createDatabase: build };
  return workOnRun({ packs: () => Promise.resolve([pack]), ...place, ...change });
}

/** Code and message of what is thrown. */
async function failure(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'no error';
  } catch (error) {
    return `${(error as { code?: string }).code}: ${(error as Error).message}`;
  }
}

it.each(['', 'localhost:6379', 'redis://', 'http://:s3cret@host', 'postgres://:s3cret@host/shop'])(
  'refuses %j as the URL of Redis',
  async (url) => {
    const said = await failure(() => work({ url }));
    expect(said).toMatch(/^CONFIG_INVALID: redis: expected redis:\/\/.+, got /);
    expect(said).not.toContain('s3cret');
    expect(() => redisJobs({ url })).toThrow(/expected redis:/);
  },
);

it('says that nothing answers, or something else than Redis, and no password', async () => {
  const nothing = `redis://:s3cret@127.0.0.1:${await freePort()}`;
  const http = createServer((_, response) => response.end('hello'));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const other = `redis://:s3cret@127.0.0.1:${(http.address() as AddressInfo).port}`;
  try {
    for (const url of [nothing, other]) {
      const jobs = redisJobs({ url });
      for (const said of [
        await failure(() => work({ url })),
        await failure(() => generatePairs(options({ jobs }))),
      ]) {
        expect(said).toMatch(
          /^DATAGEN_REDIS_UNREACHABLE: redis: expected Redis at redis:\/\/…@127/,
        );
        expect(said).not.toContain('s3cret');
      }
    }
  } finally {
    http.closeAllConnections();
    http.close();
  }
});

describe.skipIf(root === undefined)(root === undefined ? withoutRedis : 'redisJobs', () => {
  let server: RedisTestServer;
  beforeAll(async () => {
    server = await startRedis(root!);
  });
  afterAll(() => server.stop());

  it('needs the password, and tells nobody', async () => {
    const locked = await startRedis(root!, { password: 's3cret!word' });
    const at = (account: string): RedisPlace => ({ url: locked.url.replace('//', `//${account}`) });
    try {
      expect(await failure(() => work(at('')))).toMatch(/^DATAGEN_REDIS_UNREACHABLE: .*NOAUTH/);
      const wrong = await failure(() => work(at(':wr0ngword@')));
      expect(wrong).toMatch(/^DATAGEN_REDIS_UNREACHABLE: .*WRONGPASS/);
      expect(wrong).not.toContain('wr0ngword');
      const right = at(`:${encodeURIComponent('s3cret!word')}@`);
      expect(await failure(() => work(right, { run: 'none' }))).toMatch(/^DATAGEN_RUN_UNKNOWN: /);
    } finally {
      await locked.stop();
    }
  });

  it('keeps two runs apart, and workers of other versions away', async () => {
    const alone = options();
    await generatePairs(alone);
    const names: string[] = [];
    const begin = (seed: number, programs: Record<string, string>) => {
      const given = options({ seed });
      const jobs = redisJobs({ ...server, programs, onRun: (run) => void names.push(run) });
      return { given, done: generatePairs({ ...given, jobs }) };
    };
    const [first, second] = [begin(1, { 'a-pack': '1.0.0' }), begin(2, { 'a-pack': '2.0.0' })];
    await expect.poll(() => names.length).toBe(2);
    await expect
      .poll(() => failure(() => work(server, { run: 'other' })))
      .toContain(`run: expected one of ${[...names].sort().join(', ')}, got other.`);
    expect(await failure(() => work(server))).toMatch(/^DATAGEN_RUN_UNKNOWN: .+, got none/);
    const programs = { 'a-pack': '2.0.0', 'b-pack': '1.0.0' };
    const mixed = await Promise.all(
      names.map((run) => failure(() => work(server, { run, programs }))),
    );
    expect(mixed.filter((said) => said === 'no error')).toHaveLength(1);
    expect(mixed.find((said) => said !== 'no error')).toMatch(
      /^DATAGEN_WORKER_MISMATCH: run generated-\w+: expected a-pack 1\.0\.0, .+, got a-pack 2\.0\.0\./,
    );
    await second.done;
    expect(await work(server, { programs: { 'a-pack': '1.0.0' } })).toMatchObject({ databases: 3 });
    await first.done;
    expect(pairsOf(first.given)).toBe(pairsOf(alone));
    expect(pairsOf(second.given)).not.toBe(pairsOf(alone));
  });

  it('keeps integers beyond 2^53 on the way to a worker and back', async () => {
    const sources = [
      { id: 'ledger', split: 'train', content: () => Promise.resolve(ledger()) },
    ] as const;
    const given = { ...options(), sources, pairsPerDatabase: 12 };
    const { outputFolder } = given;
    await Promise.all([generateIntentPairs({ ...given, jobs: redisJobs(server) }), work(server)]);
    const alone = { ...given, ...options() };
    await generateIntentPairs(alone);
    expect(pairsOf(given)).toBe(pairsOf(alone));
    const stored = readFileSync(path.join(outputFolder, 'databases/ledger.json'), 'utf8');
    expect(readStoredJson(stored)).toEqual(ledger());
  });

  it('names the database that no worker can make, and makes it when asked again', async () => {
    const given = options({ jobs: redisJobs(server) });
    const stop = new AbortController();
    const broken = failure(() =>
      work(server, { signal: stop.signal }, () => Promise.reject(new Error('disk full'))),
    );
    expect(await failure(() => generatePairs(given))).toMatch(
      /^DATAGEN_JOB_FAILED: database \w+_test\d_s1: expected its pairs, workers failed: .*disk full/,
    );
    stop.abort(new Error('stopped'));
    expect(await broken).toBe('undefined: stopped');
    const [, { databases }] = await Promise.all([generatePairs(given), work(server)]);
    expect(databases).toBe(3);
    expect(pairsOf(given).trim().split('\n')).toHaveLength(3);
  });

  describe('while Redis goes away', () => {
    let weak: RedisTestServer;
    beforeAll(async () => {
      weak = await startRedis(root!);
    });
    afterEach(() => weak.stop());

    it('gives up after a while, keeps what was made, and goes on without it', async () => {
      const place = { url: weak.url, patienceMs: 300 };
      let built = 0;
      const dying = (content: DatabaseContent) => {
        built += 1;
        return built === 2 ? weak.stop().then(() => sqlite().createDatabase(content)) : sqlite().createDatabase(content); // prettier-ignore
      };
      const given = options({ jobs: redisJobs(place) });
      const ends = await Promise.all([
        failure(() => generatePairs(given)),
        failure(() => work(place, {}, dying)),
      ]);
      for (const said of ends)
        expect(said).toMatch(/^DATAGEN_REDIS_UNREACHABLE: .+ it was lost for 0\.3 s: /);
      weak = await startRedis(root!, weak);
      const [, report] = await Promise.all([generatePairs(given), work(place)]);
      expect(report.databases).toBeLessThanOrEqual(3);
      expect(pairsOf(given).trim().split('\n')).toHaveLength(3);
    });

    it('goes on when it comes back empty', async () => {
      weak = await startRedis(root!, weak);
      let built = 0;
      const losing = async (content: DatabaseContent) => {
        built += 1;
        if (built === 2) {
          await weak.stop();
          weak = await startRedis(root!, weak);
        }
        return sqlite().createDatabase(content);
      };
      const given = options({ jobs: redisJobs(weak) });
      await Promise.all([generatePairs(given), work(weak, {}, losing)]);
      expect(pairsOf(given).trim().split('\n')).toHaveLength(3);
    });
  });

  it('ends at a signal with its reason: a worker after the database in work', async () => {
    const [stopRun, stopWork] = [new AbortController(), new AbortController()];
    const given = options({ jobs: redisJobs(server) });
    const made: string[] = [];
    const working = failure(() =>
      work(server, { signal: stopWork.signal, onMade: (id) => void made.push(id) }, (content) => {
        stopWork.abort(new Error('enough'));
        return sqlite().createDatabase(content);
      }),
    );
    const running = failure(() => generatePairs({ ...given, signal: stopRun.signal }));
    expect(await working).toBe('undefined: enough');
    expect(made).toHaveLength(1);
    stopRun.abort(new Error('enough of this'));
    expect(await running).toBe('undefined: enough of this');
    const [, { databases }] = await Promise.all([generatePairs(given), work(server)]);
    expect(databases).toBe(2);
    expect(pairsOf(given).trim().split('\n')).toHaveLength(3);
  });
});

it('stops without Redis after the databases in work, and keeps them', async () => {
  const given = options({ workers: 2 });
  const stop = new AbortController();
  const onProgress = (): void => stop.abort(new Error('enough'));
  expect(await failure(() => generatePairs({ ...given, signal: stop.signal, onProgress }))).toBe(
    'undefined: enough',
  );
  let built = 0;
  const counting: LogicalDialectPack = {
    ...sqlite(),
    createDatabase: (content) => {
      built += 1;
      return sqlite().createDatabase(content);
    },
  };
  await generatePairs({ ...given, targets: [counting] });
  expect(built).toBeLessThan(3);
  expect(pairsOf(given).trim().split('\n')).toHaveLength(3);
});
