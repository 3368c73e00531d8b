import {
  add,
  cast,
  concat,
  less,
  lessEqual,
  logicalAnd,
  matMul,
  mul,
  range,
  reshape,
  softmax,
  split,
  sub,
  tile,
  transpose,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { DecoderConfig } from '../../../config/decoder-config.js';
import { HIDDEN, type Attend } from '../../../decoder/forward-pass.js';
import type { KeyValueCache } from '../../../generation/cached-attention.js';
import { optionalParameter, parameter, type Parameters } from '../../../numerics/parameters.js';
import { prefixNames } from './shared-prefix.js';

/** Whether a pass has a shared prefix. */
export function hasPrefix(parameters: Parameters): boolean {
  return optionalParameter(parameters, prefixNames(0).key) !== null;
}

/** Sizes of a pass over rows with a shared prefix. */
export interface PrefixedRows {
  /** (1) int32 tokens of the prefix. */
  readonly length: Tensor;
  /** (B, T) int32 positions of the new tokens, counted from the start of the prefix. */
  readonly positions: Tensor;
}

/**
 * Attention over a prefix that all rows share, their own caches and the new tokens, in one softmax. The prefix is not repeated for the
 * rows: the queries of all of them are the rows of one product with its keys, and of one with its values.
 *
 * Scores are put together in the order (Hkv, g, B, T), g = H / Hkv, as the queries come; the rows' own, which are few, are turned to it.
 */
export function prefixedAttention(
  parameters: Parameters,
  cache: KeyValueCache,
  config: DecoderConfig,
  rows: PrefixedRows,
): Attend {
  const { numHeads, numKvHeads: kv, headWidth, slidingWindow } = config;
  const group = numHeads / kv;
  const [batch, length] = rows.positions.shape as [number, number];
  const count = group * batch * length;
  const scale = 1 / Math.sqrt(headWidth);
  const slots = parameter(parameters, prefixNames(0).key).shape[1] as number;
  const full = prefixBias(rows, { slots, window: null });
  const near =
    slidingWindow === undefined
      ? full
      : tile(prefixBias(rows, { slots, window: slidingWindow.size }), [1, group, 1]);

  /** (B, Hkv, g · T, N) → (Hkv, g · B · T, N) */
  const byHead = (x: Tensor): Tensor => {
    const width = x.shape[3] as number;
    const turned =
      batch === 1 ? x : transpose(reshape(x, [batch, kv, group, length * width]), [1, 2, 0, 3]);
    return reshape(turned, [kv, count, width]);
  };
  /** The way back. */
  const byRow = (x: Tensor): Tensor => {
    const width = x.shape[2] as number;
    const turned =
      batch === 1 ? x : transpose(reshape(x, [kv, group, batch, length * width]), [2, 0, 1, 3]);
    return reshape(turned, [batch, kv, group * length, width]);
  };
  return (layer, q, k, v) => {
    const own = cache.queries(q);
    const parts = cache.extend(layer, k, v);
    const ownScores = parts.map(({ keys, bias }) => {
      const products = mul(matMul(own, keys, false, true), scale);
      return byHead(bias === null ? products : add(products, bias));
    });
    const names = prefixNames(layer);
    const queries = reshape(q, [kv, count, headWidth]);
    const products = mul(matMul(queries, parameter(parameters, names.key), false, true), scale);
    const bias = slidingWindow?.layers.includes(layer) === true ? near : full;
    const scores = [add(products, bias), ...ownScores];
    const sizes = scores.map(({ shape }) => shape[2] as number);
    const [shared, ...weights] = split(softmax(concat(scores, 2)), sizes, 2) as [
      Tensor,
      ...Tensor[],
    ];
    const context = matMul(shared, parameter(parameters, names.value)); // (Hkv, g · B · T, dh)
    const ownContext = parts
      .map(({ values }, i) => matMul(byRow(weights[i] as Tensor), values))
      .reduce((sum, each) => add(sum, each));
    return add(reshape(context, [numHeads, batch, length, headWidth]), cache.heads(ownContext));
  };
}

/** 0 where a new token may look into the prefix: (1, 1, P), or with a window (1, B · T, P). */
function prefixBias(
  { length, positions }: PrefixedRows,
  { slots, window }: { readonly slots: number; readonly window: number | null },
): Tensor {
  const slot = reshape(range(0, slots, 1, 'int32'), [1, 1, slots]);
  let visible: Tensor = less(slot, reshape(length, [1, 1, 1]));
  if (window !== null) {
    const distance = sub(reshape(positions, [1, positions.size, 1]), slot);
    visible = logicalAnd(visible, lessEqual(distance, window - 1));
  }
  return mul(sub(1, cast(visible, 'float32')), HIDDEN);
}
