import { forEachChunk, type TensorInput } from '../tensor-input.js';
import { MagnitudeSelection } from './largest-magnitudes.js';

/** How a task vector (model minus base) is thinned out. */
export type Sparsification = 'none' | 'magnitude' | 'random';

/**
 * What happens to the scale of a thinned task vector: nothing, its L1 norm is restored (mergekit since February 2025),
 * or it is divided by the density (mergekit before, and the DARE paper, arXiv 2311.03099).
 */
export type Rescaling = 'none' | 'l1-norm' | 'density';

/** Sets the elements of a task vector that are not kept to 0. Pieces come in order, from the first to the last. */
export type Thinning = (delta: Float32Array, start: number) => void;

/** Settings of {@link prepareThinning}. */
export interface ThinningOptions {
  readonly density: number;
  readonly sparsification: Sparsification;
  readonly rescaling: Rescaling;
  /** Whether random sparsification keeps an element. Pure: it is asked more than once. */
  readonly keeps: (index: number) => boolean;
}

/** Below this no norm is restored. */
const SMALLEST_NORM = 1e-7;

/**
 * Prepares the thinning of a task vector, reading it as often as the method needs.
 * @returns the thinning, and the factor that restores the scale
 */
export async function prepareThinning(
  base: TensorInput,
  model: TensorInput,
  options: ThinningOptions,
): Promise<{ readonly thin: Thinning; readonly scale: number }> {
  const { density, sparsification, rescaling } = options;
  if (sparsification === 'none' || density >= 1 || model.size === 0)
    return { thin: () => undefined, scale: 1 };
  const start = await starter(base, model, options);
  if (rescaling === 'none') return { thin: start(), scale: 1 };
  if (rescaling === 'density') return { thin: start(), scale: 1 / density };
  const thin = start();
  let [before, after] = [0, 0];
  await forEachDelta(base, model, (delta, offset) => {
    before += normOf(delta);
    thin(delta, offset);
    after += normOf(delta);
  });
  const scale = before < SMALLEST_NORM || after < SMALLEST_NORM ? 1 : before / after;
  return { thin: start(), scale };
}

/** Begins a pass over the task vector. */
async function starter(
  base: TensorInput,
  model: TensorInput,
  { density, sparsification, keeps }: ThinningOptions,
): Promise<() => Thinning> {
  if (density <= 0) return () => (delta) => void delta.fill(0);
  if (sparsification === 'random') return () => randomly(keeps);
  const selection = new MagnitudeSelection(Math.max(1, Math.floor(density * model.size)));
  await forEachDelta(base, model, (delta) => selection.count(delta));
  await forEachDelta(base, model, (delta) => selection.refine(delta));
  const { magnitudeBits, ties } = selection.threshold();
  return () => largest(magnitudeBits, ties);
}

function randomly(keeps: (index: number) => boolean): Thinning {
  return (delta, start) => {
    for (let i = 0; i < delta.length; i += 1) if (!keeps(start + i)) delta[i] = 0;
  };
}

/** Keeps magnitudes above a threshold, and the first few that equal it. */
function largest(magnitudeBits: number, ties: number): Thinning {
  let tiesLeft = ties;
  return (delta) => {
    tiesLeft = dropSmall(delta, magnitudeBits, tiesLeft);
  };
}

/** @returns how many elements with exactly this magnitude may still be kept */
function dropSmall(delta: Float32Array, magnitudeBits: number, ties: number): number {
  const bits = new Int32Array(delta.buffer, delta.byteOffset, delta.length);
  let tiesLeft = ties;
  for (let i = 0; i < bits.length; i += 1) {
    const pattern = bits[i] as number;
    const magnitude = pattern & 0x7fffffff;
    if (magnitude === magnitudeBits && tiesLeft > 0) tiesLeft -= 1;
    else bits[i] = pattern * Number(magnitude > magnitudeBits);
  }
  return tiesLeft;
}

function normOf(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += Math.abs(values[i] as number);
  return sum;
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

/** values − base, in place. */
export function subtract(values: Float32Array, base: Float32Array): void {
  for (let i = 0; i < values.length; i += 1)
    values[i] = (values[i] as number) - (base[i] as number);
}
