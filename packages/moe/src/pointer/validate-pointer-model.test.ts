import { describe, expect, it } from 'vitest';
import { tinyConfig } from '../testing/tiny-model.js';
import { smallConfig } from '../testing/small-model.js';
import type { MixtureConfig } from '../config/mixture-config.js';
import type { PointerModelConfig } from './pointer-config.js';
import { validatePointerModel } from './validate-pointer-model.js';
import { pointerSpecs } from './model/pointer-parameters.js';

const mixture = tinyConfig.mixture!;
const withMixture = (change: Partial<MixtureConfig>): PointerModelConfig => ({
  ...tinyConfig,
  mixture: { ...mixture, ...change },
});

describe('validatePointerModel', () => {
  it('accepts the configs of the package', () => {
    expect(() => validatePointerModel(tinyConfig)).not.toThrow();
    expect(() => validatePointerModel(smallConfig(tinyConfig.pointer, ['a', 'b']))).not.toThrow();
  });

  it.each<[string, PointerModelConfig]>([
    ['more experts per token than experts', withMixture({ expertsPerToken: 6 })],
    ['no experts per token', withMixture({ expertsPerToken: 0 })],
    ['two groups of one name', withMixture({ groups: [mixture.groups[0]!, mixture.groups[0]!] })],
    [
      'a group name that is no file name',
      withMixture({ groups: [{ ...mixture.groups[0]!, name: '../x' }] }),
    ],
    ['sentence routing with shared experts', withMixture({ routing: 'sentence' })],
    ['balance within unequal groups', withMixture({ balanceWithinGroups: true })],
    [
      'a group of zero experts',
      withMixture({ groups: [{ ...mixture.groups[0]!, numExperts: 0 }] }),
    ],
    ['a group of rank 0', withMixture({ groups: [{ ...mixture.groups[0]!, rank: 0 }] })],
    ['a plain LoRA of rank 0', withMixture({ lora: { ...mixture.lora, rank: 0 } })],
    ['an endless alpha', withMixture({ lora: { ...mixture.lora, alpha: Infinity } })],
    ['a misspelt switch', withMixture({ renormalize: true } as Partial<MixtureConfig>)],
    ['adapters after a prefix', withMixture({ activation: 'after-prefix' })],
    ['a switch that is text', withMixture({ dialectRouter: 'no' as unknown as boolean })],
    ['a group that is none', withMixture({ groups: [null as never] })],
    ['a mixture without fields', { ...tinyConfig, mixture: {} as MixtureConfig }],
    ['an unknown routing', withMixture({ routing: 'paragraph' as 'token' })],
    ['an unknown target', withMixture({ targets: ['lm_head' as 'q_proj'] })],
    ['no target', withMixture({ targets: [] })],
    ['one target twice', withMixture({ targets: ['up_proj', 'up_proj'] })],
    ['a mixture and a plain LoRA on one layer', withMixture({ loraTargets: ['down_proj'] })],
    [
      'a hard dialect router without a dialect router',
      withMixture({ hardDialectRouter: true, dialectRouter: false }),
    ],
    [
      'per-group routers without balance within groups',
      withMixture({ expertRouters: 'per-group' }),
    ],
    ['dialect routing with a dialect router', withMixture({ routing: 'dialect' })],
    ['feed-forward experts beside shared ones', withMixture({ experts: 'feed-forward' })],
    [
      'MixLoRA experts and plain LoRAs on the block',
      withMixture({
        experts: 'lora-feed-forward',
        numSharedExperts: 0,
        loraTargets: ['up_proj'],
      }),
    ],
    ['a fusion of width 0', withMixture({ fusionWidth: 0 })],
    ['a localized balance that forbids foreign experts', withMixture({ localizedDelta: 1 })],
    ['dropout of 1', { ...tinyConfig, dropout: 1 }],
    [
      'key/value heads that do not divide the heads',
      { ...tinyConfig, decoder: { ...tinyConfig.decoder, numKvHeads: 3 } },
    ],
    [
      'a start token outside the vocabulary',
      { ...tinyConfig, pointer: { ...tinyConfig.pointer, startToken: 7 } },
    ],
    [
      'more relations than a byte holds',
      { ...tinyConfig, pointer: { ...tinyConfig.pointer, numRelations: 257 } },
    ],
  ])('rejects %s', (_, config) => {
    expect(() => validatePointerModel(config)).toThrow(
      expect.objectContaining({ code: 'MOE_BAD_CONFIG' }),
    );
  });
});

it('the nano model has about 5 M weights, its adapters about a fifth of that again', () => {
  const pointer = {
    vectorWidth: 768,
    numTypes: 8,
    numFlags: 12,
    numRelations: 40,
    vocabularySize: 150,
    startToken: 0,
  };
  const count = (config: PointerModelConfig): number =>
    pointerSpecs(config).reduce((total, { shape }) => total + shape.reduce((a, b) => a * b, 1), 0);
  const base = count(smallConfig(pointer));
  expect(base).toBeGreaterThan(4.5e6);
  expect(base).toBeLessThan(5.5e6);
  expect(count(smallConfig(pointer, ['a', 'b', 'c'])) / base).toBeLessThan(1.3);
});
