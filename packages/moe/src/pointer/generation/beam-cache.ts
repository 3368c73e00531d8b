import { add, matMul, reshape, type Tensor } from '@tensorflow/tfjs-core';
import type { DecoderConfig } from '../../config/decoder-config.js';
import { repeatHeads } from '../../decoder/forward-pass.js';
import { cacheNames, type KeyValueCache } from '../../generation/cached-attention.js';

/**
 * One cache (H, C, dh) that K beams share: they never copy it. Each output of each beam has a column of its own, and the
 * bias lets a beam see the columns of its own ancestors only.
 * @param caches the tensors of `cacheNames`, zero where nothing has been written
 * @param placement (C, K) 1 at [column, k] where beam k's key and value go
 * @param biasOf additive (H, K, C) of a layer
 */
export function beamCache(
  caches: Readonly<Record<string, Tensor>>,
  { numHeads, headWidth }: DecoderConfig,
  { placement, biasOf }: { readonly placement: Tensor; readonly biasOf: (layer: number) => Tensor },
): KeyValueCache {
  const beams = placement.shape[1] as number;
  const state: Record<string, Tensor> = {};
  const byHead = (x: Tensor): Tensor => reshape(x, [numHeads, beams, headWidth]); // (H, K, 1, dh) → (H, K, dh)
  // columns are zero until they are written, so placing is an addition
  const grow = (name: string, fresh: Tensor): Tensor =>
    (state[name] = add(
      caches[name] as Tensor,
      matMul(placement, byHead(repeatHeads(fresh, numHeads))),
    )); // (H, C, dh)
  return {
    queries: byHead,
    extend(layer, k, v) {
      const { key, value } = cacheNames(layer);
      return [{ keys: grow(key, k), values: grow(value, v), bias: biasOf(layer) }];
    },
    heads: (context) => reshape(context, [numHeads, beams, 1, headWidth]),
    state,
  };
}
