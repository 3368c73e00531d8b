import {
  add,
  cast,
  expandDims,
  greaterEqual,
  less,
  lessEqual,
  logicalAnd,
  mul,
  range,
  reshape,
  stack,
  sub,
  tensor,
  tensorScatterUpdate,
  tile,
  transpose,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { DecoderConfig } from '../../config/decoder-config.js';
import { HIDDEN } from '../../decoder/forward-pass.js';
import { cacheNames, type KeyValueCache } from '../../generation/cached-attention.js';
import { parameter, type Parameters } from '../../numerics/parameters.js';

/** What a pass reads. */
export interface NewTokens {
  /** (B) int32 cached tokens of each row. */
  readonly starts: Tensor;
  /** (1, T) int32 how far each new token is behind the cached ones: 0, 1 … for tokens that follow each other. */
  readonly offsets: Tensor;
  /** (1, 1, T, T) what new tokens see of each other; null for tokens that follow each other. */
  readonly bias: Tensor | null;
}

/**
 * Caches (B, Hkv, L, dh) of rows that know nothing of each other. They are read where they lie, and new tokens are written to
 * their slots: nothing else of them moves. So cached tokens and new ones are two parts for the attention. Every row has a
 * length of its own; what lies behind it is never seen. The query heads of a key/value head lie below each other, g = H / Hkv.
 * Row b's new tokens go to slots starts[b] … starts[b] + T - 1, which must exist.
 */
export function rowCache(
  parameters: Parameters,
  config: DecoderConfig,
  { starts, offsets, bias }: NewTokens,
): KeyValueCache {
  const { numHeads, numKvHeads, headWidth, slidingWindow } = config;
  const batch = starts.shape[0] as number;
  const length = offsets.shape[1] as number;
  const slots = parameter(parameters, cacheNames(0).key).shape[2] as number;
  const group = numHeads / numKvHeads;
  const biases = (window: number | null): { past: Tensor; own: Tensor } => ({
    past: forGroup(pastBias({ starts, offsets }, { slots, window }), group),
    own: forGroup(bias === null ? ownBias(length, window) : within(bias, offsets, window), group),
  });
  const full = biases(null);
  const near = slidingWindow === undefined ? full : biases(slidingWindow.size);
  const places = slotIndices(starts, { length, numKvHeads });
  const state: Record<string, Tensor> = {};

  /** (h, B, T, dh) → (B, Hkv, h / Hkv · T, dh) */
  const byRow = (x: Tensor): Tensor =>
    reshape(transpose(x, [1, 0, 2, 3]), [batch, numKvHeads, -1, headWidth]);
  const store = (name: string, fresh: Tensor): Tensor => {
    const cached = parameter(parameters, name);
    const rows = reshape(fresh, [numKvHeads * batch * length, headWidth]);
    state[name] = tensorScatterUpdate(cached, places, rows);
    return cached;
  };
  return {
    queries: byRow,
    extend(layer, k, v) {
      const { key, value } = cacheNames(layer);
      const { past, own } = slidingWindow?.layers.includes(layer) === true ? near : full;
      return [
        { keys: store(key, k), values: store(value, v), bias: past },
        { keys: byRow(k), values: byRow(v), bias: own },
      ];
    },
    heads(context) {
      const heads = reshape(context, [batch, numHeads, length, headWidth]);
      return transpose(heads, [1, 0, 2, 3]);
    },
    state,
  };
}

/** A bias of T new tokens, (B, 1, T, N), repeated for the query heads of a key/value head: (B, 1, g · T, N). */
function forGroup(bias: Tensor, group: number): Tensor {
  return bias.shape[2] === 1 || group === 1 ? bias : tile(bias, [1, 1, group, 1]);
}

/** 0 where a new token may look into the cache: (B, 1, 1 or T, L). */
function pastBias(
  { starts, offsets }: Pick<NewTokens, 'starts' | 'offsets'>,
  { slots, window }: { readonly slots: number; readonly window: number | null },
): Tensor {
  const batch = starts.shape[0] as number;
  const slot = reshape(range(0, slots, 1, 'int32'), [1, 1, slots]);
  const start = reshape(starts, [batch, 1, 1]);
  let visible: Tensor = less(slot, start);
  if (window !== null) {
    const distance = sub(add(start, expandDims(offsets, 2)), slot); // (B, T, L)
    const limit = tensor([window - 1], [1], 'int32');
    visible = logicalAnd(visible, lessEqual(distance, limit));
  }
  const hidden = mul(sub(1, cast(visible, 'float32')), HIDDEN);
  return reshape(hidden, [batch, 1, hidden.shape[1] as number, slots]);
}

/** The bias among tokens that do not simply follow each other, with a window: (1, 1, T, T). */
function within(bias: Tensor, offsets: Tensor, window: number | null): Tensor {
  if (window === null) return bias;
  const distance = sub(expandDims(offsets, 2), expandDims(offsets, 1)); // (1, T, T)
  const far = cast(greaterEqual(distance, window), 'float32');
  return add(bias, expandDims(mul(far, HIDDEN), 1));
}

/** The causal bias among new tokens: (1, 1, T, T). */
function ownBias(length: number, window: number | null): Tensor {
  const values = new Float32Array(length * length).fill(HIDDEN);
  for (let i = 0; i < length; i += 1)
    values.fill(0, i * length + Math.max(0, i - (window ?? length) + 1), i * length + i + 1);
  return tensor(values, [1, 1, length, length]);
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
