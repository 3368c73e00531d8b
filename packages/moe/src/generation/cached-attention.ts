import type { Tensor } from '@tensorflow/tfjs-core';
import { attention, type Attend, type AttentionPart } from '../decoder/forward-pass.js';

/** Names of a layer's cache tensors. */
export function cacheNames(layer: number): { readonly key: string; readonly value: string } {
  return { key: `cache.${layer}.key`, value: `cache.${layer}.value` };
}

/** The keys and values of earlier tokens, as one pass over new tokens sees them. How they lie in memory is the cache's affair. */
export interface KeyValueCache {
  /** Queries (H, B, T, dh) in the cache's layout. */
  queries(q: Tensor): Tensor;
  /**
   * Stores the keys and values of a layer's new tokens.
   * @param k (Hkv, B, T, dh)
   * @param v (Hkv, B, T, dh)
   * @returns all that the new tokens look at
   */
  extend(layer: number, k: Tensor, v: Tensor): readonly AttentionPart[];
  /** What attention gave in the cache's layout, as (H, B, T, dh). */
  heads(context: Tensor): Tensor;
  /** New values of the cache tensors by name, complete after the last layer. */
  readonly state: Record<string, Tensor>;
}

/** Attention of new tokens over a cache and each other. */
export function cachedAttention(cache: KeyValueCache): Attend {
  return (layer, q, k, v) => cache.heads(attention(cache.queries(q), cache.extend(layer, k, v)));
}
