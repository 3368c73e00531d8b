import { forEachChunk, type ChunkMerge, type TensorInput } from '../tensor-input.js';

/** Settings of spherical interpolation. */
export interface SlerpOptions {
  /**
   * `keep` (mergekit): angles of the unit vectors, applied to the vectors as they are. `unit` (the text of SQL-GEN):
   * the vectors themselves are scaled to unit norm first, so that the result has norm 1. Default `keep`.
   */
  readonly normalization?: 'keep' | 'unit';
  /** Above this |cosine| the result is linear interpolation. Default 0.9995. */
  readonly dotThreshold?: number;
}

/** Norms up to this are not divided by. */
const SMALLEST_NORM = 1e-8;

/**
 * Spherical interpolation of tensors seen as flat vectors. Two tensors are mergekit's `slerp`
 * (sin((1-t)θ)/sin θ · v0 + sin(tθ)/sin θ · v1, θ between the unit vectors, linear when |cos θ| > threshold); more are
 * merged two by two in their order, ((v0, v1), v2), as SQL-GEN §4 does with dialects.
 *
 * Every result is a weighted sum of the inputs, and the weights follow from the inputs' scalar products, which one
 * pass over the data collects in double precision.
 *
 * @param products - symmetric matrix of scalar products vᵢ·vⱼ
 * @param ts - one position in [0, 1] for every input after the first; 0 keeps what was there
 * @returns the weight of every input
 */
export function slerpCoefficients(
  products: readonly (readonly number[])[],
  ts: readonly number[],
  { normalization = 'keep', dotThreshold = 0.9995 }: SlerpOptions = {},
): number[] {
  const count = products.length;
  const product = (a: readonly number[], b: readonly number[]): number =>
    a.reduce(
      (sum, x, i) => sum + x * b.reduce((inner, y, j) => inner + y * (products[i]?.[j] ?? 0), 0),
      0,
    );
  let merged = unitVector(0, count);
  ts.forEach((t, index) => {
    const next = unitVector(index + 1, count);
    const norms = [merged, next].map((vector) => {
      const norm = Math.sqrt(Math.max(0, product(vector, vector)));
      return norm > SMALLEST_NORM ? norm : 1;
    }) as [number, number];
    const cosine = Math.min(1, Math.max(-1, product(merged, next) / (norms[0] * norms[1])));
    const linear = Math.abs(cosine) > dotThreshold;
    const angle = Math.acos(cosine);
    let [ofMerged, ofNext] = linear
      ? [1 - t, t]
      : [Math.sin((1 - t) * angle) / Math.sin(angle), Math.sin(t * angle) / Math.sin(angle)];
    if (normalization === 'unit') [ofMerged, ofNext] = [ofMerged / norms[0], ofNext / norms[1]];
    merged = merged.map((x, i) => x * ofMerged + (next[i] as number) * ofNext);
  });
  return merged;
}

function unitVector(index: number, size: number): number[] {
  return Array.from({ length: size }, (_, i) => Number(i === index));
}

/** Scalar products of all pairs of inputs, in double precision. */
export async function scalarProducts(inputs: readonly TensorInput[]): Promise<number[][]> {
  const products = inputs.map(() => inputs.map(() => 0));
  await forEachChunk(inputs, (chunks) => {
    for (let i = 0; i < chunks.length; i += 1) {
      for (let j = i; j < chunks.length; j += 1) {
        const sum = scalarProduct(chunks[i] as Float32Array, chunks[j] as Float32Array);
        (products[i] as number[])[j] = ((products[i] as number[])[j] as number) + sum;
      }
    }
  });
  return products.map((row, i) =>
    row.map((_, j) => products[Math.min(i, j)]?.[Math.max(i, j)] ?? 0),
  );
}

/** Four sums at a time, since each addition waits for the one before it. */
function scalarProduct(a: Float32Array, b: Float32Array): number {
  let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
  const even = a.length - (a.length % 4);
  for (let i = 0; i < even; i += 4) {
    sum0 += (a[i] as number) * (b[i] as number);
    sum1 += (a[i + 1] as number) * (b[i + 1] as number);
    sum2 += (a[i + 2] as number) * (b[i + 2] as number);
    sum3 += (a[i + 3] as number) * (b[i + 3] as number);
  }
  for (let i = even; i < a.length; i += 1) sum0 += (a[i] as number) * (b[i] as number);
  return sum0 + sum1 + sum2 + sum3;
}

/** Prepares the spherical merge of one tensor. */
export async function prepareSlerp(
  inputs: readonly TensorInput[],
  ts: readonly number[],
  options: SlerpOptions = {},
): Promise<ChunkMerge> {
  return weightedSum(slerpCoefficients(await scalarProducts(inputs), ts, options));
}

/** The sum of the inputs with fixed weights. */
export function weightedSum(weights: readonly number[]): ChunkMerge {
  return (chunks) => {
    const [target, ...rest] = chunks as [Float32Array, ...Float32Array[]];
    const first = weights[0] as number;
    if (rest.length === 1) {
      const [other, second] = [rest[0] as Float32Array, weights[1] as number];
      for (let i = 0; i < target.length; i += 1)
        target[i] = first * (target[i] as number) + second * (other[i] as number);
      return target;
    }
    for (let i = 0; i < target.length; i += 1) {
      let sum = first * (target[i] as number);
      for (let k = 0; k < rest.length; k += 1)
        sum += (weights[k + 1] as number) * ((rest[k] as Float32Array)[i] as number);
      target[i] = sum;
    }
    return target;
  };
}
