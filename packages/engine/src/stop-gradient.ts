import * as tf from '@tensorflow/tfjs-core';

const withoutGradient = tf.customGrad((x) => {
  const value = tf.clone(x as tf.Tensor);
  return { value, gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy) };
});

/** The same values, treated as a constant by gradients. Works in jitted functions and eagerly; float32. */
export function stopGradient<T extends tf.Tensor>(x: T): T {
  return withoutGradient(x) as T;
}
