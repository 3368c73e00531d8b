import * as tf from '@tensorflow/tfjs-core';

/**
 * Gradient of `tf.prod`: the product of all other elements, also where elements are zero. TF.js's own calls a chained
 * method that only its union package registers.
 */
export const prodGradient: tf.GradConfig = {
  kernelName: tf.Prod,
  inputsToSave: ['x'],
  gradFunc: (dyOrList, saved, attrs) => {
    const dy = dyOrList as tf.Tensor;
    const [x] = saved as [tf.Tensor];
    const axes = tf.util.parseAxisParam(attrs['axis'] as number | number[], x.shape);
    const kept = x.shape.flatMap((_, axis) => (axes.includes(axis) ? [] : [axis]));
    const order = [...kept, ...axes];
    const moved = tf.transpose(x, order);
    const rows = kept.map((axis) => x.shape[axis] as number); // axes that stay
    const length = tf.util.sizeFromShape(axes.map((axis) => x.shape[axis] as number));
    const flat = tf.reshape(moved, [...rows, length]);
    // Π of the elements before × Π of the elements after
    const before = tf.cumprod(flat, rows.length, true, false);
    const after = tf.cumprod(flat, rows.length, true, true);
    const others = tf.mul(before, after);
    const back = order.map((_, axis) => order.indexOf(axis));
    return {
      x: () => {
        const slope = tf.mul(tf.reshape(dy, [...rows, 1]), others);
        return tf.transpose(tf.reshape(slope, moved.shape), back);
      },
    };
  },
};
