/**
 * What a training step needs besides `jit`: gradient checkpointing, loss scaling for float16, and TF.js's optimisers as
 * functions. Importing this module registers the TF.js gradients.
 * @module
 */
import { registerGradients } from '../gradients/register-gradients.js';

registerGradients();

export { checkpoint } from './checkpoint.js';
export { initialLossScale, scaledValueAndGrads, type ScaledGradients } from './loss-scaling.js';
export { optimizerStep, type OptimizerInputs, type OptimizerOutputs } from './optimizer-step.js';
