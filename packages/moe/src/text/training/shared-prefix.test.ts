import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostParameters } from '../../numerics/host-tensor.js';
import { plainMixture, textRun, textSamples } from '../../testing/text-samples.js';
import type {
  LanguageModelTrainerOptions,
  LanguageModelTrainingResult,
} from './text-trainer-options.js';
import { trainLanguageModel } from './train-language-model.js';
import type { TrainingSample } from './training-sample.js';

let folder = '';
let apart: LanguageModelTrainingResult;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-shared-prefix-'));
  apart = await run({});
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

const prefixes = [
  [100, 101, 102, 103, 104, 105, 106],
  [110, 111, 112],
];
/** Samples on two schemas, in three dialects. */
function samples(count: number): TrainingSample[] {
  return textSamples(count).map((sample, i) => ({ ...sample, prefix: prefixes[i % 2]! }));
}

async function run(change: Partial<LanguageModelTrainerOptions>) {
  return trainLanguageModel({
    ...(await textRun()),
    mixture: { ...plainMixture, activation: 'after-prefix' },
    samples: samples(12),
    ...{ totalSteps: 2, batchSize: 12, groupScope: 'own' },
    loss: { dialect: 0.5, balance: 0.1 },
    optimizer: { learningRate: 1e-2, epsilon: 1e-3, emaDecay: null },
    ...change,
  });
}

function distance(a: HostParameters, b: HostParameters): number {
  expect(Object.keys(a)).toEqual(Object.keys(b));
  const all = Object.entries(a).flatMap(([name, { data }]) =>
    Array.from(data, (value, i) => Math.abs(value - b[name]!.data[i]!)),
  );
  return Math.max(...all);
}

describe('rows that share a prefix', () => {
  it('give the losses and the update of one question in a row, checkpointed and in micro-batches too', async () => {
    for (const change of [
      { sharedRowLength: 64, batchSize: 7, checkpointing: true },
      // two questions in a row, two rows at once, and keys and values that are never kept
      { sharedRowLength: 26, batchSize: 2, accumulationSteps: 4, keptPrefixBytes: 1 },
    ]) {
      const rows = await run(change);
      expect(distance(rows.parameters, apart.parameters)).toBeLessThan(2e-5);
      for (const term of ['lmLoss', 'balanceLoss', 'dialectLoss', 'gradientNorm'] as const)
        expect(Math.abs(rows.lastEntry![term] - apart.lastEntry![term]), term).toBeLessThan(1e-5);
    }
  });

  it('leave the base as it is, norms included, and let no adapter read a prefix', async () => {
    expect(Object.keys(apart.parameters).filter((name) => name.includes('norm'))).toEqual([]);
    const everywhere = await run({ mixture: plainMixture });
    expect(everywhere.lastEntry!.lmLoss).not.toBeCloseTo(apart.lastEntry!.lmLoss, 4);
    expect(Object.keys(everywhere.parameters)).toContain('norm.weight');
  });

  it('go on where a stopped run was, to the bit', async () => {
    const options = { sharedRowLength: 40, batchSize: 2, totalSteps: 4 };
    const whole = await run(options);
    const stop = new AbortController();
    const stateFolder = join(folder, 'state');
    const first = await run({
      ...{ ...options, stateFolder, signal: stop.signal, evaluateEverySteps: 2 },
      evaluate: () => Promise.resolve(stop.abort()),
    });
    expect(first.reason).toBe('aborted');
    const second = await run({ ...options, stateFolder });
    expect(second.steps).toBe(4);
    expect(distance(second.parameters, whole.parameters)).toBe(0);
    expect(await readFile(join(stateFolder, 'training.json'), 'utf8')).toContain('"step": 4');
  });

  it.each<[string, Partial<LanguageModelTrainerOptions>]>([
    ["activation 'all'", { mixture: plainMixture, sharedRowLength: 40 }],
    ['packing', { packing: true, groupScope: 'all' }],
  ])('are refused with %s', async (_, change) => {
    await expect(run(change)).rejects.toMatchObject({ code: 'MOE_BAD_CONFIG' });
  });
});
