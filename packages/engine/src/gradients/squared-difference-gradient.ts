import * as tf from '@tensorflow/tfjs-core';
import { broadcastingGradient } from './broadcasting-gradient.js';

const slope = (dy: tf.Tensor, a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
  tf.mul(dy, tf.mul(2, tf.sub(a, b)));

/** Gradient of `tf.squaredDifference`: ±2 (a − b). Differs from TF.js, which does not un-broadcast. */
export const squaredDifferenceGradient = broadcastingGradient(
  tf.SquaredDifference,
  slope,
  (dy, a, b) => slope(dy, b, a),
);
