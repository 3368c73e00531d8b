import * as tf from '@tensorflow/tfjs-core';

/** Gradient of the values of `tf.topk`, which TF.js has none for: each goes back to where it came from. */
export const topKGradient: tf.GradConfig = {
  kernelName: tf.TopK,
  inputsToSave: ['x'],
  outputsToSave: [false, true],
  gradFunc: (dy, saved) => {
    const [dValues] = dy as tf.Tensor[] as [tf.Tensor];
    const [x, indices] = saved as [tf.Tensor, tf.Tensor];
    const positions = tf.range(0, x.shape.at(-1) as number, 1, 'int32');
    const origin = tf.equal(tf.expandDims(indices, -1), positions); // (…, k, n)
    return {
      x: () => tf.sum(tf.mul(tf.expandDims(dValues, -1), tf.cast(origin, 'float32')), -2),
    };
  },
};
