import * as tf from '@tensorflow/tfjs-core';
import { spreadOverAxes } from './sum-gradient.js';

/** Gradient of `tf.mean`; see {@link sumGradient}. */
export const meanGradient: tf.GradConfig = {
  kernelName: tf.Mean,
  inputsToSave: ['x'],
  gradFunc: (dy, saved, attrs) => {
    const [x] = saved as [tf.Tensor];
    const share = tf.div(dy as tf.Tensor, x.size / (dy as tf.Tensor).size);
    return { x: () => spreadOverAxes(share, x, attrs['axis'] as number | number[]) };
  },
};
