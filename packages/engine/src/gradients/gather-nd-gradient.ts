import * as tf from '@tensorflow/tfjs-core';

/** Gradient of `tf.gatherND`, which TF.js has none for: each slice of `dy` is added to where it came from. */
export const gatherNdGradient: tf.GradConfig = {
  kernelName: tf.GatherNd,
  inputsToSave: ['params', 'indices'],
  gradFunc: (dy, saved) => {
    const [params, indices] = saved as [tf.Tensor, tf.Tensor];
    return {
      params: () =>
        dy instanceof tf.Tensor && dy.size > 0
          ? tf.scatterND(indices, dy, params.shape)
          : tf.zerosLike(params),
      indices: () => tf.zerosLike(indices),
    };
  },
};
