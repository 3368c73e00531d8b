import {
  add,
  cast,
  concat,
  expandDims,
  less,
  lessEqual,
  logicalAnd,
  matMul,
  mul,
  range,
  reshape,
  softmax,
  split,
  stack,
  sub,
  tensor,
  tensorScatterUpdate,
  tile,
  transpose,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { DecoderConfig } from '../../config/decoder-config.js';
import type { Attend } from '../../decoder/forward-pass.js';
import { parameter, type Parameters } from '../../numerics/parameters.js';

/** Logit of what may not be seen: large, yet finite in float32 arithmetic. */
const HIDDEN = -1e9;

/** Names of a layer's cache tensors, (B, Hkv, L, dh) each. */
export function cacheNames(layer: number): { readonly key: string; readonly value: string } {
  return { key: `cache.${layer}.key`, value: `cache.${layer}.value` };
}

/** Attention over a cache, and the caches with the new tokens. */
export interface CachedAttention {
  readonly attend: Attend;
  /** New values of the cache tensors by name, complete after the last layer. */
  readonly caches: Record<string, Tensor>;
}

/**
 * Attention of new tokens over cached ones and each other. The cache is read where it lies and new rows are written to their
 * slots: nothing else of it moves. Every row has a length of its own; what lies behind it is never seen.
 * @param starts (B) int32: cached tokens of each row
 * @param length T: new tokens of each row; row b's go to slots starts[b] … starts[b] + T - 1, which must exist
 */
export function cachedAttention(
  parameters: Parameters,
  config: DecoderConfig,
  { starts, length }: { readonly starts: Tensor; readonly length: number },
): CachedAttention {
  const { numHeads, numKvHeads, headWidth, slidingWindow } = config;
  const batch = starts.shape[0] as number;
  const slots = parameter(parameters, cacheNames(0).key).shape[2] as number;
  const group = numHeads / numKvHeads;
  const biases = (window: number | null): { past: Tensor; own: Tensor } => ({
    past: pastBias(starts, { slots, length, window }),
    own: ownBias(length, window),
  });
  const full = biases(null);
  const near = slidingWindow === undefined ? full : biases(slidingWindow.size);
  const places = slotIndices(starts, { length, numKvHeads });
  const caches: Record<string, Tensor> = {};

  /** (h, B, T, dh) → (B, Hkv, h / Hkv · T, dh) */
  const byRow = (x: Tensor): Tensor =>
    reshape(transpose(x, [1, 0, 2, 3]), [batch, numKvHeads, -1, headWidth]);
  const attend: Attend = (layer, q, k, v) => {
    const names = cacheNames(layer);
    const [keys, values] = [parameter(parameters, names.key), parameter(parameters, names.value)];
    const { past, own } = slidingWindow?.layers.includes(layer) === true ? near : full;
    const query = mul(byRow(q), 1 / Math.sqrt(headWidth));
    const scores = (against: Tensor, bias: Tensor, width: number): Tensor =>
      add(
        reshape(matMul(query, against, false, true), [batch, numKvHeads, group, length, width]),
        bias,
      );
    const both = concat([scores(keys, past, slots), scores(byRow(k), own, length)], 4);
    const flat = reshape(softmax(both), [batch, numKvHeads, group * length, slots + length]);
    const [overPast, overOwn] = split(flat, [slots, length], 3) as [Tensor, Tensor];
    const context = add(matMul(overPast, values), matMul(overOwn, byRow(v)));
    const rows = (x: Tensor): Tensor => reshape(x, [numKvHeads * batch * length, headWidth]);
    caches[names.key] = tensorScatterUpdate(keys, places, rows(k));
    caches[names.value] = tensorScatterUpdate(values, places, rows(v));
    const heads = reshape(context, [batch, numHeads, length, headWidth]);
    return transpose(heads, [1, 0, 2, 3]);
  };
  return { attend, caches };
}

/** 0 where a new token may look into the cache: (B, 1, 1, 1 or T, L). */
function pastBias(
  starts: Tensor,
  {
    slots,
    length,
    window,
  }: { readonly slots: number; readonly length: number; readonly window: number | null },
): Tensor {
  const batch = starts.shape[0] as number;
  const slot = reshape(range(0, slots, 1, 'int32'), [1, 1, slots]);
  const start = reshape(starts, [batch, 1, 1]);
  let visible: Tensor = less(slot, start);
  if (window !== null) {
    const own = reshape(range(0, length, 1, 'int32'), [1, length, 1]);
    const distance = sub(add(start, own), slot); // (B, T, L)
    const limit = tensor([window - 1], [1], 'int32');
    visible = logicalAnd(visible, lessEqual(distance, limit));
  }
  const hidden = mul(sub(1, cast(visible, 'float32')), HIDDEN);
  return reshape(hidden, [batch, 1, 1, hidden.shape[1] as number, slots]);
}

/** The causal bias among new tokens: (T, T). */
function ownBias(length: number, window: number | null): Tensor {
  const values = new Float32Array(length * length).fill(HIDDEN);
  for (let i = 0; i < length; i += 1)
    values.fill(0, i * length + Math.max(0, i - (window ?? length) + 1), i * length + i + 1);
  return tensor(values, [length, length]);
}

/** Where the new rows go, in the order (Hkv, B, T): tuples of row, head and slot, (Hkv · B · T, 3). */
function slotIndices(
  starts: Tensor,
  { length, numKvHeads }: { readonly length: number; readonly numKvHeads: number },
): Tensor {
  const batch = starts.shape[0] as number;
  const own = reshape(range(0, length, 1, 'int32'), [1, length]);
  const slots = reshape(add(expandDims(starts, 1), own), [1, batch * length]);
  const count = numKvHeads * batch * length;
  const rows = Int32Array.from({ length: count }, (_, i) => Math.floor(i / length) % batch);
  const heads = Int32Array.from({ length: count }, (_, i) => Math.floor(i / (batch * length)));
  return stack(
    [
      tensor(rows, [count], 'int32'),
      tensor(heads, [count], 'int32'),
      reshape(tile(slots, [numKvHeads, 1]), [count]),
    ],
    1,
  );
}
