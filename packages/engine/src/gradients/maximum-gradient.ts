import * as tf from '@tensorflow/tfjs-core';
import { broadcastingGradient, masked } from './broadcasting-gradient.js';

/** Gradient of `tf.maximum`; `a` takes it where both are equal. Differs from TF.js, which does not un-broadcast. */
export const maximumGradient = broadcastingGradient(
  tf.Maximum,
  (dy, a, b) => masked(dy, tf.greaterEqual(a, b)),
  (dy, a, b) => masked(dy, tf.less(a, b)),
);
