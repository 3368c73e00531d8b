import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startProcess, startThread } from './engine-process.js';
import { KillableWorker } from './killable-worker.js';

/** Counts requests since it was started; `spin` never returns, `die` ends it. */
const SCRIPT = `
import { parentPort } from 'node:worker_threads';
let count = 0;
const answer = ({ operation, value }) => {
  if (operation === 'spin') for (;;) {}
  if (operation === 'die') process.exit(1);
  if (operation === 'fail') return { ok: false, message: 'bad ' + value };
  count += 1;
  return { ok: true, value: operation === 'count' ? count : value };
};
if (parentPort === null) process.on('message', (request) => process.send(answer(request)));
else parentPort.on('message', (request) => parentPort.postMessage(answer(request)));
`;

let folder: string;
let script: URL;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-worker-'));
  await writeFile(join(folder, 'echo.mjs'), SCRIPT);
  script = pathToFileURL(join(folder, 'echo.mjs'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each([
  ['thread', startThread],
  ['process', startProcess],
])('a %s', (_, start) => {
  test('answers in turn, after it was prepared', async () => {
    const worker = new KillableWorker(
      () => start(script),
      (send) => send({ operation: 'echo', value: 0 }),
    );
    const answers = await Promise.all(
      [1, 2, 3].map(() => worker.request<number>({ operation: 'count' })),
    );
    expect(answers).toEqual([2, 3, 4]);
    expect(await worker.request({ operation: 'echo', value: 2n ** 70n })).toBe(2n ** 70n);
    await expect(worker.request({ operation: 'fail', value: 'luck' })).rejects.toThrow('bad luck');
    await worker.close();
    await expect(worker.request({ operation: 'count' })).rejects.toThrow(/got a closed one/);
  });

  test('is killed when late; requests behind it get a fresh one', async () => {
    const worker = new KillableWorker(
      () => start(script),
      async () => undefined,
    );
    expect(await worker.request({ operation: 'count' })).toBe(1);
    const started = performance.now();
    const late = worker.request({ operation: 'spin' }, 200);
    const behind = worker.request<number>({ operation: 'count' });
    await expect(late).rejects.toMatchObject({ code: 'QUERY_TIMEOUT' });
    expect(performance.now() - started).toBeLessThan(2000);
    expect(await behind).toBe(1);
    await worker.close();
  });

  test('a crash is an error, and the next request works', async () => {
    const worker = new KillableWorker(
      () => start(script),
      async () => undefined,
    );
    await expect(worker.request({ operation: 'die' })).rejects.toThrow(/it was stopped/);
    expect(await worker.request({ operation: 'count' })).toBe(1);
    await worker.close();
  });

  test('a failed preparation fails the request that asked for it', async () => {
    const worker = new KillableWorker(
      () => start(script),
      (send) => send({ operation: 'fail', value: 'file' }),
    );
    await expect(worker.request({ operation: 'count' })).rejects.toThrow('bad file');
    await worker.close();
  });
});
