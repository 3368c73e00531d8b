import type { DecoderConfig } from '@momq/moe';

/** How much of each dialect the adapters see. `balanced`: as much of each. `imbalanced`: one rich dialect, 128 pairs of each other, as in the paper. */
export type ExperimentSetting = 'balanced' | 'imbalanced';

/** Every setting, in the order of the report. */
export const experimentSettings: readonly ExperimentSetting[] = ['balanced', 'imbalanced'];

/** The decoder of the experiment: a quarter of the embedded model's width and two thirds of its depth. */
export const experimentDecoder: DecoderConfig = {
  width: 128,
  numLayers: 4,
  numHeads: 4,
  numKvHeads: 4,
  headWidth: 32,
  ffWidth: 352,
  normEpsilon: 1e-6,
  attentionBias: false,
  ropeTheta: null,
};

/** A padded shape of training and scoring. */
export interface ExampleShape {
  readonly prefixLength: number;
  readonly outputLength: number;
  readonly batchSize: number;
}

/** The shape of this experiment; longer examples are left out. */
export const experimentShape: ExampleShape = {
  prefixLength: 72,
  outputLength: 20,
  batchSize: 16,
};

/** Sizes of an experiment. Everything in it is part of the identity of a run. */
export interface ExperimentSizes {
  /** Pairs of the rich dialect, and with `balanced` of every dialect. */
  readonly richPairs: number;
  /** Pairs of each other dialect with `imbalanced`. */
  readonly poorPairs: number;
  /** Pairs that the base is trained on, of the rich dialect alone, on databases of their own. */
  readonly basePairs: number;
  readonly baseSteps: number;
  /** Steps of every variant. */
  readonly steps: number;
  /** Held-out questions asked per dialect. */
  readonly testQuestions: number;
  /** LoRA rank of MoMQ; the other variants get the rank that comes closest to its number of trained weights. */
  readonly rank: number;
  /** Routed experts of each dialect. */
  readonly expertsPerGroup: number;
  /** Peak learning rates. */
  readonly baseLearningRate: number;
  readonly learningRate: number;
}

/** What `momq experiment momq-table` runs unless told otherwise. */
export const defaultSizes: ExperimentSizes = {
  richPairs: 2000,
  poorPairs: 128,
  basePairs: 3000,
  baseSteps: 900,
  steps: 100,
  testQuestions: 120,
  rank: 4,
  expertsPerGroup: 4,
  baseLearningRate: 2e-3,
  learningRate: 2e-3,
};
