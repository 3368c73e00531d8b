import {
  adaptedLinears,
  loraTargets,
  mixtureTargets,
  type MixtureConfig,
} from '../config/mixture-config.js';
import { MoeError } from '../errors.js';
import type { DecoderConfig } from '../config/decoder-config.js';
import { linearName } from '../mixture/linear-shape.js';
import type { HostParameters } from '../numerics/host-tensor.js';
import { parameterOf } from './parameter-of.js';

/** A product scale · B A that is added to a weight. B is (out, rank), A (rank, in). */
export interface LowRankUpdate {
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly rank: number;
  readonly scale: number;
}

/** Which part of a mixture becomes part of the weights. */
export interface DenseOptions {
  /** Expert group that acts beside the adapters that always do. Default: none. */
  readonly group?: string;
  /**
   * Weight of each of the group's experts. A router's weights differ from token to token, so a group of several experts
   * has no exact dense form; means that were measured on its dialect come closest. Default: 1 for a single expert, whose
   * weight is exactly 1 when the dialect is known.
   */
  readonly expertWeights?: readonly number[];
}

/**
 * The updates that turn a base into a dense model of one dialect, by linear layer (`layers.0.mlp.down_proj`).
 * @throws MoeError `MOE_UNKNOWN_GROUP`, `MOE_BAD_CONFIG` for a mixture that no dense model equals
 */
export function denseAdapters(
  decoder: DecoderConfig,
  mixture: MixtureConfig,
  parameters: HostParameters,
  options: DenseOptions,
): Map<string, LowRankUpdate[]> {
  const { lora } = mixture;
  const weights = expertWeights(mixture, options);
  const updates = new Map<string, LowRankUpdate[]>();
  const read = (name: string) => Float32Array.from(parameterOf(parameters, name).data);
  for (let layer = 0; layer < decoder.numLayers; layer += 1) {
    for (const part of adaptedLinears) {
      const name = linearName(layer, part);
      const found: LowRankUpdate[] = [];
      const pair = (owner: string, rank: number, scale: number) =>
        found.push({ a: read(`${owner}.lora_a`), b: read(`${owner}.lora_b`), rank, scale });
      if (loraTargets(mixture).includes(part)) pair(name, lora.rank, lora.alpha / lora.rank);
      if (mixtureTargets(mixture).includes(part)) {
        if (mixture.numSharedExperts > 0)
          pair(`${name}.shared`, mixture.numSharedExperts * lora.rank, lora.alpha / lora.rank);
        const group = mixture.groups.find(({ name: each }) => each === options.group);
        if (group !== undefined) {
          const owner = `${name}.groups.${group.name}`;
          pair(owner, group.numExperts * group.rank, group.alpha / group.rank);
          scaleExperts(found.at(-1) as LowRankUpdate, weights, group.rank);
        }
      }
      if (found.length > 0) updates.set(name, found);
    }
  }
  return updates;
}

/** Multiplies the rows of A that belong to each expert by its weight. */
function scaleExperts({ a }: LowRankUpdate, weights: readonly number[], rank: number): void {
  const perExpert = a.length / weights.length;
  if (perExpert % rank !== 0) throw new RangeError('experts of unequal size');
  for (let i = 0; i < a.length; i += 1)
    a[i] = (a[i] as number) * (weights[Math.floor(i / perExpert)] as number);
}

function expertWeights(
  mixture: MixtureConfig,
  { group: name, expertWeights: given }: DenseOptions,
): readonly number[] {
  if ((mixture.experts ?? 'lora') !== 'lora' || mixture.fusionWidth !== undefined)
    throw notDense('LoRA experts without a fusion block', 'experts that are no LoRAs');
  if (mixture.expertRouters === 'per-group' && mixture.numSharedExperts > 0)
    throw notDense('shared experts that always act', 'shared experts behind a router');
  if (name === undefined) return [];
  const group = mixture.groups.find((each) => each.name === name);
  if (group === undefined) {
    const names = mixture.groups.map((each) => each.name).join(', ') || 'none';
    throw new MoeError(
      'MOE_UNKNOWN_GROUP',
      `expected one of the groups ${names}, got "${name}"; load the checkpoint with that group`,
    );
  }
  if (given !== undefined) {
    if (given.length === group.numExperts && given.every(Number.isFinite)) return given;
    throw new MoeError(
      'MOE_BAD_INPUT',
      `expected ${group.numExperts} expertWeights for group ${name}, got ${given.join(', ')}; give a number for each expert`,
    );
  }
  const fixed = group.numExperts === 1 || mixture.routing === 'dialect';
  if (!fixed)
    throw notDense(
      `expertWeights for the ${group.numExperts} routed experts of ${name}`,
      'none, and no dense model equals a router',
    );
  return Array.from({ length: group.numExperts }, () => 1);
}

function notDense(expected: string, got: string): MoeError {
  return new MoeError(
    'MOE_BAD_CONFIG',
    `expected ${expected}, got ${got}; export what always acts, or give the mean weights of the experts`,
  );
}
