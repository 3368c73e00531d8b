import * as tf from '@tensorflow/tfjs-core';
import type { QuantizedWeight } from './quantized-weight.js';

/**
 * The float32 matrix that a quantised weight stands for, in plain TF.js operations. Zero points that are a scalar are
 * the same as absent ones: TF.js can save only inputs that are there for a gradient.
 * @returns shape (N, blocks · blockSize), the padding of the last block included
 */
export function dequantizeBlocks(weight: QuantizedWeight): tf.Tensor2D {
  const { packed, scales, zeroPoints, bits, blockSize } = weight;
  const [N, blocks] = scales.shape as [number, number];
  const levels = tf.reshape(unpack(packed, bits), [N, blocks, blockSize]);
  const zero =
    zeroPoints === undefined || zeroPoints.rank === 0
      ? tf.scalar(2 ** (bits - 1))
      : tf.reshape(tf.slice(unpack(zeroPoints, bits), [0, 0], [N, blocks]), [N, blocks, 1]);
  const values = tf.mul(tf.sub(levels, zero), tf.reshape(scales, [N, blocks, 1]));
  return tf.reshape(values, [N, blocks * blockSize]);
}

/** Numbers of `bits` bits from bytes (…, n), lower half first; float32, shape (…, n · 8 / bits). */
function unpack(bytes: tf.Tensor, bits: number): tf.Tensor {
  const values = tf.cast(bytes, 'float32');
  if (bits === 8) return values;
  const upper = tf.floor(tf.div(values, 16));
  const lower = tf.sub(values, tf.mul(upper, 16));
  const pairs = tf.stack([lower, upper], bytes.rank); // (…, n, 2)
  return tf.reshape(pairs, [...bytes.shape.slice(0, -1), 2 * (bytes.shape.at(-1) as number)]);
}
