import { slice, tensor, tensor2d, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { DecoderConfig, RopeScaling } from '../../config/decoder-config.js';
import { smallMixture } from '../../testing/small-model.js';
import { rotaryTables } from '../../decoder/rotary-tables.js';
import { initialParameters } from '../../numerics/parameter-spec.js';
import type { Parameters } from '../../numerics/parameters.js';
import { seededRandom } from '../../numerics/random.js';
import { expectClose } from '../../testing/cpu.js';
import type { LanguageModelConfig } from './language-model-config.js';
import { languageModelSpecs } from './language-model-parameters.js';
import { languageModel } from './language-model.js';
import { tokenBatch } from './token-batch.js';
import { validateLanguageModel } from './validate-language-model.js';

const decoder: DecoderConfig = {
  width: 16,
  numLayers: 2,
  numHeads: 4,
  numKvHeads: 2,
  headWidth: 4,
  ffWidth: 24,
  normEpsilon: 1e-6,
  attentionBias: true,
  ropeTheta: 10_000,
  slidingWindow: { size: 3, layers: [1] },
};
const config: LanguageModelConfig = {
  decoder,
  vocabularySize: 30,
  tiedEmbeddings: true,
  maxPositions: 64,
  mixture: { ...smallMixture(['alpha', 'beta']), numSharedExperts: 1 },
};

/** Weights of the whole model; `adapted` replaces the zeros that adapters start with. */
function weights(of: LanguageModelConfig, adapted: boolean): Parameters {
  const random = seededRandom(3);
  return Object.fromEntries(
    Object.entries(initialParameters(languageModelSpecs(of), 5)).map(([name, { data, shape }]) => {
      if (adapted && name.endsWith('lora_b')) data.forEach((_, i) => (data[i] = random() - 0.5));
      return [
        name,
        tensor(name === 'embed_tokens.weight' ? data.map((x) => 50 * x) : data, [...shape]),
      ];
    }),
  );
}

const int = (rows: number[][]): Tensor => tensor2d(rows, undefined, 'int32');
const [first, second] = [
  [5, 9, 2, 11, 7],
  [3, 1, 4],
];

describe('languageModel', () => {
  it('gives packed sequences the logits that they have alone', () => {
    const parameters = weights(config, true);
    const packed = languageModel(parameters, config, {
      tokens: int([[...first, ...second, 0]]),
      mask: tensor2d([[1, 1, 1, 1, 1, 1, 1, 1, 0]]),
      positions: int([[0, 1, 2, 3, 4, 0, 1, 2, 0]]),
      segments: int([[0, 0, 0, 0, 0, 1, 1, 1, 2]]),
    }).logits;
    const alone = (row: number[]): Tensor =>
      languageModel(parameters, config, { tokens: int([row]) }).logits;
    expectClose(slice(packed, [0, 0, 0], [1, 5, 30]), alone(first).dataSync(), 1e-5);
    expectClose(slice(packed, [0, 5, 0], [1, 3, 30]), alone(second).dataSync(), 1e-5);
    // without segments the second sequence sees the first
    const mixed = languageModel(parameters, config, {
      tokens: int([[...first, ...second]]),
    }).logits;
    expect(() =>
      expectClose(slice(mixed, [0, 5, 0], [1, 3, 30]), alone(second).dataSync(), 1e-3),
    ).toThrow();
  });

  it('is not changed by padding or by other rows', () => {
    const parameters = weights(config, true);
    const { tokens, mask } = tokenBatch([first, second], config, { padToken: 29 });
    const { logits } = languageModel(parameters, config, {
      tokens: int([[...tokens.data.slice(0, 5)], [...tokens.data.slice(5)]]),
      mask: tensor2d([[...mask.data.slice(0, 5)], [...mask.data.slice(5)]]),
    });
    const alone = languageModel(parameters, config, { tokens: int([second]) }).logits;
    expectClose(slice(logits, [1, 0, 0], [1, 3, 30]), alone.dataSync(), 1e-5);
  });

  it('is the bare base while the adapters are fresh, another one per dialect when they are trained', () => {
    const bare = { ...config, mixture: null };
    const tokens = int([first]);
    const run = (parameters: Parameters, of: LanguageModelConfig, groupMask?: Tensor) =>
      languageModel(parameters, of, { tokens, ...(groupMask === undefined ? {} : { groupMask }) });
    const base = run(weights(bare, false), bare);
    const fresh = run(weights(config, false), config);
    expectClose(fresh.logits, base.logits.dataSync(), 1e-6);
    expect(base.routings).toEqual([]);
    expect(fresh.routings).toHaveLength(2);
    const trained = weights(config, true);
    const [alpha, beta] = [
      run(trained, config, tensor2d([[1, 0]])),
      run(trained, config, tensor2d([[0, 1]])),
    ];
    expect(() => expectClose(alpha.logits, beta.logits.dataSync(), 1e-3)).toThrow();
    expectClose(
      run(trained, config).logits,
      run(trained, config, tensor2d([[1, 1]])).logits.dataSync(),
      0,
    );
  });
});

const scalings: readonly (RopeScaling | undefined)[] = [
  undefined,
  { kind: 'linear', factor: 3 },
  { kind: 'dynamic', factor: 2, maxPositions: 8 },
  {
    kind: 'llama3',
    factor: 8,
    lowFrequencyFactor: 1,
    highFrequencyFactor: 4,
    originalMaxPositions: 8,
  },
  {
    kind: 'yarn',
    factor: 4,
    attentionFactor: 1.2,
    betaFast: 32,
    betaSlow: 1,
    originalMaxPositions: 8,
    truncate: true,
  },
];

it.each(scalings)('rotates by given positions as by counted ones: %o', (ropeScaling) => {
  const rotary: DecoderConfig = {
    ...decoder,
    headWidth: 16,
    ...(ropeScaling === undefined ? {} : { ropeScaling }),
  };
  const counted = rotaryTables(rotary, 20, null)!;
  const given = rotaryTables(rotary, 20, int([[...Array(20).keys()]]))!;
  expectClose(given.cosines, counted.cosines.dataSync(), 2e-6);
  expectClose(given.sines, counted.sines.dataSync(), 2e-6);
});

describe('tokenBatch', () => {
  it('pads on the right', () => {
    const { tokens, mask } = tokenBatch([[1, 2], [3]], config, { length: 3, padToken: 7 });
    expect(tokens).toEqual({
      data: Int32Array.from([1, 2, 7, 3, 7, 7]),
      shape: [2, 3],
      dtype: 'int32',
    });
    expect([...mask.data]).toEqual([1, 1, 0, 1, 0, 0]);
  });

  it.each([[[]], [[[1], []]], [[[30]]], [[[-1]]], [[[1.5]]], [[[1, 2, 3, 4]]]])(
    'refuses %j',
    (rows) => {
      expect(() => tokenBatch(rows, config, { length: 3 })).toThrow(
        expect.objectContaining({ code: 'MOE_BAD_INPUT' }),
      );
    },
  );
});

it.each<[string, Partial<DecoderConfig>, Partial<LanguageModelConfig>]>([
  ['no vocabulary', {}, { vocabularySize: 0 }],
  [
    'a mixture of rank 0',
    {},
    { mixture: { ...config.mixture!, lora: { rank: 0, alpha: 1, dropout: 0 } } },
  ],
  [
    'scaling without positions',
    { ropeTheta: null, ropeScaling: { kind: 'linear', factor: 2 } },
    {},
  ],
  ['a factor below 1', { ropeScaling: { kind: 'linear', factor: 0.5 } }, {}],
  ['an unknown scaling', { ropeScaling: { kind: 'su', factor: 2 } as unknown as RopeScaling }, {}],
  ['an empty window', { slidingWindow: { size: 0, layers: [0] } }, {}],
  ['a window in a layer that is not there', { slidingWindow: { size: 2, layers: [2] } }, {}],
])('validateLanguageModel refuses %s', (_, decoderChange, change) => {
  expect(() => validateLanguageModel(config)).not.toThrow();
  expect(() =>
    validateLanguageModel({ ...config, ...change, decoder: { ...decoder, ...decoderChange } }),
  ).toThrow(expect.objectContaining({ code: 'MOE_BAD_CONFIG' }));
});
