import {
  customGrad,
  oneHot,
  onesLike,
  sum,
  topk,
  zerosLike,
  type Tensor,
} from '@tensorflow/tfjs-core';

/**
 * 1 where a value is among the k largest of its row, else 0; exactly k ones, also when values tie.
 * Carries no gradient: which experts act is not differentiable.
 * @param values (rows, N)
 * @returns (rows, N) float32
 */
export function topKMask(values: Tensor, k: number): Tensor {
  if (k === values.shape[1]) return onesLike(values);
  const select = customGrad((x) => {
    const chosen = x as Tensor;
    const { indices } = topk(chosen, k, true);
    const mask = sum(oneHot(indices, chosen.shape[1] as number), 1);
    return { value: mask, gradFunc: (dy: Tensor) => zerosLike(dy) };
  });
  return select(values);
}
