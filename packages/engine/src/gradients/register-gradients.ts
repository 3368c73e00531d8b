import * as tf from '@tensorflow/tfjs-core';
import { batchMatMulGradient } from './batch-mat-mul-gradient.js';
import { cumsumGradient } from './cumsum-gradient.js';
import { einsumGradient } from './einsum-gradient.js';
import { gatherV2Gradient } from './gather-v2-gradient.js';
import { meanGradient } from './mean-gradient.js';
import { maximumGradient } from './maximum-gradient.js';
import { minimumGradient } from './minimum-gradient.js';
import { preluGradient } from './prelu-gradient.js';
import { prodGradient } from './prod-gradient.js';
import { splitVGradient } from './split-v-gradient.js';
import { squaredDifferenceGradient } from './squared-difference-gradient.js';
import { sumGradient } from './sum-gradient.js';
import { tileGradient } from './tile-gradient.js';
import { unpackGradient } from './unpack-gradient.js';
import { gatherNdGradient } from './gather-nd-gradient.js';
import { scatterNdGradient } from './scatter-nd-gradient.js';
import { topKGradient } from './top-k-gradient.js';
import { tfjsGradients } from './tfjs-gradients.generated.js';

/** Gradients that TF.js lacks or gets wrong. */
const ownGradients: readonly tf.GradConfig[] = [
  batchMatMulGradient,
  cumsumGradient,
  einsumGradient,
  gatherV2Gradient,
  maximumGradient,
  meanGradient,
  minimumGradient,
  preluGradient,
  prodGradient,
  splitVGradient,
  squaredDifferenceGradient,
  sumGradient,
  tileGradient,
  unpackGradient,
  gatherNdGradient,
  scatterNdGradient,
  topKGradient,
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
