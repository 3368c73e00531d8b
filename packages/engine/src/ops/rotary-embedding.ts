import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.js';
import { attr, input } from '../kernels/kernel-translation.js';
import type { GraphBuilder } from '../trace/graph-builder.js';
import type { Operand } from '../trace/graph-value.js';
import { defineOp } from './define-op.js';

/** Angles of a rotary embedding: frequencies per pair of features. */
export interface RotaryOptions {
  /**
   * Radians per position of each pair of features, R/2 of them; features from R on are not rotated. Scaled
   * frequencies (linear, llama3, YaRN) go here. Default: those of `theta` for all D features.
   */
  readonly inverseFrequencies?: readonly number[];
  /** Base of the frequencies `theta^(−2i/D)`; default 10,000. */
  readonly theta?: number;
  /** Factor on the rotated features, as YaRN has; default 1. */
  readonly attentionFactor?: number;
  /** Whether pairs are neighbours (2i, 2i + 1), as in GPT-J, instead of halves (i, i + R/2). Default false. */
  readonly interleaved?: boolean;
}

/** Cosines and sines of positions, each (P, R/2). */
export interface RotaryAngles {
  readonly cos: tf.Tensor;
  readonly sin: tf.Tensor;
}

const rotaryOp = defineOp({
  name: 'MomqRotaryEmbedding',
  fallback: ({ x, cos, sin }, { interleaved }) => {
    const rows = [x, cos, sin].map((each) => each as tf.Tensor) as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ];
    const [B, , T] = rows[0].shape as [number, number, number];
    const [P, half] = rows[1].shape as [number, number];
    const shape = P === T ? [1, 1, T, half] : [B, 1, T, half];
    const angles = { cos: tf.reshape(rows[1], shape), sin: tf.reshape(rows[2], shape) };
    return rotate(rows[0], angles, interleaved === true);
  },
  lower: (call) => {
    const { graph } = call;
    const [x, cos, sin] = ['x', 'cos', 'sin'].map((name) => graph.dense(input(call, name))) as [
      Operand,
      Operand,
      Operand,
    ];
    const [B, H, T, D] = x.shape as [number, number, number, number];
    const [P, half] = cos.shape as [number, number];
    const partial = 2 * half < D ? { num_heads: H, rotary_embedding_dim: 2 * half } : {};
    return graph.node(
      'RotaryEmbedding',
      [x, positionIds(graph, P, [B, T]), cos, sin],
      [x as never],
      {
        domain: 'com.microsoft',
        attributes: { interleaved: Number(attr<boolean>(call, 'interleaved')), ...partial },
      },
    );
  },
  gradient: {
    inputsToSave: ['cos', 'sin'],
    derivatives: ([dy], [cos, sin], attributes) => ({
      x: () => {
        const back = { x: dy as tf.Tensor, cos: cos as tf.Tensor, sin: tf.neg(sin as tf.Tensor) };
        return rotaryOp(back, attributes)[0] as tf.Tensor;
      },
    }),
  },
});

/** Rows of the angles for each token: an offset where all rows have positions 0 …, a table otherwise. */
function positionIds(graph: GraphBuilder, P: number, [B, T]: readonly [number, number]): Operand {
  if (P === T) return graph.int64([0]);
  const ids = BigInt64Array.from({ length: B * T }, (_, index) => BigInt(index));
  return graph.operand(ids, [B, T], 'int64');
}

/**
 * Rotates the first features of `x` by angles that broadcast to it.
 * @param x - (…, D)
 * @param angles - (…, R/2), R ≤ D
 */
export function rotate(x: tf.Tensor, { cos, sin }: RotaryAngles, interleaved: boolean): tf.Tensor {
  const half = cos.shape.at(-1) as number;
  const D = x.shape.at(-1) as number;
  const [turned, kept] = tf.split(x, [2 * half, D - 2 * half], -1) as [tf.Tensor, tf.Tensor];
  const lead = x.shape.slice(0, -1);
  const pairs = tf.reshape(turned, interleaved ? [...lead, half, 2] : [...lead, 2, half]);
  const axis = interleaved ? -1 : -2;
  const [a, b] = tf.unstack(pairs, pairs.rank + axis) as [tf.Tensor, tf.Tensor];
  const rotated = tf.stack(
    [tf.sub(tf.mul(a, cos), tf.mul(b, sin)), tf.add(tf.mul(a, sin), tf.mul(b, cos))],
    pairs.rank + axis,
  );
  const flat = tf.reshape(rotated, [...lead, 2 * half]);
  return 2 * half === D ? flat : tf.concat([flat, kept], -1);
}

/**
 * Cosines and sines of positions; the same for all layers, where a jitted function keeps them once.
 * @param positions - int32, any shape of P elements
 * @param D - features of a head
 * @throws EngineError `INPUT_SHAPE`, `INPUT_DTYPE`
 */
export function rotaryAngles(
  positions: tf.Tensor,
  D: number,
  options: RotaryOptions,
): RotaryAngles {
  const { theta = 10_000, attentionFactor = 1 } = options;
  const inverse =
    options.inverseFrequencies ??
    Array.from({ length: Math.floor(D / 2) }, (_, index) => theta ** ((-2 * index) / D));
  if (
    inverse.length < 1 ||
    2 * inverse.length > D ||
    (D % 2 !== 0 && !options.inverseFrequencies)
  ) {
    throw new EngineError(
      'INPUT_SHAPE',
      `rotaryEmbedding: expected 1 to ${Math.floor(D / 2)} frequencies for heads of ${D} features, got ${inverse.length}. One frequency turns two features.`,
    );
  }
  if (positions.dtype !== 'int32') {
    throw new EngineError(
      'INPUT_DTYPE',
      `rotaryEmbedding: expected int32 positions, got ${positions.dtype}. Cast them with tf.cast(positions, 'int32').`,
    );
  }
  const column = tf.reshape(tf.cast(positions, 'float32'), [positions.size, 1]);
  const angles = tf.mul(column, tf.tensor2d([...inverse], [1, inverse.length], 'float32'));
  const [cos, sin] = [tf.cos(angles), tf.sin(angles)];
  if (attentionFactor === 1) return { cos, sin };
  return { cos: tf.mul(cos, attentionFactor), sin: tf.mul(sin, attentionFactor) };
}

/**
 * Rotary position embedding of queries or keys.
 *
 * In jitted functions one ONNX Runtime node, `com.microsoft.RotaryEmbedding`, beside the angles, which all layers
 * share. The gradient is the rotation by the negative angle.
 *
 * @param x - float32, shape (B, H, T, D)
 * @param positions - int32, shape (T), the same for all rows, or (B, T)
 * @returns float32, the shape of `x`
 * @throws EngineError `INPUT_SHAPE`, `INPUT_DTYPE`
 * @remarks Source: Su et al. 2021, arXiv:2104.09864, eq. 34.
 */
export function rotaryEmbedding(
  x: tf.Tensor,
  positions: tf.Tensor,
  options: RotaryOptions = {},
): tf.Tensor {
  const [B, , T, D] = x.shape;
  const expected = positions.rank === 1 ? [T] : [B, T];
  if (x.rank !== 4 || !tf.util.arraysEqual(positions.shape, expected as number[])) {
    throw new EngineError(
      'INPUT_SHAPE',
      `rotaryEmbedding: expected x (B, H, T, D) and positions (T) or (B, T), got [${x.shape.join(', ')}] and [${positions.shape.join(', ')}]. Transpose or reshape them.`,
    );
  }
  if (x.dtype !== 'float32') {
    throw new EngineError(
      'INPUT_DTYPE',
      `rotaryEmbedding: expected float32 x, got ${x.dtype}. Cast it with tf.cast(x, 'float32').`,
    );
  }
  const { interleaved = false } = options;
  return tf.tidy(() => {
    const angles = rotaryAngles(positions, D as number, options);
    return rotaryOp({ x, ...angles }, { interleaved })[0] as tf.Tensor;
  });
}
