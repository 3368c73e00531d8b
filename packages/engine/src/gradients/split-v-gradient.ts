import * as tf from '@tensorflow/tfjs-core';

/** Gradient of `tf.split`. Differs from TF.js, which fails when there is one piece. */
export const splitVGradient: tf.GradConfig = {
  kernelName: tf.SplitV,
  gradFunc: (dy, _saved, attrs) => {
    const pieces = Array.isArray(dy) ? dy : [dy]; // TF.js unwraps a list of one
    return { x: () => tf.concat(pieces, attrs['axis'] as number) };
  },
};
