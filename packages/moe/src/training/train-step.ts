import { scaledValueAndGrads } from '@momq/engine/training';
import {
  cast,
  isFinite as finiteElements,
  keep,
  logicalAnd,
  mul,
  valueAndGrads,
  where,
  type Scalar,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { Parameters } from '../numerics/parameters.js';
import { adamW, clipFactor, type AdamWScalars, type AdamWSettings } from './adamw.js';

/** Names of entries in the training state. */
export const stateName = {
  weight: (name: string): string => `weight/${name}`,
  first: (name: string): string => `first/${name}`,
  second: (name: string): string => `second/${name}`,
  average: (name: string): string => `average/${name}`,
  /** Gradients summed over the micro-batches of a step; zeros between steps. */
  sum: (name: string): string => `sum/${name}`,
  /** Dynamic loss scale, with precision float16. */
  lossScale: 'lossScale',
} as const;

/** Scalars of one batch: the loss and its terms. */
export interface StepLosses {
  readonly loss: Tensor;
  readonly lmLoss: Tensor;
  readonly balanceLoss: Tensor;
  readonly dialectLoss: Tensor;
  /** Share of targets that were the most likely one. */
  readonly accuracy?: Tensor;
}

/** The losses of a model's batch. @param inputs graph inputs of the step */
export type LossFunction = (parameters: Parameters, inputs: Record<string, Tensor>) => StepLosses;

/** What a step needs to know when it is built. */
export interface TrainStepSettings {
  readonly losses: LossFunction;
  /** Weights to update. */
  readonly trainable: readonly string[];
  /** Weights that stay as they are: further state, or constants of the graph. */
  readonly frozen: readonly string[];
  readonly optimizer: AdamWSettings & { readonly clipNorm: number };
  /** Whether weights and moments stay as they were when loss or gradient norm is not finite. Default false. */
  readonly guarded?: boolean;
  /** Whether gradients are scaled for float16; needs state `stateName.lossScale`. Default false. */
  readonly lossScaling?: boolean;
}

/** Result of a step: scalars to log, and the state entries that changed. */
export interface TrainStepResult {
  readonly outputs: Record<string, Tensor>;
  readonly state: Record<string, Tensor>;
}

/** Losses of a batch and their gradients. */
export interface BatchGradients {
  readonly losses: StepLosses;
  readonly grads: readonly Tensor[];
  /** bool scalar: whether float16 held all gradients; null without loss scaling. */
  readonly finite: Tensor | null;
  /** State that changed: the loss scale. */
  readonly state: Record<string, Tensor>;
}

/** The gradients of `settings.losses` by the trainable weights. */
export function batchGradients(
  { losses: lossesOf, trainable, frozen, lossScaling = false }: TrainStepSettings,
  inputs: Record<string, Tensor>,
  state: Record<string, Tensor>,
): BatchGradients {
  const weightOf = (name: string): Tensor => state[stateName.weight(name)] as Tensor;
  const fixed = Object.fromEntries(frozen.map((name) => [name, weightOf(name)]));
  let losses: StepLosses | undefined;
  const lossOf = (...weights: Tensor[]): Scalar => {
    const parameters: Parameters = {
      ...fixed,
      ...Object.fromEntries(trainable.map((name, i) => [name, weights[i] as Tensor])),
    };
    losses = lossesOf(parameters, inputs);
    // the gradient call disposes what it does not return
    Object.values(losses).forEach((part: Tensor) => keep(part));
    return losses.loss as Scalar;
  };
  const weights = trainable.map(weightOf);
  if (!lossScaling) {
    const { grads } = valueAndGrads(lossOf)(weights);
    return { losses: losses as unknown as StepLosses, grads, finite: null, state: {} };
  }
  const scale = state[stateName.lossScale] as Tensor;
  const { grads, finite, nextLossScale } = scaledValueAndGrads(lossOf, weights, scale);
  const next = { [stateName.lossScale]: nextLossScale };
  return { losses: losses as unknown as StepLosses, grads, finite, state: next };
}

/**
 * Clipping and AdamW on all trainable weights.
 * @param finite where given and false, everything stays as it was
 */
export function update(
  { trainable, optimizer, guarded = false }: TrainStepSettings,
  grads: readonly Tensor[],
  {
    inputs,
    state,
    finite,
  }: {
    readonly inputs: AdamWScalars;
    readonly state: Record<string, Tensor>;
    readonly finite: Tensor | null;
  },
): { readonly norm: Tensor; readonly state: Record<string, Tensor> } {
  const { norm, factor } = clipFactor(grads, optimizer.clipNorm);
  let keeps = finite;
  if (guarded)
    keeps = keeps === null ? finiteElements(norm) : logicalAnd(keeps, finiteElements(norm));
  const next: Record<string, Tensor> = {};
  trainable.forEach((name, i) => {
    const names = {
      weight: stateName.weight(name),
      first: stateName.first(name),
      second: stateName.second(name),
    };
    const slot = {
      weight: state[names.weight] as Tensor,
      first: state[names.first] as Tensor,
      second: state[names.second] as Tensor,
    };
    const updated = adamW(slot, mul(grads[i] as Tensor, factor), optimizer, inputs);
    for (const part of ['weight', 'first', 'second'] as const)
      next[names[part]] = keeps === null ? updated[part] : where(keeps, updated[part], slot[part]);
  });
  return { norm, state: next };
}

/**
 * Forward pass, gradients, clipping and update as one function of (inputs, state), to be traced into one graph.
 * Inputs: those of the losses, and `learningRate`, `correction1`, `correction2` (see `AdamWScalars`).
 * State entries: `stateName.weight` of every weight that is not a constant, and the moments of the trainable ones.
 */
export function trainStep(
  settings: TrainStepSettings,
): (inputs: Record<string, Tensor>, state: Record<string, Tensor>) => TrainStepResult {
  return (inputs, state) => {
    const { losses, grads, finite, state: scale } = batchGradients(settings, inputs, state);
    const scalars = inputs as unknown as AdamWScalars;
    const { norm, state: next } = update(settings, grads, { inputs: scalars, state, finite });
    const overflow = finite === null ? {} : { finite: cast(finite, 'float32') };
    return {
      outputs: { ...losses, gradientNorm: norm, ...overflow },
      state: { ...next, ...scale },
    };
  };
}
