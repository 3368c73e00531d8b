import { add, mean, mul, rsqrt, square, type Tensor } from '@tensorflow/tfjs-core';

/** x / √(mean(x²) + epsilon) · weight over the last axis. x (..., D), weight (D). */
export function rmsNorm(x: Tensor, weight: Tensor, epsilon: number): Tensor {
  return mul(mul(x, rsqrt(add(mean(square(x), -1, true), epsilon))), weight);
}
