import * as tf from '@tensorflow/tfjs-core';
import { gatherGradient, tileGradient } from './indexing-gradients.js';
import { tfjsGradients } from './tfjs-gradients.generated.js';

/**
 * Registers the gradients of TF.js with the copy of `@tensorflow/tfjs-core` that this package uses. Gradients that a
 * caller registered before stay.
 */
export function registerGradients(): void {
  const own = [gatherGradient, tileGradient];
  const replaced = new Set(own.map((config) => config.kernelName));
  for (const config of [...own, ...tfjsGradients.filter((each) => !replaced.has(each.kernelName))]) {
    if (tf.getGradient(config.kernelName) == null) tf.registerGradient(config);
  }
}
