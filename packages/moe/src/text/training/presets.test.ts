import { describe, expect, it } from 'vitest';
import { validateMixture } from '../../config/validate-mixture.js';
import { presets, type TrainingPreset } from './presets.js';

describe('presets', () => {
  // experts N, dialects D, epochs, rows of an update, longest sample: the authors' scripts
  const scripts = {
    paperSft: [32, 4, 3, 32, 6144],
    moeSh: [48, 3, 5, 8, 8192],
    xiyan: [24, 3, 5, 8, 8192],
  } as const;

  it.each(['paperSft', 'moeSh', 'xiyan'] as const)('%s has the numbers of its script', (name) => {
    const [experts, dialects, epochs, rows, length] = scripts[name];
    const names = Array.from({ length: dialects }, (_, n) => `dialect-${n}`);
    const { mixture, training }: TrainingPreset = presets[name](names);
    validateMixture(mixture);
    expect(mixture.groups.reduce((sum, group) => sum + group.numExperts, 0)).toBe(experts);
    expect(mixture.groups.map((group) => group.name)).toEqual(names);
    expect(mixture).toMatchObject({
      expertsPerToken: 2,
      numSharedExperts: 2,
      lora: { rank: 128, alpha: 256, dropout: 0.05 },
      dropout: 0.05,
    });
    for (const group of mixture.groups) expect(group).toMatchObject({ rank: 128, alpha: 256 });
    expect(training).toMatchObject({
      epochs,
      maxLength: length,
      seed: 42,
      precision: 'bfloat16',
      checkpointing: true,
      bucketing: true,
      optimizer: {
        learningRate: 1e-5,
        warmupRatio: 0.1,
        beta1: 0.9,
        beta2: 0.95,
        weightDecay: 0.1,
      },
      loss: { balance: 0.001, dialect: 0.01, dialectSmoothing: 0 },
    });
    expect(training.batchSize * training.accumulationSteps!).toBe(rows);
  });

  it('are plain data', () => {
    const preset = presets.moeSh(['a', 'b', 'c']);
    expect(JSON.parse(JSON.stringify(preset))).toEqual(preset);
  });
});
