import { seedFor } from '../../numerics/random.js';
import { uniformAt } from '../methods/random-mask.js';
import type { ChunkMerge } from '../tensor-input.js';
import type { MixtureExpert } from './mixture-merge-config.js';

/** Names of an MLP's matrices in a dense model and in an expert of Mixtral. */
export const expertMatrices = [
  ['gate_proj', 'w1'],
  ['down_proj', 'w2'],
  ['up_proj', 'w3'],
] as const;

/**
 * An expert's matrix from the dense model's: plus noise, and the down projection times the residual scale.
 * @param name - of the result, which seeds its noise
 */
export function expertWeights(
  { noiseScale, residualScale }: MixtureExpert,
  name: string,
  seed: number,
): ChunkMerge {
  const scale = name.endsWith('.w2.weight') ? residualScale : 1;
  const noiseSeed = seedFor(name, seed);
  return ([values], start) => {
    const chunk = values as Float32Array;
    if (noiseScale === 0 && scale === 1) return chunk;
    for (let i = 0; i < chunk.length; i += 1) {
      const noise = noiseScale === 0 ? 0 : noiseScale * normalAt(noiseSeed, start + i);
      chunk[i] = scale * ((chunk[i] as number) + noise);
    }
    return chunk;
  };
}

/** The standard normal number of an element (Box–Muller), from hashes of seed and index. */
function normalAt(seed: number, index: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniformAt(seed, 2 * index)));
  return radius * Math.cos(2 * Math.PI * uniformAt(seed, 2 * index + 1));
}
