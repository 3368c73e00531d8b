import * as tf from '@tensorflow/tfjs-core';
import { minilmConfig } from './minilm-config.js';

/** Inputs of {@link bertForward}. */
export interface BertInputs {
  /** Sum of word, position and token-type embeddings, float32, shape (B, T, D). */
  readonly embeddings: tf.Tensor;
  /** Added to attention scores: 0 for a piece, a large negative number for padding; float32, (B, T). */
  readonly maskBias: tf.Tensor;
}

/** Parameters by name, see {@link readBertWeights}. */
export type BertState = Readonly<Record<string, tf.Tensor>>;

/**
 * The six encoder layers of all-MiniLM-L6-v2, after the embedding lookup.
 *
 * @returns last hidden states, float32, shape (B, T, D)
 * @remarks Source: Devlin et al. 2018, arXiv:1810.04805; as `BertModel` of transformers computes it,
 * with erf GELU and layer normalisation after each residual sum. Without dropout and pooler.
 */
export function bertForward(inputs: BertInputs, state: BertState): tf.Tensor {
  const [numRows, length] = inputs.embeddings.shape as [number, number, number];
  const { width, numLayers } = minilmConfig;
  const shape: AttentionShape = { numRows, length };
  const maskBias = tf.reshape(inputs.maskBias, [numRows, 1, 1, length]);

  const parameter = (name: string): tf.Tensor => {
    const tensor = state[name];
    if (tensor === undefined) throw new Error(`expected parameter ${name}, got none`);
    return tensor;
  };
  const dense = (x: tf.Tensor, name: string): tf.Tensor =>
    tf.add(tf.matMul(x, parameter(`${name}.kernel`)), parameter(`${name}.bias`));
  const norm = (x: tf.Tensor, name: string): tf.Tensor =>
    layerNorm(x, parameter(`${name}.scale`), parameter(`${name}.shift`));

  let x = tf.reshape(inputs.embeddings, [numRows * length, width]); // (B·T, D)
  x = norm(x, 'embeddings.norm');
  for (let layer = 0; layer < numLayers; layer++) {
    const name = `layers.${layer}`;
    const mixed = attention(dense(x, `${name}.queryKeyValue`), maskBias, shape);
    x = norm(tf.add(x, dense(mixed, `${name}.attentionOutput`)), `${name}.attentionNorm`);
    const expanded = gelu(dense(x, `${name}.intermediate`)); // (B·T, 4D)
    x = norm(tf.add(x, dense(expanded, `${name}.output`)), `${name}.outputNorm`);
  }
  return tf.reshape(x, [numRows, length, width]);
}

interface AttentionShape {
  readonly numRows: number;
  readonly length: number;
}

/** Bidirectional multi-head attention over projections (B·T, 3D) → (B·T, D). */
function attention(projected: tf.Tensor, maskBias: tf.Tensor, shape: AttentionShape): tf.Tensor {
  const { numRows, length } = shape;
  const { width, numHeads } = minilmConfig;
  const headWidth = width / numHeads;
  const [query, key, value] = tf
    .split(projected, 3, 1)
    .map((part) =>
      tf.transpose(tf.reshape(part, [numRows, length, numHeads, headWidth]), [0, 2, 1, 3]),
    ) as [tf.Tensor, tf.Tensor, tf.Tensor]; // (B, H, T, D/H)
  const scores = tf.mul(tf.matMul(query, key, false, true), 1 / Math.sqrt(headWidth)); // (B, H, T, T)
  const weights = tf.softmax(tf.add(scores, maskBias));
  const mixed = tf.transpose(tf.matMul(weights, value), [0, 2, 1, 3]); // (B, T, H, D/H)
  return tf.reshape(mixed, [numRows * length, width]);
}

/** (x − mean) / √(variance + ε) · scale + shift over the last axis. */
function layerNorm(x: tf.Tensor, scale: tf.Tensor, shift: tf.Tensor): tf.Tensor {
  const centred = tf.sub(x, tf.mean(x, -1, true));
  const variance = tf.mean(tf.square(centred), -1, true);
  const deviation = tf.sqrt(tf.add(variance, minilmConfig.layerNormEpsilon));
  return tf.add(tf.mul(tf.div(centred, deviation), scale), shift);
}

/** x · Φ(x), with Φ by erf. */
function gelu(x: tf.Tensor): tf.Tensor {
  return tf.mul(tf.mul(x, tf.add(tf.erf(tf.div(x, Math.SQRT2)), 1)), 0.5);
}
