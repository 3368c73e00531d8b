import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.js';
import { attr, input } from '../kernels/kernel-translation.js';
import { defineOp } from './define-op.js';

/** Outputs: the normalised `x` · `weight`, and 1 / √(mean(x²) + ε) per row, which the gradient reads. */
const rmsNormOp = defineOp({
  name: 'MomqRmsNorm',
  fallback: ({ x, weight }, { epsilon }) => {
    const inverse = tf.rsqrt(
      tf.add(tf.mean(tf.square(x as tf.Tensor), -1, true), epsilon as number),
    );
    return [tf.mul(tf.mul(x as tf.Tensor, inverse), weight as tf.Tensor), inverse];
  },
  lower: (call) => {
    const [x, weight] = [input(call, 'x'), input(call, 'weight')];
    const { graph } = call;
    const rows = { shape: x.shape.with(-1, 1), dtype: 'float32' as const };
    // Registered by ONNX Runtime in the default operator set, though ONNX does not have it.
    return graph.node(
      'SimplifiedLayerNormalization',
      [graph.dense(x), graph.dense(weight)],
      [x, rows],
      {
        attributes: { axis: -1, epsilon: { float: attr<number>(call, 'epsilon') }, stash_type: 1 },
      },
    );
  },
  gradient: {
    inputsToSave: ['x', 'weight'],
    outputsToSave: [false, true],
    results: 1,
    derivatives: ([dy], [x, weight, inverse]) =>
      rmsNormDerivatives(dy as tf.Tensor, {
        x: x as tf.Tensor,
        weight: weight as tf.Tensor,
        inverse: inverse as tf.Tensor,
      }),
  },
});

/**
 * With s = 1/√(mean(x²) + ε) and D = width:
 *
 *     dx      = s·(dy ⊙ w) − x · s³/D · Σ_D(dy ⊙ x ⊙ w)
 *     dweight = Σ_rows s·(dy ⊙ x)
 *
 * Both sums are matrix products with dy ⊙ x, so that it is the only tensor of full size that is made besides `dx`.
 */
function rmsNormDerivatives(
  dy: tf.Tensor,
  { x, weight, inverse }: { x: tf.Tensor; weight: tf.Tensor; inverse: tf.Tensor },
): Record<string, () => tf.Tensor> {
  const width = weight.size;
  const rows = x.size / Math.max(1, width);
  const product = tf.reshape(tf.mul(dy, x), [rows, width]);
  return {
    x: () => {
      const sums = tf.reshape(tf.matMul(product, tf.reshape(weight, [width, 1])), inverse.shape);
      const cube = tf.mul(inverse, tf.square(inverse));
      const scale = tf.mul(tf.mul(cube, 1 / width), sums);
      return tf.sub(tf.mul(tf.mul(dy, weight), inverse), tf.mul(x, scale));
    },
    weight: () => tf.reshape(tf.matMul(tf.reshape(inverse, [1, rows]), product), weight.shape),
  };
}

/**
 * Root-mean-square normalisation over the last axis.
 *
 *     y = x / √(mean(x²) + ε) · weight
 *
 * In jitted functions one ONNX Runtime node, `SimplifiedLayerNormalization`.
 *
 * @param x - float32, shape (…, D)
 * @param weight - float32, shape (D)
 * @param epsilon - added to the mean square, above 0; default 1e-6
 * @returns float32, the shape of `x`
 * @throws EngineError `INPUT_SHAPE` when `weight` is not as long as the last axis of `x`; `INPUT_DTYPE`
 * @remarks Source: Zhang and Sennrich 2019, arXiv:1910.07467, eq. 4.
 */
export function rmsNorm(x: tf.Tensor, weight: tf.Tensor, epsilon = 1e-6): tf.Tensor {
  if (x.dtype !== 'float32' || weight.dtype !== 'float32') {
    throw new EngineError(
      'INPUT_DTYPE',
      `rmsNorm: expected float32 x and weight, got ${x.dtype} and ${weight.dtype}. Cast them with tf.cast.`,
    );
  }
  if (weight.rank !== 1 || x.shape.at(-1) !== weight.size) {
    throw new EngineError(
      'INPUT_SHAPE',
      `rmsNorm: expected x (…, D) and weight (D), got [${x.shape.join(', ')}] and [${weight.shape.join(', ')}]. Normalise over the last axis, with one weight for each of its elements.`,
    );
  }
  return rmsNormOp({ x, weight }, { epsilon })[0] as tf.Tensor;
}
