import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { childRun } from '../../testing/train-child.js';
import { trainPointerModel } from './train-pointer-model.js';

const child = [
  ...process.env['MOMQ_TEST_NODE']!.split('\n'),
  fileURLToPath(new URL('../../testing/train-child.ts', import.meta.url)),
];
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-interruption-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function savedStep(path = folder): Promise<number> {
  const text = await readFile(join(path, 'training.json'), 'utf8').catch(() => '{"step":0}');
  return (JSON.parse(text) as { step: number }).step;
}

it('gives the same weights after a kill as without one', async () => {
  const process_ = spawn(process.execPath, [...child, folder, '100000'], { stdio: 'ignore' });
  const exited = new Promise((resolve) => process_.once('exit', resolve));
  while ((await savedStep()) < 4 && process_.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 5));
  process_.kill('SIGKILL');
  await exited;
  const killedAt = await savedStep();
  expect(killedAt).toBeGreaterThanOrEqual(4);

  // the schedule depends on totalSteps, so both runs have the child's
  const stopAt = killedAt + 3;
  const resumed = await runTo(stopAt, folder);
  const whole = await runTo(stopAt, null);
  expect(resumed).toEqual(whole);
});

/** Weights after `step` steps of the child's run. */
async function runTo(step: number, stateFolder: string | null) {
  const options = childRun(stateFolder, 100000);
  const { batches } = options;
  const result = await trainPointerModel({
    ...options,
    async *batches(startStep) {
      let next = startStep;
      for await (const batch of batches(startStep)) {
        if (next === step) return;
        next += 1;
        yield batch;
      }
    },
  });
  expect(result.reason).toBe('data');
  expect(result.steps).toBe(step);
  return result.parameters;
}

const mountable = spawnSync('unshare', ['-rm', 'true']).status === 0;

it.skipIf(!mountable)(
  'keeps the last good state when the disk is full (skipped where no small file system can be mounted)',
  async () => {
    await trainPointerModel(childRun(folder, 1));
    const stateBytes = (await stat(join(folder, 'state-1.safetensors'))).size;
    // room for one state and a half
    const script = `mount -t tmpfs -o size=${Math.ceil((1.5 * stateBytes) / 1024)}k none ${folder} && "${process.execPath}" ${child.join(' ')} ${folder} 50; cat ${folder}/training.json; ls ${folder}`;
    const { stdout } = spawnSync('unshare', ['-rm', 'sh', '-c', script], { encoding: 'utf8' });
    expect(stdout).toContain('{"code":"MOE_DISK_FULL"}');
    expect(stdout).toContain('"step": 1');
    expect(stdout.trim().split('\n').slice(-2)).toEqual(['state-1.safetensors', 'training.json']);
  },
);
