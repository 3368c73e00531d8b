import * as tf from '@tensorflow/tfjs-core';

/**
 * Gradient of `tf.tile` and `tf.broadcastTo`: sums over the repetitions. Differs from the TF.js gradient in that it is
 * one reduction instead of one slice per repetition, and works at any rank.
 */
export const tileGradient: tf.GradConfig = {
  kernelName: tf.Tile,
  inputsToSave: ['x'],
  gradFunc: (dyOrList, saved, attrs) => {
    const dy = dyOrList as tf.Tensor;
    const [x] = saved as [tf.Tensor];
    const reps = attrs['reps'] as number[];
    const interleaved = x.shape.flatMap((dim, axis) => [reps[axis] as number, dim]);
    const repetitionAxes = x.shape.map((_, axis) => 2 * axis);
    return { x: () => tf.sum(tf.reshape(dy, interleaved), repetitionAxes) };
  },
};
