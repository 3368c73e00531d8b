import {
  add,
  expandDims,
  matMul,
  mul,
  oneHot,
  reshape,
  split,
  sub,
  tensor,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { PointerModelConfig } from '../pointer-config.js';
import { HIDDEN } from '../../decoder/forward-pass.js';
import { parameter, type Parameters } from '../../numerics/parameters.js';

/**
 * Learned biases of relation ids for all layers in one product.
 * @param relations int32, n ids
 * @returns (L · H, n)
 */
export function relationBiases(
  parameters: Parameters,
  config: PointerModelConfig,
  relations: Tensor,
): Tensor {
  const table = parameter(parameters, 'pointer.relation_bias');
  return matMul(table, oneHot(reshape(relations, [-1]), config.pointer.numRelations), false, true);
}

/**
 * What a position may see, as additive logits: the prefix sees its valid positions in both directions, an output sees the prefix and outputs up to itself.
 * @param prefixMask (B, P)
 * @returns (B, S, S)
 */
export function prefixLmMask(prefixMask: Tensor, outputLength: number): Tensor {
  const prefixLength = prefixMask.shape[1] as number;
  const length = prefixLength + outputLength;
  const structure = new Float32Array(length * length);
  const prefixColumns = new Float32Array(prefixLength * length);
  for (let query = 0; query < length; query += 1) {
    for (let key = prefixLength; key < length; key += 1)
      structure[query * length + key] = query >= key ? 0 : HIDDEN;
  }
  for (let position = 0; position < prefixLength; position += 1)
    prefixColumns[position * length + position] = 1;
  // padding spreads from (B, P) to (B, 1, S) with zeros for the outputs
  const padding = matMul(
    mul(sub(1, prefixMask), HIDDEN),
    tensor(prefixColumns, [prefixLength, length]),
  );
  return add(expandDims(padding, 1), tensor(structure, [1, length, length]));
}

/** Attention biases of whole sequences by layer: (H, B, S, S). @param relations (B, S, S) int32 */
export function fullAttentionBias(
  parameters: Parameters,
  config: PointerModelConfig,
  {
    relations,
    prefixMask,
    outputLength,
  }: { relations: Tensor; prefixMask: Tensor; outputLength: number },
): (layer: number) => Tensor {
  const { numHeads, numLayers } = config.decoder;
  const [batch, length] = relations.shape as [number, number, number];
  // split, whose gradient is one concatenation; slices would pad and add per layer
  const layers = split(relationBiases(parameters, config, relations), numLayers, 0);
  const mask = prefixLmMask(prefixMask, outputLength);
  return (layer) => add(reshape(layers[layer] as Tensor, [numHeads, batch, length, length]), mask);
}
