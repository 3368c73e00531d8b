import { describe, expect, it } from 'vitest';
import { jointLora, mixLora, momqMixture, xLora } from './baselines.js';
import type { MixtureConfig } from './mixture-config.js';
import { validateMixture } from './validate-mixture.js';

const size = { rank: 2, dialects: ['a', 'b'], expertsPerGroup: 2 };
const momq = momqMixture(size);

describe("activation 'after-prefix'", () => {
  it.each<[string, MixtureConfig]>([
    ['the mixture of the paper', momq],
    ['a joint LoRA', jointLora(size)],
  ])('is a switch of %s', (_, mixture) => {
    for (const activation of ['all', 'after-prefix'] as const)
      expect(() => validateMixture({ ...mixture, activation })).not.toThrow();
  });

  it.each<[string, MixtureConfig]>([
    ['blocks as experts', mixLora(size)],
    ['a pass over the whole prompt', xLora(size)],
    ['a fusion', { ...momq, fusionWidth: 4 }],
    ['one group for a whole sample', { ...momq, hardDialectRouter: true }],
    ['a dialect loss over all positions', { ...momq, dialectLossPositions: 'all' }],
  ])('is refused with %s', (_, mixture) => {
    expect(() => validateMixture(mixture)).not.toThrow();
    expect(() => validateMixture({ ...mixture, activation: 'after-prefix' })).toThrow(
      /expected .*'after-prefix'/,
    );
  });

  it('is one of two names', () => {
    const activation = 'after' as 'all';
    expect(() => validateMixture({ ...momq, activation })).toThrow(/'all' or 'after-prefix'/);
  });
});
