import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import type { PointerModelConfig } from '../pointer/pointer-config.js';
import type { HostParameters, HostTensor } from '../numerics/host-tensor.js';
import { seededRandom } from '../numerics/random.js';
import type { PointerBatch } from '../pointer/model/pointer-batch.js';
import { initialPointerParameters } from '../pointer/model/pointer-parameters.js';

/** A pointer model small enough to run eagerly in a test. */
export const tinyConfig: PointerModelConfig = {
  decoder: {
    width: 16,
    numLayers: 2,
    numHeads: 4,
    numKvHeads: 2,
    headWidth: 4,
    ffWidth: 24,
    normEpsilon: 1e-6,
    attentionBias: true,
    ropeTheta: null,
  },
  pointer: {
    vectorWidth: 12,
    numTypes: 3,
    numFlags: 2,
    numRelations: 5,
    vocabularySize: 7,
    startToken: 0,
  },
  mixture: {
    lora: { rank: 2, alpha: 4, dropout: 0.05 },
    groups: [
      { name: 'alpha', numExperts: 2, rank: 2, alpha: 4 },
      { name: 'beta', numExperts: 3, rank: 3, alpha: 6 },
    ],
    expertsPerToken: 2,
    numSharedExperts: 2,
    dropout: 0.05,
    dialectRouter: true,
    routing: 'token',
    balanceWithinGroups: false,
  },
  dropout: 0.1,
};

/** The same with one layer, which compiles in half the time. */
export const oneLayer: PointerModelConfig = {
  ...tinyConfig,
  decoder: { ...tinyConfig.decoder, numLayers: 1 },
};

/** Initial weights with every zero (LoRA B, biases, relation table) replaced by noise, so that each weight matters. */
export function noisyParameters(config: PointerModelConfig, seed = 7): HostParameters {
  const parameters = initialPointerParameters(config, seed);
  const random = seededRandom(seed);
  for (const { data } of Object.values(parameters)) {
    if (data.every((value) => value === 0))
      data.forEach((_, i) => (data[i] = 0.6 * (random() - 0.5)));
  }
  return parameters;
}

/** Host tensors as TF.js tensors. */
export function toTensors(parameters: Record<string, HostTensor>): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { data, shape, dtype }]) => [
      name,
      tensor(data, [...shape], dtype),
    ]),
  );
}

/** A random batch; the last prefix position of every second sample is padding. */
export function randomBatch(
  config: PointerModelConfig,
  { batchSize = 2, prefixLength = 4, outputLength = 3, seed = 1 } = {},
): PointerBatch {
  const random = seededRandom(seed);
  const integer = (limit: number): number => Math.floor(random() * limit);
  const { vectorWidth, numTypes, numFlags, numRelations, vocabularySize } = config.pointer;
  const positions = batchSize * prefixLength;
  const steps = batchSize * outputLength;
  const length = prefixLength + outputLength;
  const numGroups = config.mixture?.groups.length ?? 0;
  const padded = (i: number): boolean =>
    Math.floor(i / prefixLength) % 2 === 1 && i % prefixLength === prefixLength - 1;
  const codes = (): Int32Array =>
    Int32Array.from({ length: steps }, () => integer(vocabularySize + prefixLength - 1));
  return {
    batchSize,
    prefixLength,
    outputLength,
    vectors: Float32Array.from({ length: positions * vectorWidth }, () => random() - 0.5),
    types: Int32Array.from({ length: positions }, () => integer(numTypes)),
    flags: Float32Array.from({ length: positions * numFlags }, () => integer(2)),
    prefixMask: Float32Array.from({ length: positions }, (_, i) => (padded(i) ? 0 : 1)),
    pointable: Float32Array.from({ length: positions }, (_, i) => (padded(i) ? 0 : 1)),
    inputTokens: codes(),
    targets: codes(),
    targetMask: new Float32Array(steps).fill(1),
    relations: Int32Array.from({ length: batchSize * length * length }, () =>
      integer(numRelations),
    ),
    groupMask: new Float32Array(batchSize * numGroups).fill(1),
    dialect: Int32Array.from({ length: batchSize }, () => integer(Math.max(1, numGroups))),
  };
}
