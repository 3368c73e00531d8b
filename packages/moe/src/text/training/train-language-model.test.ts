import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadAdapters, saveAdapters } from '../adapters/adapter-checkpoint.js';
import { baseReference } from '../../bases/base-reference.js';
import type { HostParameters } from '../../numerics/host-tensor.js';
import { textRun, textSamples, tinyBase } from '../../testing/text-samples.js';
import type { TrainingLogEntry } from '../../training/run-options.js';
import { trainLanguageModel } from './train-language-model.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-text-training-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Largest distance of two sets of weights. */
function distance(a: HostParameters, b: HostParameters): number {
  expect(Object.keys(a).sort()).toEqual(Object.keys(b).sort());
  return Math.max(
    ...Object.entries(a).map(([name, { data }]) =>
      Array.from(data).reduce(
        (most, value, i) => Math.max(most, Math.abs(value - b[name]!.data[i]!)),
        0,
      ),
    ),
  );
}

async function log(path: string): Promise<TrainingLogEntry[]> {
  const text = await readFile(path, 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TrainingLogEntry);
}

describe('trainLanguageModel', () => {
  it('learns the answers and the dialects, and writes log and report', async () => {
    const run = await textRun();
    const [logPath, reportPath] = [join(folder, 'log.jsonl'), join(folder, 'report.html')];
    const { config, parameters, data } = await trainLanguageModel({
      ...run,
      totalSteps: 60,
      batchSize: 8,
      heldOut: textSamples(6, 9),
      logPath,
      reportPath,
      loss: { dialect: 1 },
    });
    const lines = await log(logPath);
    expect(lines).toHaveLength(60);
    expect(lines.at(-1)!.lmLoss).toBeLessThan(0.8 * lines[0]!.lmLoss);
    expect(lines.at(-1)!.dialectLoss).toBeLessThan(0.5 * lines[0]!.dialectLoss);
    expect(data.used).toEqual({ sqlite: 8, cypher: 8, ngql: 8 });

    const html = await readFile(reportPath, 'utf8');
    for (const text of [
      'Language model loss',
      'share of tokens by layer',
      'Chosen dialect',
      'token by token',
    ])
      expect(html).toContain(text);

    await saveAdapters(join(folder, 'adapters'), await baseReference(run.base), {
      ...{ config, parameters, metadata: {} },
    });
    const loaded = await loadAdapters(join(folder, 'adapters'), await tinyBase());
    expect(distance(loaded.parameters, parameters)).toBe(0);
  });

  it.each([{}, { balanceWithinGroups: true }])(
    'gives the update of the whole batch when accumulating, with %o',
    async (change) => {
      const run = await textRun();
      // a large coefficient, so that the balance loss counts
      const options = {
        ...run,
        mixture: { ...run.mixture, ...change },
        loss: { balance: 1, dialect: 0.5 },
        optimizer: { learningRate: 1e-3, epsilon: 1e-3, emaDecay: null },
      };
      const whole = await trainLanguageModel({ ...options, batchSize: 8 });
      const parts = await trainLanguageModel({ ...options, batchSize: 2, accumulationSteps: 4 });
      expect(distance(parts.parameters, whole.parameters)).toBeLessThan(1e-5);
      for (const term of ['loss', 'lmLoss', 'balanceLoss', 'dialectLoss', 'gradientNorm'] as const)
        expect(Math.abs(parts.lastEntry![term] - whole.lastEntry![term]), term).toBeLessThan(1e-5);

      const apart = await trainLanguageModel({
        ...options,
        ...{ batchSize: 2, accumulationSteps: 4, balanceOver: 'micro-batch' },
      });
      expect(distance(apart.parameters, whole.parameters)).toBeGreaterThan(1e-5);
    },
  );

  it('gives the same with gradient checkpointing', async () => {
    const run = { ...(await textRun()), optimizer: { learningRate: 1e-3, epsilon: 1e-3 } };
    const plain = await trainLanguageModel(run);
    const checkpointed = await trainLanguageModel({ ...run, checkpointing: true });
    expect(distance(checkpointed.parameters, plain.parameters)).toBeLessThan(1e-5);
  });

  it('gives the same for packed rows as for one sample in a row', async () => {
    const run = {
      ...(await textRun()),
      ...{ samples: textSamples(4), totalSteps: 2, loss: { dialect: 0.5, balance: 0.1 } },
      optimizer: { learningRate: 1e-3, epsilon: 1e-3 },
    };
    const apart = await trainLanguageModel({ ...run, batchSize: 4 });
    const packed = await trainLanguageModel({ ...run, batchSize: 1, maxLength: 64, packing: true });
    expect(distance(packed.parameters, apart.parameters)).toBeLessThan(1e-5);
    expect(packed.lastEntry!.samplesPerSecond).toBeGreaterThan(0);
  });

  it('trains with bfloat16 and float16 products', async () => {
    const run = { ...(await textRun()), totalSteps: 4 };
    const full = await trainLanguageModel(run);
    for (const precision of ['bfloat16', 'float16'] as const) {
      const mixed = await trainLanguageModel({ ...run, precision });
      expect(mixed.lastEntry!.loss, precision).not.toBe(full.lastEntry!.loss);
      const difference = Math.abs(mixed.lastEntry!.loss - full.lastEntry!.loss);
      expect(difference, precision).toBeLessThan(0.05);
    }
  });

  it('stops early on execution accuracy and keeps the best weights', async () => {
    const run = { ...(await textRun()), totalSteps: 100, evaluateEverySteps: 2, patience: 2 };
    const scores = [0.2, 0.5, 0.4, 0.5, 0.9];
    const seen: HostParameters[] = [];
    const result = await trainLanguageModel({
      ...run,
      stateFolder: folder,
      evaluate: (parameters) => {
        seen.push(parameters);
        const score = scores[seen.length - 1]!;
        return Promise.resolve({ sqlite: score, cypher: score });
      },
    });
    expect(result.reason).toBe('no-improvement');
    expect(result.steps).toBe(8);
    expect(result.best!.step).toBe(4);
    expect(distance(result.best!.parameters, seen[1]!)).toBe(0);
    // and a second call finds them on disk
    const again = await trainLanguageModel({
      ...run,
      stateFolder: folder,
      evaluate: () => Promise.reject(new Error('nothing is left to evaluate')),
    });
    expect(again.steps).toBe(8);
    expect(distance(again.best!.parameters, seen[1]!)).toBe(0);
  });

  it('stops on a loss that is not finite, names the samples, keeps the state before', async () => {
    const run = { ...(await textRun()), totalSteps: 6, stateFolder: folder };
    const parameters = {
      'norm.weight': {
        data: new Float32Array(32).fill(1e38),
        shape: [32],
        dtype: 'float32' as const,
      },
    };
    const failure = trainLanguageModel({ ...run, parameters });
    await expect(failure).rejects.toMatchObject({ code: 'MOE_NAN_LOSS' });
    await expect(failure).rejects.toThrow(/batch 0 \(samples sample-\d+, sample-\d+/);
    const record = JSON.parse(await readFile(join(folder, 'training.json'), 'utf8')) as object;
    expect(record).toMatchObject({ step: 0 });
  });

  it('refuses options that contradict each other', async () => {
    const run = await textRun();
    for (const change of [
      { epochs: 1 },
      { packing: true, groupScope: 'own' as const },
      { packing: true, mixture: { ...run.mixture, dialectLossPositions: 'all' as const } },
      { accumulationSteps: 0 },
      { samplingTemperature: 0 },
      { mixture: { ...run.mixture, expertsPerToken: 13 } },
    ])
      await expect(trainLanguageModel({ ...run, ...change })).rejects.toMatchObject({
        code: 'MOE_BAD_CONFIG',
      });
  });
});
