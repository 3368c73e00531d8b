import type { ChunkMerge, TensorInput } from '../tensor-input.js';
import {
  prepareThinning,
  subtract,
  type Rescaling,
  type Sparsification,
  type Thinning,
} from './thinning.js';

/** Settings of {@link prepareTaskVectors}. */
export interface TaskVectorOptions {
  /** One weight for each model other than the base. */
  readonly weights: readonly number[];
  /** Share of elements kept, one for each model. */
  readonly densities: readonly number[];
  readonly sparsification: Sparsification;
  readonly rescaling: Rescaling;
  /** Whether only elements whose sign agrees with the weighted sum are added (TIES, arXiv 2306.01708). */
  readonly electSign: boolean;
  /** Divide by the sum of the weights that took part. */
  readonly normalize: boolean;
  /** Scale of the merged task vector. */
  readonly lambda: number;
  /** Whether random sparsification keeps an element of a model. Pure: it is asked more than once. */
  readonly keeps: (model: number, index: number, density: number) => boolean;
}

/**
 * Prepares base + λ · Σ wᵢ · thin(modelᵢ − base) for one tensor: task arithmetic, TIES and DARE are settings of it.
 * As mergekit's `generalized_task_arithmetic`, in float32.
 *
 * @param inputs - the base first, then the models
 */
export async function prepareTaskVectors(
  inputs: readonly TensorInput[],
  options: TaskVectorOptions,
): Promise<ChunkMerge> {
  const [base, ...models] = inputs as [TensorInput, ...TensorInput[]];
  const thinnings: { readonly thin: Thinning; readonly scale: number }[] = [];
  for (const [which, model] of models.entries()) {
    const density = options.densities[which] as number;
    const keeps = (index: number): boolean => options.keeps(which, index, density);
    thinnings.push(await prepareThinning(base, model, { ...options, density, keeps }));
  }
  const { weights, electSign, normalize, lambda } = options;
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0);
  const divisor = Math.abs(weightSum) < 1e-8 ? 1 : weightSum;
  const factor = normalize && !electSign ? lambda / divisor : lambda;

  return (chunks, start) => {
    const [target, ...deltas] = chunks as [Float32Array, ...Float32Array[]];
    const sum = new Float32Array(target.length);
    deltas.forEach((delta, which) => {
      const { thin, scale } = thinnings[which] as (typeof thinnings)[number];
      subtract(delta, target);
      thin(delta, start);
      weigh(delta, scale * (weights[which] as number));
      accumulate(sum, delta, 1);
    });
    if (electSign) electSigns(sum, deltas, normalize ? weights : null);
    accumulate(target, sum, factor);
    return target;
  };
}

function weigh(values: Float32Array, weight: number): void {
  for (let i = 0; i < values.length; i += 1) values[i] = weight * (values[i] as number);
}

/** target + factor · values, in place. */
function accumulate(target: Float32Array, values: Float32Array, factor: number): void {
  for (let i = 0; i < target.length; i += 1)
    target[i] = (target[i] as number) + factor * (values[i] as number);
}

/**
 * Sums again, only elements with the sign of their sum; a sum of 0 counts as positive, zeros never take part.
 * @param sum - sums of `deltas`, overwritten
 * @param weights - divide by the weights of those that took part, or null
 */
function electSigns(
  sum: Float32Array,
  deltas: readonly Float32Array[],
  weights: readonly number[] | null,
): void {
  const majority = new Int8Array(sum.length);
  for (let i = 0; i < sum.length; i += 1) majority[i] = (sum[i] as number) >= 0 ? 1 : -1;
  const divisor = weights === null ? null : new Float32Array(sum.length);
  sum.fill(0);
  deltas.forEach((delta, which) => {
    addAgreeing(sum, delta, majority);
    if (divisor !== null) countAgreeing(divisor, delta, majority, weights?.[which] ?? 0);
  });
  if (divisor === null) return;
  for (let i = 0; i < sum.length; i += 1) {
    const total = divisor[i] as number;
    if (total !== 0) sum[i] = (sum[i] as number) / total;
  }
}

function addAgreeing(sum: Float32Array, delta: Float32Array, majority: Int8Array): void {
  for (let i = 0; i < sum.length; i += 1) {
    const value = delta[i] as number;
    // without a branch, which half of the elements would mispredict
    sum[i] = (sum[i] as number) + value * Number(value * (majority[i] as number) > 0);
  }
}

function countAgreeing(
  divisor: Float32Array,
  delta: Float32Array,
  majority: Int8Array,
  weight: number,
): void {
  for (let i = 0; i < divisor.length; i += 1) {
    const agrees = Number((delta[i] as number) * (majority[i] as number) > 0);
    divisor[i] = (divisor[i] as number) + weight * agrees;
  }
}
