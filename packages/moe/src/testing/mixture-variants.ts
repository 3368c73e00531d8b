import { readFileSync } from 'node:fs';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { DecoderConfig } from '../config/decoder-config.js';
import type { MixtureConfig } from '../config/mixture-config.js';
import { sineTensor } from './sine-tensor.js';

/** One method of `fixtures/mixture-variants.json`, which `reference/moe/make_mixture_golden.py` writes. */
export interface VariantCase {
  readonly name: string;
  /** A feed-forward block or a whole decoder. */
  readonly kind: 'block' | 'decoder';
  readonly mixture: MixtureConfig;
  /** Each sample may use its own dialect's group only. */
  readonly ownGroupOnly: boolean;
  readonly weights: readonly {
    readonly name: string;
    readonly shape: number[];
    readonly scale: number;
  }[];
  /** (B, S, D) */
  readonly output: readonly number[];
  readonly losses: { readonly balance?: number; readonly dialect?: number };
}

/** The reference numbers of every switch and method. */
export interface VariantGolden {
  readonly decoder: DecoderConfig;
  readonly batch: number;
  readonly length: number;
  readonly dialect: number[];
  readonly positions: number[][];
  readonly cases: readonly VariantCase[];
}

/** Reads a file of reference numbers. */
export function readVariants(path: string | URL): VariantGolden {
  return JSON.parse(readFileSync(path, 'utf8')) as VariantGolden;
}

/** The committed reference numbers. */
export const committedVariants = new URL('../../fixtures/mixture-variants.json', import.meta.url);

/** A case's weights: number i is scale · sin(0.7 j + i). */
export function variantWeights({ weights }: VariantCase): Record<string, Tensor> {
  return Object.fromEntries(
    weights.map(({ name, shape, scale }, shift) => [name, sineTensor(shape, shift, scale)]),
  );
}
