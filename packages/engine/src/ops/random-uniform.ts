import * as tf from '@tensorflow/tfjs-core';
import { RANDOM_UNIFORM_KERNEL } from '../kernels/momq-random-uniform.js';
import { TRACE_BACKEND } from '../trace/trace-backend.js';

/**
 * Uniform random numbers in [0, 1), float32, that are fresh at every run of a jitted function.
 *
 * `tf.randomUniform` draws its numbers while the function is traced, so a jitted function would repeat them forever.
 * Outside a trace this is `tf.randomUniform(shape)`.
 */
export function randomUniform(shape: readonly number[]): tf.Tensor {
  if (tf.getBackend() !== TRACE_BACKEND) return tf.randomUniform([...shape]);
  return tf.engine().runKernel(RANDOM_UNIFORM_KERNEL, {}, { shape: [...shape] }) as tf.Tensor;
}
