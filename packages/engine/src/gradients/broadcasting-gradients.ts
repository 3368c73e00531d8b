import * as tf from '@tensorflow/tfjs-core';

/**
 * Sums `dy` over the axes along which an input of shape `shape` was broadcast.
 * @returns a tensor of shape `shape`
 */
export function unbroadcast(dy: tf.Tensor, shape: number[]): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes(shape, dy.shape);
  return tf.reshape(axes.length === 0 ? dy : tf.sum(dy, axes), shape);
}

type Derivative = (dy: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

/** Gradient of a broadcasting kernel. Differs from TF.js, whose own gradients of these kernels do not un-broadcast. */
function broadcastingGradient(kernelName: string, dA: Derivative, dB: Derivative): tf.GradConfig {
  return {
    kernelName,
    inputsToSave: ['a', 'b'],
    gradFunc: (dyOrList, saved) => {
      const dy = dyOrList as tf.Tensor;
      const [a, b] = saved as [tf.Tensor, tf.Tensor];
      return {
        a: () => unbroadcast(dA(dy, a, b), a.shape),
        b: () => unbroadcast(dB(dy, a, b), b.shape),
      };
    },
  };
}

const masked = (dy: tf.Tensor, mask: tf.Tensor) => tf.mul(dy, tf.cast(mask, 'float32'));

/** Gradient of `tf.maximum`; `a` takes it where both are equal. */
export const maximumGradient = broadcastingGradient(
  tf.Maximum,
  (dy, a, b) => masked(dy, tf.greaterEqual(a, b)),
  (dy, a, b) => masked(dy, tf.less(a, b)),
);

/** Gradient of `tf.minimum`; `a` takes it where both are equal. */
export const minimumGradient = broadcastingGradient(
  tf.Minimum,
  (dy, a, b) => masked(dy, tf.lessEqual(a, b)),
  (dy, a, b) => masked(dy, tf.greater(a, b)),
);

const slope: Derivative = (dy, a, b) => tf.mul(dy, tf.mul(2, tf.sub(a, b)));

/** Gradient of `tf.squaredDifference`: ±2 (a − b). */
export const squaredDifferenceGradient = broadcastingGradient(
  tf.SquaredDifference,
  slope,
  (dy, a, b) => slope(dy, b, a),
);
