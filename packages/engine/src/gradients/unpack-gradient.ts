import * as tf from '@tensorflow/tfjs-core';

/** Gradient of `tf.unstack`. Differs from TF.js, which misplaces the axis when it counts from the end. */
export const unpackGradient: tf.GradConfig = {
  kernelName: tf.Unpack,
  gradFunc: (dy, _saved, attrs) => {
    const pieces = Array.isArray(dy) ? dy : [dy]; // TF.js unwraps a list of one
    const axis = attrs['axis'] as number;
    const rank = (pieces[0] as tf.Tensor).rank + 1;
    return { value: () => tf.stack(pieces, axis < 0 ? axis + rank : axis) };
  },
};
