import { add, matMul, reshape, type Tensor } from '@tensorflow/tfjs-core';

/**
 * x Wᵀ (+ b) over the last axis.
 * @param x (..., in)
 * @param weight (out, in)
 * @param bias (out)
 * @returns (..., out)
 */
export function linear(x: Tensor, weight: Tensor, bias: Tensor | null = null): Tensor {
  const [outWidth, inWidth] = weight.shape as [number, number];
  // one flat 2-D product: the engine then emits a single Gemm
  let y: Tensor = matMul(reshape(x, [-1, inWidth]), weight, false, true);
  if (bias !== null) y = add(y, bias);
  return reshape(y, [...x.shape.slice(0, -1), outWidth]);
}
