import * as tf from '@tensorflow/tfjs-core';
import { unbroadcast } from './unbroadcast.js';

type Derivative = (dy: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

/** Gradient of a kernel whose inputs `a` and `b` broadcast, from its partial derivatives times `dy`. */
export function broadcastingGradient(
  kernelName: string,
  dA: Derivative,
  dB: Derivative,
): tf.GradConfig {
  return {
    kernelName,
    inputsToSave: ['a', 'b'],
    gradFunc: (dyOrList, saved) => {
      const dy = dyOrList as tf.Tensor;
      const [a, b] = saved as [tf.Tensor, tf.Tensor];
      return {
        a: () => unbroadcast(dA(dy, a, b), a.shape),
        b: () => unbroadcast(dB(dy, a, b), b.shape),
      };
    },
  };
}

/** `dy` where the mask holds, 0 elsewhere. */
export function masked(dy: tf.Tensor, mask: tf.Tensor): tf.Tensor {
  return tf.mul(dy, tf.cast(mask, 'float32'));
}
