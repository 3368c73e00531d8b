import * as tf from '@tensorflow/tfjs-core';
import { masked } from './broadcasting-gradient.js';
import { unbroadcast } from './unbroadcast.js';

/** Gradient of `tf.prelu`. Differs from TF.js, which does not un-broadcast `x`. */
export const preluGradient: tf.GradConfig = {
  kernelName: tf.Prelu,
  inputsToSave: ['x', 'alpha'],
  gradFunc: (dyOrList, saved) => {
    const dy = dyOrList as tf.Tensor;
    const [x, alpha] = saved as [tf.Tensor, tf.Tensor];
    const positive = tf.greater(x, 0);
    return {
      x: () => unbroadcast(tf.where(positive, dy, tf.mul(dy, alpha)), x.shape),
      alpha: () => unbroadcast(tf.mul(masked(dy, tf.logicalNot(positive)), x), alpha.shape),
    };
  },
};
