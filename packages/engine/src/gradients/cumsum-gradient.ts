import * as tf from '@tensorflow/tfjs-core';

/** Gradient of `tf.cumsum`: the running sum from the other end. Differs from TF.js, which transposes it for inner axes. */
export const cumsumGradient: tf.GradConfig = {
  kernelName: tf.Cumsum,
  inputsToSave: ['x'],
  gradFunc: (dy, _saved, attrs) => ({
    x: () =>
      tf.cumsum(
        dy as tf.Tensor,
        attrs['axis'] as number,
        attrs['exclusive'] === true,
        attrs['reverse'] !== true,
      ),
  }),
};
