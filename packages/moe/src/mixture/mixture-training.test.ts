import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  jointLora,
  loraMoe,
  mixLora,
  momqFigureMixture,
  momqMixture,
  perDialectLora,
  smallExpertMixture,
  xLora,
} from '../config/baselines.js';
import type { MixtureConfig } from '../config/mixture-config.js';
import type { PointerModelConfig } from '../pointer/pointer-config.js';
import { initialPointerParameters, pointerSpecs } from '../pointer/model/pointer-parameters.js';
import '../testing/cpu.js';
import { oneLayer, randomBatch } from '../testing/tiny-model.js';
import { trainPointerModel } from '../pointer/training/train-pointer-model.js';
import { readLog } from '../training/training-record.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-mixture-training-'));
});
afterEach(() => rm(folder, { recursive: true }));

const dialects = ['a', 'b'];
const size = { rank: 2, dialects, expertsPerGroup: 2 };
const methods: Record<string, MixtureConfig> = {
  momq: momqMixture(size),
  'momq with every block layer a target': {
    ...momqMixture(size),
    targets: ['gate_proj', 'up_proj', 'down_proj'],
  },
  'momq with a hard dialect router': { ...momqMixture(size), hardDialectRouter: true },
  'momq with fusion': { ...momqMixture(size), fusionWidth: 4 },
  'the figure': momqFigureMixture(size),
  'joint LoRA': jointLora(size),
  'per-dialect LoRA': perDialectLora(size),
  LoRAMoE: loraMoe(size),
  MixLoRA: mixLora(size),
  'X-LoRA': xLora(size),
  'small experts': smallExpertMixture({ width: 4, dialects, expertsPerGroup: 2 }),
};

it.each(Object.entries(methods))(
  '%s: every adapter weight learns and the loss falls',
  async (_, mixture) => {
    const config: PointerModelConfig = { ...oneLayer, dropout: 0, mixture };
    const groups = mixture.groups.length;
    const batch = randomBatch(config, { batchSize: 4, prefixLength: 4, outputLength: 3 });
    const known = mixture.routing === 'dialect';
    const groupMask = Float32Array.from({ length: 4 * groups }, (_, i) =>
      Number(!known || batch.dialect[Math.floor(i / groups)] === i % groups),
    );
    const before = initialPointerParameters(config, 42);
    const logPath = join(folder, 'log.jsonl');
    const { parameters, lastEntry } = await trainPointerModel({
      config,
      phase: 'experts',
      batches: async function* () {
        for (;;) yield await Promise.resolve({ ...batch, groupMask });
      },
      totalSteps: 16,
      parameters: before,
      // without decay, so that a weight moves only by its gradient
      optimizer: { learningRate: 1e-2, emaDecay: null, weightDecay: 0 },
      loss: { balance: 0.1, dialect: 0.1 },
      logEverySteps: 1,
      logPath,
      threads: 1,
    });
    const [first] = await readLog(logPath, 16);
    expect(first!.step).toBe(1);
    expect(lastEntry!.loss).toBeLessThan(first!.loss);
    for (const { name, role } of pointerSpecs(config)) {
      const same = parameters[name]!.data.every((value, i) => value === before[name]!.data[i]);
      const frozen = ['base', 'embedding', 'head'].includes(role);
      expect([name, same]).toEqual([name, frozen]);
    }
  },
  240_000,
);
