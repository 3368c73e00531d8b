import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MixtureConfig } from '../../config/mixture-config.js';
import type { PointerModelConfig } from '../pointer-config.js';
import type { PointerBatch } from '../model/pointer-batch.js';
import { pointerSpecs } from '../model/pointer-parameters.js';
import { noisyParameters, oneLayer, randomBatch } from '../../testing/tiny-model.js';
import { readLog } from '../../training/training-record.js';
import { trainPointerModel } from './train-pointer-model.js';
import type { PointerTrainerOptions } from './pointer-trainer-options.js';

const base: PointerModelConfig = { ...oneLayer, mixture: null };
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-training-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Endless stream in which step i always brings the same batch. */
function stream(config: PointerModelConfig, distinct = 3): PointerTrainerOptions['batches'] {
  return async function* (startStep) {
    for (let i = startStep; ; i += 1)
      yield randomBatch(config, { batchSize: 2, seed: 1 + (i % distinct) });
  };
}

const common = { optimizer: { learningRate: 2e-2 }, logEverySteps: 10, threads: 1 };

describe('trainPointerModel', () => {
  it('learns a batch by heart and logs it', async () => {
    const logPath = join(folder, 'log.jsonl');
    const result = await trainPointerModel({
      ...common,
      config: { ...base, dropout: 0 },
      phase: 'base',
      batches: stream(base, 1),
      totalSteps: 120,
      logPath,
    });
    const lines = await readLog(logPath, 120);
    expect(lines).toHaveLength(12);
    expect(lines[0]!.lmLoss).toBeGreaterThan(1);
    expect(result.lastEntry!.lmLoss).toBeLessThan(0.2);
    expect(result.lastEntry!.accuracy).toBeGreaterThan(0.9);
    expect(result.reason).toBe('steps');
  });

  it('trains adapters and norms alone in phase experts', async () => {
    const parameters = noisyParameters(oneLayer);
    const result = await trainPointerModel({
      ...common,
      config: oneLayer,
      phase: 'experts',
      parameters,
      batches: stream(oneLayer),
      totalSteps: 3,
    });
    for (const { name, role } of pointerSpecs(oneLayer)) {
      const same = result.parameters[name]!.data.every(
        (value, i) => value === parameters[name]!.data[i],
      );
      expect(same, name).toBe(['base', 'embedding', 'head'].includes(role));
    }
    expect(Number.isFinite(result.steps)).toBe(true);
  });

  it.each<[string, Partial<MixtureConfig>]>([
    ['no dialect router', { dialectRouter: false }],
    ['no shared experts', { numSharedExperts: 0 }],
    ['sentence routing', { routing: 'sentence', dialectRouter: false, numSharedExperts: 0 }],
    [
      'balance within groups',
      {
        balanceWithinGroups: true,
        groups: ['alpha', 'beta'].map((name) => ({ name, numExperts: 3, rank: 2, alpha: 4 })),
      },
    ],
    [
      'one group of one expert',
      { groups: [{ ...oneLayer.mixture!.groups[0]!, numExperts: 1 }], expertsPerToken: 1 },
    ],
    ['shared experts only', { groups: [] }],
  ])('trains with %s', async (_, change) => {
    const config: PointerModelConfig = {
      ...oneLayer,
      dropout: 0,
      mixture: { ...oneLayer.mixture!, ...change },
    };
    const loss = { balance: 0.1, dialect: 0.1, dialectSmoothing: 0.1, labelSmoothing: 0.1 };
    const logPath = join(folder, 'log.jsonl');
    const { lastEntry } = await trainPointerModel({
      ...common,
      logEverySteps: 1,
      loss,
      config,
      phase: 'all',
      batches: stream(config, 1),
      totalSteps: 12,
      logPath,
    });
    const [first] = await readLog(logPath, 12);
    expect(first!.step).toBe(1);
    expect(lastEntry!.loss).toBeLessThan(first!.loss);
    expect(lastEntry!.balanceLoss > 0).toBe(config.mixture!.groups.length > 0);
    expect(lastEntry!.dialectLoss > 0).toBe(
      config.mixture!.dialectRouter && config.mixture!.groups.length > 1,
    );
  });

  it('continues after an abort exactly where an uninterrupted run would be', async () => {
    const whole = await trainPointerModel({
      ...common,
      config: base,
      phase: 'base',
      batches: stream(base),
      totalSteps: 12,
    });
    const options: PointerTrainerOptions = {
      ...common,
      config: base,
      phase: 'base',
      batches: stream(base),
      totalSteps: 12,
      stateFolder: folder,
    };
    const controller = new AbortController();
    const batches = async function* (start: number): AsyncGenerator<PointerBatch> {
      let given = 0;
      for await (const batch of stream(base)(start)) {
        given += 1;
        // two batches are drawn ahead of the step that runs
        if (given === 7) controller.abort();
        yield batch;
      }
    };
    const first = await trainPointerModel({ ...options, batches, signal: controller.signal });
    expect(first.reason).toBe('aborted');
    expect(first.steps).toBeLessThan(12);
    const second = await trainPointerModel(options);
    expect(second.steps).toBe(12);
    expect(second.parameters).toEqual(whole.parameters);
    expect(second.averagedParameters).toEqual(whole.averagedParameters);
  });

  it('stops on NaN and keeps the last saved state', async () => {
    const batches = async function* (start: number): AsyncGenerator<PointerBatch> {
      for (let i = start; i < 6; i += 1) {
        const batch = randomBatch(base, { seed: i });
        yield i < 4 ? batch : { ...batch, vectors: batch.vectors.map(() => NaN) };
      }
    };
    const options: PointerTrainerOptions = {
      ...common,
      config: base,
      phase: 'base',
      batches,
      totalSteps: 6,
      stateFolder: folder,
      saveEverySteps: 2,
    };
    await expect(trainPointerModel(options)).rejects.toMatchObject({ code: 'MOE_NAN_LOSS' });
    expect(
      (JSON.parse(await readFile(join(folder, 'training.json'), 'utf8')) as { step: number }).step,
    ).toBe(4);
    const resumed = await trainPointerModel({ ...options, batches: stream(base) });
    expect(resumed.steps).toBe(6);
    expect(Number.isFinite(resumed.parameters['norm.weight']!.data[0])).toBe(true);
  });

  it('ends by time, and refuses a state of another run or no end at all', async () => {
    const options: PointerTrainerOptions = {
      ...common,
      config: base,
      phase: 'base',
      batches: stream(base),
      maxMinutes: 0.005,
      stateFolder: folder,
    };
    const result = await trainPointerModel(options);
    expect(result.reason).toBe('time');
    expect(result.steps).toBeGreaterThan(0);
    await expect(trainPointerModel({ ...options, seed: 7 })).rejects.toMatchObject({
      code: 'MOE_BAD_CONFIG',
    });
    const { maxMinutes: _maxMinutes, ...endless } = options;
    await expect(trainPointerModel(endless)).rejects.toMatchObject({ code: 'MOE_BAD_CONFIG' });
  });
});
