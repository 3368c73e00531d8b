import { add, expandDims, reshape, type Tensor } from '@tensorflow/tfjs-core';
import type { DecoderConfig } from '../../config/decoder-config.js';
import type { Attend } from '../../decoder/forward-pass.js';
import { cachedAttention } from '../../generation/cached-attention.js';
import type { Parameters } from '../../numerics/parameters.js';
import { hasPrefix, prefixedAttention } from './prefix/prefixed-attention.js';
import { rowCache, type NewTokens } from './row-cache.js';

/** Attention of new tokens over a prefix, if there is one, over their rows' caches and each other. */
export function passAttention(
  parameters: Parameters,
  config: DecoderConfig,
  { prefixLength, ...tokens }: NewTokens & { readonly prefixLength: Tensor | null },
): {
  readonly attend: Attend;
  /** (B, T) int32 positions of the new tokens, prefix included. */
  readonly positions: Tensor;
  /** New values of the caches, complete after the last layer. */
  readonly state: Record<string, Tensor>;
} {
  const cache = rowCache(parameters, config, tokens);
  const places = add(expandDims(tokens.starts, 1), tokens.offsets);
  const { state } = cache;
  if (prefixLength === null || !hasPrefix(parameters))
    return { attend: cachedAttention(cache), positions: places, state };
  const positions = add(places, reshape(prefixLength, [1, 1]));
  const rows = { length: prefixLength, positions };
  return { attend: prefixedAttention(parameters, cache, config, rows), positions, state };
}
