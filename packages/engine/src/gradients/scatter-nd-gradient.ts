import * as tf from '@tensorflow/tfjs-core';

/** Gradient of `tf.scatterND`, which TF.js has none for: each update gets the slice of `dy` that it was added to. */
export const scatterNdGradient: tf.GradConfig = {
  kernelName: tf.ScatterNd,
  inputsToSave: ['indices'],
  gradFunc: (dy, saved) => {
    const [indices] = saved as [tf.Tensor];
    return {
      indices: () => tf.zerosLike(indices),
      updates: () => tf.gatherND(dy as tf.Tensor, indices),
    };
  },
};
