import { keep, mul, valueAndGrads, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import type { PointerModelConfig } from '../config/pointer-config.js';
import { hashDropout } from '../numerics/dropout.js';
import type { Parameters } from '../numerics/parameters.js';
import type { BatchTensorName } from '../pointer/batch-tensors.js';
import { pointerLoss, type LossWeights, type PointerLosses } from '../pointer/pointer-loss.js';
import { pointerModel } from '../pointer/pointer-model.js';
import { adamW, clipFactor, type AdamWSettings } from './adamw.js';

/** Graph inputs of a training step: a batch, the dropout seed and the scalars of the schedule. */
export type StepInputName =
  BatchTensorName | 'seed' | 'learningRate' | 'correction1' | 'correction2';

/** Names of a weight's entries in the training state. */
export const stateName = {
  weight: (name: string): string => `weight/${name}`,
  first: (name: string): string => `first/${name}`,
  second: (name: string): string => `second/${name}`,
  average: (name: string): string => `average/${name}`,
} as const;

/** What a step needs to know when it is built. */
export interface TrainStepSettings {
  readonly config: PointerModelConfig;
  /** Weights to update. */
  readonly trainable: readonly string[];
  /** Weights that stay as they are. */
  readonly frozen: readonly string[];
  readonly optimizer: AdamWSettings & { readonly clipNorm: number };
  readonly loss: LossWeights;
}

/** Result of a step: scalars to log, and the state entries that changed. */
export interface TrainStepResult {
  readonly outputs: Record<keyof PointerLosses | 'gradientNorm', Tensor>;
  readonly state: Record<string, Tensor>;
}

/**
 * Forward pass, gradients, clipping and update as one function of (inputs, state), to be traced into one graph.
 * State entries: `stateName.weight` of every weight, and the moments of the trainable ones.
 */
export function trainStep(
  settings: TrainStepSettings,
): (inputs: Record<StepInputName, Tensor>, state: Record<string, Tensor>) => TrainStepResult {
  const { config, trainable, frozen, optimizer, loss: lossWeights } = settings;
  return (inputs, state) => {
    const weightOf = (name: string): Tensor => state[stateName.weight(name)] as Tensor;
    const fixed = Object.fromEntries(frozen.map((name) => [name, weightOf(name)]));
    let losses: PointerLosses | undefined;
    const lossOf = (...weights: Tensor[]): Scalar => {
      const parameters: Parameters = {
        ...fixed,
        ...Object.fromEntries(trainable.map((name, i) => [name, weights[i] as Tensor])),
      };
      const outputs = pointerModel(parameters, config, inputs, hashDropout(inputs.seed));
      losses = pointerLoss(config, outputs, inputs, lossWeights);
      // the gradient call disposes what it does not return
      Object.values(losses).forEach((part: Tensor) => keep(part));
      return losses.loss as Scalar;
    };
    const { grads } = valueAndGrads(lossOf)(trainable.map(weightOf));
    const { norm, factor } = clipFactor(grads, optimizer.clipNorm);

    const next: Record<string, Tensor> = {};
    trainable.forEach((name, i) => {
      const slot = {
        weight: weightOf(name),
        first: state[stateName.first(name)] as Tensor,
        second: state[stateName.second(name)] as Tensor,
      };
      const updated = adamW(slot, mul(grads[i] as Tensor, factor), optimizer, inputs);
      next[stateName.weight(name)] = updated.weight;
      next[stateName.first(name)] = updated.first;
      next[stateName.second(name)] = updated.second;
    });
    return { outputs: { ...(losses as PointerLosses), gradientNorm: norm }, state: next };
  };
}
