import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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
    await expect(worker.request({ operation: 'count' })).rejects.toMatchObject({
      code: 'DATABASE_CLOSED',
    });
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
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(await behind).toBe(1);
    await worker.close();
  });

  test('a signal stops what runs and takes what waits out of the queue', async () => {
    const worker = new KillableWorker(
      () => start(script),
      async () => undefined,
    );
    const running = new AbortController();
    const waiting = new AbortController();
    const first = worker.request({ operation: 'spin' }, undefined, running.signal);
    const second = worker.request({ operation: 'count' }, undefined, waiting.signal);
    waiting.abort(new Error('not needed'));
    await expect(second).rejects.toThrow('not needed');
    running.abort();
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    await expect(
      worker.request({ operation: 'count' }, undefined, AbortSignal.abort()),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(await worker.request({ operation: 'count' })).toBe(1);
    await worker.close();
  });

  test('closing fails what runs and what waits', async () => {
    const worker = new KillableWorker(
      () => start(script),
      async () => undefined,
      'shop',
    );
    const requests = [{ operation: 'spin' }, { operation: 'count' }].map((request) =>
      expect(worker.request(request)).rejects.toMatchObject({ code: 'DATABASE_CLOSED' }),
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    await worker.close();
    await Promise.all(requests);
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

describe('a child process', () => {
  test('that was killed while idle is replaced without a word', async () => {
    const started: number[] = [];
    const worker = new KillableWorker(
      () => {
        const engine = startProcess(script);
        started.push((engine.events as { pid?: number }).pid ?? 0);
        return engine;
      },
      async () => undefined,
    );
    for (const expected of [1, 1, 1]) {
      expect(await worker.request({ operation: 'count' })).toBe(expected);
      process.kill(started.at(-1) ?? 0, 'SIGKILL');
    }
    expect(started).toHaveLength(3);
    await worker.close();
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'ends in the middle of its work when its parent gets %s',
    async (signal) => {
      const source = await readFile(
        fileURLToPath(new URL('./engine-process.ts', import.meta.url)),
        'utf8',
      );
      const { outputText } = transpileModule(source, {
        compilerOptions: { module: ModuleKind.ESNext, target: ScriptTarget.ES2022 },
      });
      const program = join(folder, 'program.mjs');
      await writeFile(
        program,
        `${outputText}
        const engine = startProcess(new URL('./echo.mjs', import.meta.url));
        engine.post({ operation: 'spin' });
        console.log(engine.events.pid);`,
      );
      const parent = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      const child = Number(line);
      await new Promise((resolve) => setTimeout(resolve, 500));
      parent.kill(signal);
      await once(parent, 'exit');
      await expect.poll(() => runs(child), { timeout: 20_000, interval: 20 }).toBe(false);
    },
  );
});

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
