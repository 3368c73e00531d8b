import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.js';
import { defineOp } from './define-op.js';
import { attentionFallback, type AttentionAttributes } from './grouped-query-attention-fallback.js';
import { lowerGroupedQueryAttention } from './grouped-query-attention-lowering.js';
import { rotaryAngles, type RotaryOptions } from './rotary-embedding.js';

/** Key-value cache of one layer: slots for L tokens of each row, of which the first are filled. */
export interface KeyValueCache {
  /** float32, shape (B, K, L, D) with K key-value heads. */
  readonly key: tf.Tensor;
  /** float32, shape (B, K, L, D). */
  readonly value: tf.Tensor;
}

/** What {@link groupedQueryAttention} attends with. */
export interface AttentionInputs {
  /** float32, shape (B, T, N·D); without `key` and `value` all three side by side, (B, T, (N + 2K)·D). */
  readonly query: tf.Tensor;
  /** float32, shape (B, T, K·D), not yet rotated. */
  readonly key?: tf.Tensor;
  /** float32, shape (B, T, K·D). */
  readonly value?: tf.Tensor;
  /** The cache before this call. */
  readonly past: KeyValueCache;
  /**
   * int32, shape (B): tokens of each row after this call, at most L. With `prefill` they are at most T, and the tokens
   * after them are padding, whose results are undefined; without, all T tokens of a row are its last ones.
   */
  readonly sequenceLengths: tf.Tensor;
}

/** Settings of {@link groupedQueryAttention}. */
export interface AttentionOptions {
  /** Query heads, N. */
  readonly numHeads: number;
  /** Key-value heads, K; divides `numHeads`. */
  readonly numKvHeads: number;
  /** Whether the cache is empty before this call. */
  readonly prefill: boolean;
  /** Factor on the scores; default 1/√D. */
  readonly scale?: number;
  /** Rotates queries and keys by their position in the row. Default: they are used as they are. */
  readonly rotary?: RotaryOptions;
  /** Tokens that a token attends to, itself included, at least 1. Default: all before it. */
  readonly slidingWindow?: number;
}

/** Results of {@link groupedQueryAttention}. */
export interface AttentionResult {
  /** float32, shape (B, T, N·D). */
  readonly output: tf.Tensor;
  /** The cache after this call; return it as the state that `past` came from. */
  readonly present: KeyValueCache;
}

const groupedQueryAttentionOp = defineOp({
  name: 'MomqGroupedQueryAttention',
  fallback: (inputs, attributes) =>
    attentionFallback(inputs, attributes as unknown as AttentionAttributes),
  lower: lowerGroupedQueryAttention,
});

/**
 * Causal attention with a key-value cache, N query heads sharing K key-value heads.
 *
 * In jitted functions one ONNX Runtime node, `com.microsoft.GroupQueryAttention`, rotation included; when the cache is
 * shared state (`jit(…, { sharedState })`) it writes new tokens in place and copies nothing. Elsewhere, and where the
 * node does not apply (several rows of several tokens after a prefill; heads whose size is no multiple of 8, or of 16
 * with rotation), plain TF.js operations. Cache slots from `sequenceLengths` on hold nothing of meaning.
 *
 * It has no gradient: it is for inference.
 *
 * @throws EngineError `INPUT_SHAPE`, `INPUT_DTYPE`
 * @remarks Source: Ainslie et al. 2023, arXiv:2305.13245; docs/ContribOperators.md of ONNX Runtime 1.30.
 */
export function groupedQueryAttention(
  inputs: AttentionInputs,
  options: AttentionOptions,
): AttentionResult {
  const { query, key, value, past, sequenceLengths } = inputs;
  const { numHeads, numKvHeads, prefill, rotary, slidingWindow } = options;
  checkAttention(inputs, options);
  const [, , L, D] = past.key.shape as [number, number, number, number];
  const attributes: AttentionAttributes = {
    numHeads,
    numKvHeads,
    prefill,
    scale: options.scale ?? 1 / Math.sqrt(D),
    interleaved: rotary?.interleaved ?? false,
    slidingWindow: slidingWindow ?? null,
  };
  const [output, presentKey, presentValue] = tf.tidy(() =>
    groupedQueryAttentionOp(
      {
        query,
        ...(key !== undefined && value !== undefined && { key, value }),
        pastKey: past.key,
        pastValue: past.value,
        sequenceLengths,
        ...(rotary !== undefined && rotaryAngles(tf.range(0, L, 1, 'int32'), D, rotary)),
      },
      { ...attributes },
    ),
  ) as [tf.Tensor, tf.Tensor, tf.Tensor];
  return { output, present: { key: presentKey, value: presentValue } };
}

function checkAttention(inputs: AttentionInputs, options: AttentionOptions): void {
  const { query, key, value, past, sequenceLengths } = inputs;
  const { numHeads: N, numKvHeads: K, slidingWindow, prefill } = options;
  const reject = (expected: string, got: string, remedy: string) => {
    throw new EngineError(
      'INPUT_SHAPE',
      `groupedQueryAttention: expected ${expected}, got ${got}. ${remedy}`,
    );
  };
  const shape = (tensor: tf.Tensor) => `[${tensor.shape.join(', ')}]`;
  if (!Number.isInteger(N) || !Number.isInteger(K) || K < 1 || N % K !== 0)
    reject('numKvHeads ≥ 1 that divides numHeads', `${K} and ${N}`, 'Read both from the model.');
  if (slidingWindow !== undefined && !(Number.isInteger(slidingWindow) && slidingWindow > 0))
    reject('a slidingWindow of at least 1', `${slidingWindow}`, 'Leave it out for no window.');
  if ((key === undefined) !== (value === undefined))
    reject('key and value, or neither', 'one of them', 'Without both, query holds all three.');
  const [B, T] = query.shape as [number, number];
  const [, , L, D] = past.key.shape as [number, number, number, number];
  const width = (key === undefined ? N + 2 * K : N) * D;
  const cache = [B, K, L, D];
  const wanted: [string, tf.Tensor | undefined, number[]][] = [
    ['past.key', past.key, cache],
    ['past.value', past.value, cache],
    ['query', query, [B, T, width]],
    ['key', key, [B, T, K * D]],
    ['value', value, [B, T, K * D]],
    ['sequenceLengths', sequenceLengths, [B]],
  ];
  for (const [name, tensor, expected] of wanted) {
    if (tensor === undefined) continue;
    if (!tf.util.arraysEqual(tensor.shape, expected))
      reject(
        `${name} of shape [${expected.map((dim) => dim ?? '?').join(', ')}]`,
        shape(tensor),
        `The cache (B, numKvHeads, L, D) is ${shape(past.key)}.`,
      );
    const dtype = name === 'sequenceLengths' ? 'int32' : 'float32';
    if (tensor.dtype !== dtype) {
      throw new EngineError(
        'INPUT_DTYPE',
        `groupedQueryAttention: expected ${dtype} ${name}, got ${tensor.dtype}. Cast it with tf.cast.`,
      );
    }
  }
  if (prefill && T > L)
    reject(`at most ${L} tokens, the slots of the cache`, `${T}`, 'Make the cache longer.');
}
