import { MoeError } from '../../errors.js';
import { memoryInput, type ChunkMerge, type TensorInput } from '../tensor-input.js';
import { prepareLinear } from './linear.js';
import { keepsElement } from './random-mask.js';
import { prepareSlerp, type SlerpOptions } from './slerp.js';
import { prepareTaskVectors, type TaskVectorOptions } from './task-vectors.js';

/** Names of the merge methods, as mergekit writes them. */
export const mergeMethodNames = [
  'slerp',
  'linear',
  'task_arithmetic',
  'ties',
  'dare_linear',
  'dare_ties',
  'passthrough',
] as const;

/** A merge method. */
export type MergeMethodName = (typeof mergeMethodNames)[number];

/** What a tensor is merged with, after filters and gradients of the configuration were applied. */
export interface TensorMerge {
  /** Whether the first input is the base that task vectors are taken from. */
  readonly hasBase: boolean;
  /** SLERP: position of every input after the first. */
  readonly ts: readonly number[];
  /** One for every input; the base's counts only for `linear`. */
  readonly weights: readonly number[];
  readonly densities: readonly number[];
  readonly normalize?: boolean;
  readonly rescale?: boolean;
  /** Which rescaling `rescale` means. Default `l1-norm`, as mergekit since February 2025. */
  readonly rescaling?: 'l1-norm' | 'density';
  readonly lambda?: number;
  readonly seeds: readonly number[];
  readonly slerp?: SlerpOptions;
}

const taskVectors: Partial<
  Record<
    MergeMethodName,
    Pick<TaskVectorOptions, 'sparsification' | 'electSign' | 'normalize'> & { rescale: boolean }
  >
> = {
  task_arithmetic: { sparsification: 'none', electSign: false, normalize: false, rescale: false },
  ties: { sparsification: 'magnitude', electSign: true, normalize: true, rescale: false },
  dare_linear: { sparsification: 'random', electSign: false, normalize: false, rescale: true },
  dare_ties: { sparsification: 'random', electSign: true, normalize: false, rescale: true },
};

/**
 * Prepares the merge of one tensor; defaults are mergekit's.
 * @param inputs - the base first, where the method has one
 * @throws MoeError `MOE_MERGE_CONFIG`
 */
export async function prepareMerge(
  method: MergeMethodName,
  inputs: readonly TensorInput[],
  merge: TensorMerge,
): Promise<ChunkMerge> {
  if (inputs.length === 1) return ([only]) => only as Float32Array;
  if (method === 'slerp') return prepareSlerp(inputs, merge.ts, merge.slerp);
  if (method === 'linear') return prepareLinear(merge.weights, merge.normalize ?? true);
  const defaults = taskVectors[method];
  if (defaults === undefined) {
    throw new MoeError(
      'MOE_MERGE_CONFIG',
      `${method}: expected one model for each tensor, got ${inputs.length}; use a method that combines models`,
    );
  }
  const skip = merge.hasBase ? 1 : 0;
  const seeds = merge.seeds.slice(skip);
  return prepareTaskVectors(inputs, {
    weights: merge.weights.slice(skip),
    densities: merge.densities.slice(skip),
    keeps: (model, index, density) => keepsElement(seeds[model] as number, index, density),
    sparsification: defaults.sparsification,
    electSign: defaults.electSign,
    normalize: merge.normalize ?? defaults.normalize,
    rescaling: (merge.rescale ?? defaults.rescale) ? (merge.rescaling ?? 'l1-norm') : 'none',
    lambda: merge.lambda ?? 1,
  });
}

/**
 * Merges tensors in memory, the way {@link mergeModels} does it piece by piece.
 * @returns a new array of the inputs' length
 * @throws MoeError `MOE_MERGE_CONFIG`, `MOE_BAD_INPUT` when the lengths differ
 */
export async function mergeTensors(
  method: MergeMethodName,
  tensors: readonly Float32Array[],
  merge: TensorMerge,
): Promise<Float32Array> {
  const size = tensors[0]?.length ?? 0;
  if (tensors.some((tensor) => tensor.length !== size)) {
    throw new MoeError(
      'MOE_BAD_INPUT',
      `expected tensors of one length, got ${tensors.map((tensor) => tensor.length).join(', ')}; merge copies of one tensor`,
    );
  }
  const combine = await prepareMerge(method, tensors.map(memoryInput), merge);
  return combine(
    tensors.map((tensor) => tensor.slice()),
    0,
  );
}
