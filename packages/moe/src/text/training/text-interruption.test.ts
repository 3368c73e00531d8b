import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { textChildRun } from '../../testing/text-train-child.js';
import { trainLanguageModel } from './train-language-model.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-text-interruption-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function savedStep(): Promise<number> {
  const text = await readFile(join(folder, 'training.json'), 'utf8').catch(() => '{"step":0}');
  return (JSON.parse(text) as { step: number }).step;
}

/** The child's run up to a step; the schedule stays that of the whole run. */
async function runTo(step: number, stateFolder: string | null) {
  const controller = new AbortController();
  const run = await textChildRun(stateFolder);
  const result = await trainLanguageModel({
    ...run,
    signal: controller.signal,
    evaluateEverySteps: 1,
    evaluate: (_, done) => {
      if (done === step) controller.abort();
      return Promise.resolve();
    },
  });
  expect(result.steps).toBe(step);
  return result;
}

it('gives the same loss and weights to the last bit after a kill as without one', async () => {
  const child = spawn(
    process.execPath,
    [
      ...process.env['MOMQ_TEST_NODE']!.split('\n'),
      fileURLToPath(new URL('../../testing/text-train-child.ts', import.meta.url)),
      folder,
    ],
    { stdio: 'ignore' },
  );
  const exited = new Promise((resolve) => child.once('exit', resolve));
  while ((await savedStep()) < 3 && child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill('SIGKILL');
  await exited;
  const killedAt = await savedStep();
  expect(killedAt).toBeGreaterThanOrEqual(3);

  const resumed = await runTo(killedAt + 3, folder);
  const whole = await runTo(killedAt + 3, null);
  expect(resumed.lastEntry!.loss).toBe(whole.lastEntry!.loss);
  expect(resumed.parameters).toEqual(whole.parameters);
});

it('refuses a damaged state, and that of another run', async () => {
  await runTo(2, folder);
  const run = await textChildRun(folder);
  for (const other of [
    { seed: 7 },
    { samples: run.samples.slice(1) },
    { mixture: { ...run.mixture, expertsPerToken: 3 } },
  ])
    await expect(trainLanguageModel({ ...run, ...other })).rejects.toMatchObject({
      code: 'MOE_BAD_CONFIG',
    });
  await rm(join(folder, 'state-2.safetensors'));
  await expect(trainLanguageModel(run)).rejects.toMatchObject({ code: 'MOE_CHECKPOINT_CORRUPT' });
  await writeFile(join(folder, 'state-2.safetensors'), 'damaged');
  await expect(trainLanguageModel(run)).rejects.toMatchObject({
    code: 'MOE_CHECKPOINT_HASH_MISMATCH',
  });
  for (const text of ['{', '[]', '{"step": 1}'])
    await writeFile(join(folder, 'training.json'), text).then(() =>
      expect(trainLanguageModel(run)).rejects.toMatchObject({ code: 'MOE_CHECKPOINT_CORRUPT' }),
    );
});
