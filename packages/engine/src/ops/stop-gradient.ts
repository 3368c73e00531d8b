import * as tf from '@tensorflow/tfjs-core';

/**
 * The same values, treated as a constant by gradients: nothing before it is differentiated. Works in jitted functions
 * and eagerly, for any dtype. A tensor that reaches the result in no other way has no gradient, which `tf.grads` rejects.
 */
export function stopGradient<T extends tf.Tensor>(x: T): T {
  const { state } = tf.engine();
  const depth = state.gradientDepth;
  state.gradientDepth = 0; // the copy leaves no entry on the tape that gradients follow
  try {
    return tf.clone(x);
  } finally {
    state.gradientDepth = depth;
  }
}
