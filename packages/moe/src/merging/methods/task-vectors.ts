import { forEachChunk, type ChunkMerge, type TensorInput } from '../tensor-input.js';
import { MagnitudeSelection } from './largest-magnitudes.js';

/** How a task vector (model minus base) is thinned out. */
export type Sparsification = 'none' | 'magnitude' | 'random';

/**
 * What happens to the scale of a thinned task vector: nothing, its L1 norm is restored (mergekit since February 2025),
 * or it is divided by the density (mergekit before, and the DARE paper, arXiv 2311.03099).
 */
export type Rescaling = 'none' | 'l1-norm' | 'density';

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

/** Below this no norm is restored. */
const SMALLEST_NORM = 1e-7;

/** A kept element is multiplied by `scale`; others are 0. */
interface Thinning {
  readonly scale: number;
  keeps(delta: number, bits: number, index: number): boolean;
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
  const thinnings: Thinning[] = [];
  for (const [which, model] of models.entries())
    thinnings.push(await thinningOf(base, model, which, options));
  const { weights, electSign, normalize, lambda } = options;
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0);
  const fixedDivisor = Math.abs(weightSum) < 1e-8 ? 1 : weightSum;

  return (chunks, start) => {
    const [target, ...others] = chunks as [Float32Array, ...Float32Array[]];
    const deltas = others.map((values, which) => {
      const thinning = thinnings[which] as Thinning;
      const weight = weights[which] as number;
      subtract(values, target);
      thin(values, thinning, start);
      for (let i = 0; i < values.length; i += 1) values[i] = weight * (values[i] as number);
      return values;
    });
    for (let i = 0; i < target.length; i += 1) {
      let sum = 0;
      for (let k = 0; k < deltas.length; k += 1) sum += (deltas[k] as Float32Array)[i] as number;
      let divisor = fixedDivisor;
      if (electSign) {
        const majority = sum >= 0 ? 1 : -1;
        [sum, divisor] = [0, 0];
        for (let k = 0; k < deltas.length; k += 1) {
          const value = (deltas[k] as Float32Array)[i] as number;
          if (Math.sign(value) !== majority) continue;
          sum += value;
          divisor += weights[k] as number;
        }
        if (divisor === 0) divisor = 1;
      }
      if (normalize) sum /= divisor;
      target[i] = (target[i] as number) + lambda * sum;
    }
    return target;
  };
}

async function thinningOf(
  base: TensorInput,
  model: TensorInput,
  which: number,
  options: TaskVectorOptions,
): Promise<Thinning> {
  const density = options.densities[which] as number;
  if (options.sparsification === 'none' || density >= 1 || model.size === 0)
    return { scale: 1, keeps: () => true };
  const choice =
    options.sparsification === 'magnitude'
      ? await largest(base, model, density)
      : randomly(options, which, density);
  if (options.rescaling === 'none') return { scale: 1, keeps: choice };
  if (options.rescaling === 'density') return { scale: 1 / density, keeps: choice };
  const [before, after] = await normsOf(base, model, choice);
  const scale = before < SMALLEST_NORM || after < SMALLEST_NORM ? 1 : before / after;
  // the choice may count ties, so it is made afresh for the second pass
  const again =
    options.sparsification === 'magnitude' ? await largest(base, model, density) : choice;
  return { scale, keeps: again };
}

function randomly({ keeps }: TaskVectorOptions, which: number, density: number): Thinning['keeps'] {
  return (_delta, _bits, index) => keeps(which, index, density);
}

/** Keeps the k = max(1, ⌊density · n⌋) largest magnitudes of a task vector; none when the density is 0. */
async function largest(
  base: TensorInput,
  model: TensorInput,
  density: number,
): Promise<Thinning['keeps']> {
  if (density <= 0) return () => false;
  const selection = new MagnitudeSelection(Math.max(1, Math.floor(density * model.size)));
  await forEachDelta(base, model, (delta) => selection.count(delta));
  await forEachDelta(base, model, (delta) => selection.refine(delta));
  const { magnitudeBits, ties } = selection.threshold();
  let seen = 0;
  return (_delta, bits) => {
    const magnitude = bits & 0x7fffffff;
    if (magnitude !== magnitudeBits) return magnitude > magnitudeBits;
    seen += 1;
    return seen <= ties;
  };
}

/** L1 norms of a task vector, whole and thinned. */
async function normsOf(
  base: TensorInput,
  model: TensorInput,
  keeps: Thinning['keeps'],
): Promise<[number, number]> {
  let [before, after] = [0, 0];
  await forEachDelta(base, model, (delta, start) => {
    const bits = new Uint32Array(delta.buffer, delta.byteOffset, delta.length);
    for (let i = 0; i < delta.length; i += 1) {
      const magnitude = Math.abs(delta[i] as number);
      before += magnitude;
      if (keeps(delta[i] as number, bits[i] as number, start + i)) after += magnitude;
    }
  });
  return [before, after];
}

async function forEachDelta(
  base: TensorInput,
  model: TensorInput,
  visit: (delta: Float32Array, start: number) => void,
): Promise<void> {
  await forEachChunk([model, base], ([values, ofBase], start) => {
    subtract(values as Float32Array, ofBase as Float32Array);
    visit(values as Float32Array, start);
  });
}

function subtract(values: Float32Array, base: Float32Array): void {
  for (let i = 0; i < values.length; i += 1)
    values[i] = (values[i] as number) - (base[i] as number);
}

function thin(delta: Float32Array, { scale, keeps }: Thinning, start: number): void {
  const bits = new Uint32Array(delta.buffer, delta.byteOffset, delta.length);
  for (let i = 0; i < delta.length; i += 1) {
    const kept = keeps(delta[i] as number, bits[i] as number, start + i);
    delta[i] = kept ? scale * (delta[i] as number) : 0;
  }
}
