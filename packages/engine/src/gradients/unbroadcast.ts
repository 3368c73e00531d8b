import * as tf from '@tensorflow/tfjs-core';
import { broadcastShapes } from '../tensor-spec.js';

/** Shape of the result of a broadcast. Differs from the function of TF.js in that 1 and 0 give 0. */
export function assertAndGetBroadcastShape(a: readonly number[], b: readonly number[]): number[] {
  return broadcastShapes([a, b]);
}

/**
 * Axes of `outShape` along which a tensor of shape `inShape` was broadcast. Differs from the function of TF.js in that
 * an axis of size 1 that was broadcast to size 0 counts too.
 */
export function getReductionAxes(
  inShape: readonly number[],
  outShape: readonly number[],
): number[] {
  const offset = outShape.length - inShape.length;
  return outShape.flatMap((dim, axis) =>
    axis < offset || (inShape[axis - offset] === 1 && dim !== 1) ? [axis] : [],
  );
}

/**
 * Sums `dy` over the axes along which an input of shape `shape` was broadcast.
 * @returns a tensor of shape `shape`
 */
export function unbroadcast(dy: tf.Tensor, shape: number[]): tf.Tensor {
  const axes = getReductionAxes(shape, dy.shape);
  return tf.reshape(axes.length === 0 ? dy : tf.sum(dy, axes), shape);
}
