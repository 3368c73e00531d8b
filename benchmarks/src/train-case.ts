import { seededRandom } from '@momq/core/random';
import { cypher } from '@momq/dialect-cypher';
import { postgres } from '@momq/dialect-postgres';
import { sqlite } from '@momq/dialect-sqlite';
import { buildVocabulary, nanoConfig } from '@momq/model-nano/training';
import { initialPointerParameters } from '@momq/moe/pointer';
import type { HostParameters } from '@momq/moe';
import type { PointerBatch, PointerModelConfig } from '@momq/moe/pointer';
import type { OptimizerOptions } from '@momq/moe/training';

/** A training step that two programs can do: model, starting weights, data and optimizer. */
export interface TrainCase {
  readonly config: PointerModelConfig;
  readonly parameters: HostParameters;
  /** Every step reads this batch. */
  readonly batch: PointerBatch;
  readonly optimizer: Required<OptimizerOptions>;
}

type BatchShape = Pick<PointerBatch, 'batchSize' | 'prefixLength' | 'outputLength'>;

/** Width of the text vectors of all-MiniLM-L6-v2. */
const vectorWidth = 384;

/** The commonest shape of batches in the training of the embedded model. */
const nanoShape = { batchSize: 32, prefixLength: 72, outputLength: 16 };

/** The nano base at its real size. */
export function nanoTrainCase(seed: number): TrainCase {
  const vocabulary = buildVocabulary([sqlite(), postgres(), cypher()]);
  const config = nanoConfig({ vectorWidth, vocabularySize: vocabulary.length, mixture: null });
  return randomTrainCase(config, nanoShape, seed);
}

/** A dense model with random weights and a random batch, at a constant learning rate and without averaged weights. */
export function randomTrainCase(
  config: PointerModelConfig,
  shape: BatchShape,
  seed: number,
): TrainCase {
  return {
    config,
    parameters: withRelationBiases(initialPointerParameters(config, seed), seed),
    batch: randomBatch(config, shape, seed),
    optimizer: {
      learningRate: 3e-4,
      warmupRatio: 0,
      finalRatio: 1,
      beta1: 0.9,
      beta2: 0.95,
      epsilon: 1e-8,
      weightDecay: 0.1,
      clipNorm: 1,
      emaDecay: null,
    },
  };
}

/** Relation biases start at zero; with other numbers they count in the comparison of losses. */
function withRelationBiases(parameters: HostParameters, seed: number): HostParameters {
  const name = 'pointer.relation_bias';
  const biases = parameters[name];
  if (biases === undefined) throw new RangeError(`expected a weight ${name}, got none`);
  const random = seededRandom(seed);
  return { ...parameters, [name]: { ...biases, data: biases.data.map(() => random() - 0.5) } };
}

/** Samples fill between half of the prefix and all of it, outputs likewise. */
function randomBatch(
  { pointer }: PointerModelConfig,
  shape: BatchShape,
  seed: number,
): PointerBatch {
  const random = seededRandom(seed + 1);
  const integer = (limit: number): number => Math.floor(random() * limit);
  const { batchSize, prefixLength, outputLength } = shape;
  const { vectorWidth: width, numTypes, numFlags, numRelations, vocabularySize } = pointer;
  const size = prefixLength + outputLength;
  const lengths = (limit: number): number[] =>
    Array.from({ length: batchSize }, () => Math.ceil((limit * (1 + random())) / 2));
  const prefixLengths = lengths(prefixLength);
  const outputLengths = lengths(outputLength);
  const mask = (ends: readonly number[], limit: number): Float32Array =>
    Float32Array.from({ length: batchSize * limit }, (_, i) =>
      i % limit < (ends[Math.floor(i / limit)] ?? 0) ? 1 : 0,
    );
  const codes = (): Int32Array =>
    Int32Array.from({ length: batchSize * outputLength }, (_, i) =>
      integer(vocabularySize + (prefixLengths[Math.floor(i / outputLength)] ?? 0)),
    );
  const prefixMask = mask(prefixLengths, prefixLength);
  return {
    ...shape,
    // about unit length, as sentence vectors have
    vectors: Float32Array.from(
      { length: batchSize * prefixLength * width },
      () => (random() - 0.5) * Math.sqrt(12 / width),
    ),
    types: Int32Array.from({ length: batchSize * prefixLength }, () => integer(numTypes)),
    flags: Float32Array.from({ length: batchSize * prefixLength * numFlags }, () => integer(2)),
    prefixMask,
    pointable: prefixMask,
    inputTokens: codes(),
    targets: codes(),
    targetMask: mask(outputLengths, outputLength),
    relations: Uint8Array.from({ length: batchSize * size * size }, () => integer(numRelations)),
    groupMask: new Float32Array(0),
    dialect: new Int32Array(batchSize),
  };
}
