import * as tf from '@tensorflow/tfjs-core';
import { unbroadcast } from './unbroadcast.js';

/** The factors of a gradient product with their transpositions: `[a, b, transposeA, transposeB]`. */
type Product = readonly [tf.Tensor, tf.Tensor, boolean, boolean];

/**
 * Gradient of `tf.matMul`. Differs from the TF.js gradient in that batch axes may broadcast, `(B, T, D) · (D, F)`
 * included.
 */
export const batchMatMulGradient: tf.GradConfig = {
  kernelName: tf.BatchMatMul,
  inputsToSave: ['a', 'b'],
  gradFunc: (dyOrList, saved, attrs) => {
    const dy = dyOrList as tf.Tensor;
    const [a, b] = saved as [tf.Tensor, tf.Tensor];
    const transposeA = attrs['transposeA'] === true;
    const transposeB = attrs['transposeB'] === true;
    // y = op(a) · op(b): d op(a) = dy · op(b)ᵀ, d op(b) = op(a)ᵀ · dy, transposed back where op transposes.
    const dA: Product = transposeA ? [b, dy, transposeB, true] : [dy, b, false, !transposeB];
    const dB: Product = transposeB ? [dy, a, true, transposeA] : [a, dy, !transposeA, false];
    return {
      a: () => unbroadcast(tf.matMul(...dA), a.shape),
      b: () => unbroadcast(tf.matMul(...dB), b.shape),
    };
  },
};
