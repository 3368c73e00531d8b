import { tf } from '@momq/engine';
import {
  rmsNorm,
  rotaryEmbedding,
  scaledDotProductAttention,
  softmaxCrossEntropy,
  swiGlu,
} from '@momq/engine/ops';
import type { TensorRecord } from '@momq/engine';
import type { DecoderConfig } from './decoder-config.js';

/** A LoRA on every linear layer, named `<layer>.lora_A.weight` (rank, in) and `<layer>.lora_B.weight` (out, rank). */
export interface LoraConfig {
  readonly rank: number;
  readonly alpha: number;
}

/**
 * Mean cross-entropy of the next token of a decoder in TF.js and the engine's operations.
 *
 * @param weights - by their names in a Hugging Face checkpoint
 * @param batch - `ids` and `targets`, int32, (B, T)
 */
export function decoderLoss(
  config: DecoderConfig,
  weights: TensorRecord,
  { ids, targets, lora }: { ids: tf.Tensor; targets: tf.Tensor; lora?: LoraConfig },
): tf.Scalar {
  const { width, layers, heads, kvHeads, headWidth, normEpsilon, ropeTheta } = config;
  const [B, T] = ids.shape as [number, number];
  const weight = (name: string) => weights[`model.${name}`] as tf.Tensor;
  const norm = (x: tf.Tensor, name: string) => rmsNorm(x, weight(`${name}.weight`), normEpsilon);
  const linear = (x: tf.Tensor, name: string): tf.Tensor => {
    let y = tf.matMul(x, weight(`${name}.weight`), false, true);
    if (config.bias && /[qkv]_proj/.test(name)) y = tf.add(y, weight(`${name}.bias`));
    if (lora === undefined) return y;
    const inner = tf.matMul(x, weight(`${name}.lora_A.weight`), false, true);
    const delta = tf.matMul(inner, weight(`${name}.lora_B.weight`), false, true);
    return tf.add(y, tf.mul(delta, lora.alpha / lora.rank));
  };
  /** (B·T, count·D) as (B, count, T, D). */
  const split = (x: tf.Tensor, count: number) =>
    tf.transpose(tf.reshape(x, [B, T, count, headWidth]), [0, 2, 1, 3]);
  const rotate = (x: tf.Tensor) =>
    rotaryEmbedding(x, tf.range(0, T, 1, 'int32'), { theta: ropeTheta });

  let x = tf.reshape(tf.gather(weight('embed_tokens.weight'), ids), [B * T, width]);
  for (let layer = 0; layer < layers; layer += 1) {
    const block = `layers.${layer}`;
    const input = norm(x, `${block}.input_layernorm`);
    const attended = scaledDotProductAttention(
      rotate(split(linear(input, `${block}.self_attn.q_proj`), heads)),
      rotate(split(linear(input, `${block}.self_attn.k_proj`), kvHeads)),
      split(linear(input, `${block}.self_attn.v_proj`), kvHeads),
      { causal: true },
    );
    const merged = tf.reshape(tf.transpose(attended, [0, 2, 1, 3]), [B * T, heads * headWidth]);
    x = tf.add(x, linear(merged, `${block}.self_attn.o_proj`));
    const middle = norm(x, `${block}.post_attention_layernorm`);
    const gated = swiGlu(
      linear(middle, `${block}.mlp.gate_proj`),
      linear(middle, `${block}.mlp.up_proj`),
    );
    x = tf.add(x, linear(gated, `${block}.mlp.down_proj`));
  }
  const flatTargets = tf.reshape(targets, [B * T]);
  return softmaxCrossEntropy(norm(x, 'norm'), weight('embed_tokens.weight'), flatTargets);
}
