import type { PointerModelConfig } from '../pointer-config.js';
import { hashDropout } from '../../numerics/dropout.js';
import { pointerLoss, type PointerTargets } from './pointer-loss.js';
import type { LossWeights } from '../../losses/loss-weights.js';
import { pointerModel, type PointerInputs } from '../model/pointer-model.js';
import type { LossFunction } from '../../training/train-step.js';

/** The pointer model's losses of a batch with dropout. */
export function pointerLosses(config: PointerModelConfig, weights: LossWeights): LossFunction {
  return (parameters, inputs) => {
    const batch = inputs as unknown as PointerInputs & PointerTargets & { readonly seed: never };
    const outputs = pointerModel(parameters, config, batch, hashDropout(batch.seed));
    return pointerLoss(config, outputs, batch, weights);
  };
}
