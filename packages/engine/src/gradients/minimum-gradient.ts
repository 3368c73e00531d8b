import * as tf from '@tensorflow/tfjs-core';
import { broadcastingGradient, masked } from './broadcasting-gradient.js';

/** Gradient of `tf.minimum`; `a` takes it where both are equal. Differs from TF.js, which does not un-broadcast. */
export const minimumGradient = broadcastingGradient(
  tf.Minimum,
  (dy, a, b) => masked(dy, tf.lessEqual(a, b)),
  (dy, a, b) => masked(dy, tf.greater(a, b)),
);
