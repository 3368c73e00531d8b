import {
  add,
  cast,
  concat,
  cos,
  exp,
  expandDims,
  log,
  max,
  maximum,
  mul,
  sin,
  sub,
  tensor,
  tensor1d,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { DecoderConfig, RopeScaling } from '../config/decoder-config.js';
import { ropeFrequencies } from './rope-frequencies.js';

/** Cosines and sines of every position and feature, the same for all layers and heads: (S, dh) or (B, S, dh). */
export interface RotaryTables {
  readonly cosines: Tensor;
  readonly sines: Tensor;
}

type RotaryConfig = DecoderConfig & { readonly ropeTheta: number };

function hasRotary(config: DecoderConfig): config is RotaryConfig {
  return config.ropeTheta !== null;
}

/**
 * The rotations of a stack, or null when it has no rotary positions.
 * @param positions (B, S) int32, or null for 0 … length-1 in every row, whose tables are constants of the graph
 */
export function rotaryTables(
  config: DecoderConfig,
  length: number,
  positions: Tensor | null,
): RotaryTables | null {
  if (!hasRotary(config)) return null;
  return positions === null ? constantTables(config, length) : tablesAt(config, positions);
}

function constantTables(config: RotaryConfig, length: number): RotaryTables {
  const { headWidth: width } = config;
  const { inverse, attentionFactor } = ropeFrequencies(config, length);
  const cosines = new Float32Array(length * width);
  const sines = new Float32Array(length * width);
  for (let s = 0; s < length; s += 1) {
    for (let i = 0; i < width; i += 1) {
      // the angle is a float32 in transformers too: at position 10,000 that shows
      const angle = Math.fround(s * (inverse[i % (width / 2)] as number));
      cosines[s * width + i] = Math.cos(angle) * attentionFactor;
      sines[s * width + i] = Math.sin(angle) * attentionFactor;
    }
  }
  return { cosines: tensor(cosines, [length, width]), sines: tensor(sines, [length, width]) };
}

function tablesAt(config: RotaryConfig, positions: Tensor): RotaryTables {
  const { inverse, attentionFactor } = ropeFrequencies(config, 0);
  const { headWidth, ropeScaling: scaling } = config;
  const frequencies =
    scaling?.kind === 'dynamic'
      ? dynamicFrequencies(headWidth, inverse, { positions, scaling })
      : tensor1d(inverse);
  const angles = mul(expandDims(cast(positions, 'float32'), 2), frequencies); // (B, S, dh/2)
  const both = (half: Tensor): Tensor => {
    const full = concat([half, half], 2);
    return attentionFactor === 1 ? full : mul(full, attentionFactor);
  };
  return { cosines: both(cos(angles)), sines: both(sin(angles)) };
}

/**
 * `dynamic` scaling for a length that only the graph knows, the largest position of the batch + 1: (dh / 2).
 * The grown base θ · g^(dh / (dh - 2)) gives frequencies θ^(-2i / dh) · g^(-2i / (dh - 2)), of which the first factor is exact.
 */
function dynamicFrequencies(
  headWidth: number,
  inverse: Float32Array,
  {
    positions,
    scaling: { factor, maxPositions },
  }: { positions: Tensor; scaling: Extract<RopeScaling, { kind: 'dynamic' }> },
): Tensor {
  const length = maximum(add(cast(max(positions), 'float32'), 1), maxPositions);
  const growth = sub(mul(length, factor / maxPositions), factor - 1);
  const exponents = inverse.map((_, i) => (-2 * i) / (headWidth - 2));
  return mul(tensor1d(inverse), exp(mul(log(growth), tensor1d(exponents))));
}
