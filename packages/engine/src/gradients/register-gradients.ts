import * as tf from '@tensorflow/tfjs-core';
import {
  maximumGradient,
  minimumGradient,
  squaredDifferenceGradient,
} from './broadcasting-gradients.js';
import { gatherGradient, tileGradient } from './indexing-gradients.js';
import { matMulGradient } from './matmul-gradient.js';
import { cumsumGradient, unpackGradient } from './axis-gradients.js';
import { tfjsGradients } from './tfjs-gradients.generated.js';

const ownGradients: readonly tf.GradConfig[] = [
  cumsumGradient,
  gatherGradient,
  matMulGradient,
  maximumGradient,
  minimumGradient,
  squaredDifferenceGradient,
  tileGradient,
  unpackGradient,
];

/**
 * Registers the gradients of TF.js with the copy of `@tensorflow/tfjs-core` that this package uses. Gradients that a
 * caller registered before stay.
 */
export function registerGradients(): void {
  for (const config of [...ownGradients, ...tfjsGradients]) {
    if (tf.getGradient(config.kernelName) == null) tf.registerGradient(config);
  }
}
