import * as tf from '@tensorflow/tfjs-core';

/**
 * Gradient of `tf.sum`: dy for every element. Differs from TF.js, which multiplies by ones of the input's size: made
 * in JavaScript while a function is traced, they took most of its time.
 */
export const sumGradient: tf.GradConfig = {
  kernelName: tf.Sum,
  inputsToSave: ['x'],
  gradFunc: (dy, saved, attrs) => {
    const [x] = saved as [tf.Tensor];
    return { x: () => spreadOverAxes(dy as tf.Tensor, x, attrs['axis'] as number | number[]) };
  },
};

/** A reduced tensor, repeated over the axes of `x` that were reduced. */
export function spreadOverAxes(
  reduced: tf.Tensor,
  { shape }: tf.Tensor,
  axis: number | number[],
): tf.Tensor {
  if (shape.includes(0)) return tf.zeros(shape); // tf.broadcastTo leaves 1 where it should give 0
  const axes = tf.util.parseAxisParam(axis, shape);
  const kept = shape.map((dim, each) => (axes.includes(each) ? 1 : dim));
  return tf.broadcastTo(tf.reshape(reduced, kept), shape);
}
