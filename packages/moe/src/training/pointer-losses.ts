import type { PointerModelConfig } from '../config/pointer-config.js';
import { hashDropout } from '../numerics/dropout.js';
import { pointerLoss, type LossWeights, type PointerTargets } from '../pointer/pointer-loss.js';
import { pointerModel, type PointerInputs } from '../pointer/pointer-model.js';
import type { LossFunction } from './train-step.js';

/** The pointer model's losses of a batch with dropout. */
export function pointerLosses(config: PointerModelConfig, weights: LossWeights): LossFunction {
  return (parameters, inputs) => {
    const batch = inputs as unknown as PointerInputs & PointerTargets & { readonly seed: never };
    const outputs = pointerModel(parameters, config, batch, hashDropout(batch.seed));
    return pointerLoss(config, outputs, batch, weights);
  };
}
