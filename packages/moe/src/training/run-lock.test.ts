import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trainPointerModel } from '../pointer/training/train-pointer-model.js';
import { childRun } from '../testing/train-child.js';
import { lockRun } from './run-lock.js';

const LOCK = 'training.lock';
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

const locked = (holder: RegExp) => ({
  code: 'MOE_RUN_LOCKED',
  message: expect.stringMatching(holder) as string,
});

it('refuses a training in the folder of another process until that one is gone', async () => {
  const child = spawn(
    process.execPath,
    [
      ...process.env['MOMQ_TEST_NODE']!.split('\n'),
      fileURLToPath(new URL('../testing/train-child.ts', import.meta.url)),
      folder,
      '100000',
    ],
    { stdio: 'ignore' },
  );
  const exited = new Promise((resolve) => child.once('exit', resolve));
  while (!(await readdir(folder)).includes(LOCK) && child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 5));
  await expect(trainPointerModel(childRun(folder, 3))).rejects.toMatchObject(
    locked(new RegExp(`process ${child.pid}`)),
  );
  child.kill('SIGKILL');
  await exited;
  expect(await readdir(folder)).toContain(LOCK);
  const stopped = { ...childRun(folder, 100000), signal: AbortSignal.abort() };
  await expect(trainPointerModel(stopped)).resolves.toMatchObject({ reason: 'aborted' });
  expect(await readdir(folder)).not.toContain(LOCK);
});

it('refuses two trainings at once in one process, and gives the folder back after a failure', async () => {
  const running = trainPointerModel(childRun(folder, 3));
  await expect(trainPointerModel(childRun(folder, 3))).rejects.toMatchObject(
    locked(/this process/),
  );
  await running;
  const failing = { ...childRun(folder, 9), optimizer: { learningRate: Infinity } };
  await expect(trainPointerModel(failing)).rejects.toMatchObject({ code: 'MOE_NAN_LOSS' });
  expect((await readdir(folder)).filter((file) => file.includes('lock'))).toEqual([]);
});

describe('lockRun', () => {
  const dead = 2 ** 22 + 1; // above the largest process id of Linux

  it.each([
    ['a dead process', JSON.stringify({ pid: dead, host: hostname() })],
    [
      'a container that had the same process id',
      JSON.stringify({ pid: process.pid, host: hostname() }),
    ],
    ['something else', 'x'],
  ])('clears the lock of %s, for one of many', async (_, text) => {
    await writeFile(join(folder, LOCK), text);
    const [first, ...rest] = await Promise.allSettled(
      Array.from({ length: 5 }, () => lockRun(folder)),
    );
    expect(first?.status).toBe('fulfilled');
    expect(rest.every(({ status }) => status === 'rejected')).toBe(true);
    await (first as PromiseFulfilledResult<() => Promise<void>>).value();
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves a lock that another machine wrote', async () => {
    await writeFile(join(folder, LOCK), JSON.stringify({ pid: dead, host: 'elsewhere' }));
    await expect(lockRun(folder)).rejects.toMatchObject(locked(/on elsewhere.*delete the file/));
    expect(await readdir(folder)).toEqual([LOCK]);
  });
});
