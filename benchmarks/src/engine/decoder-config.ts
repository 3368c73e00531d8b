/** Sizes of a decoder of the Qwen2 family: RMSNorm, rotary positions, grouped causal attention, SwiGLU, tied embeddings. */
export interface DecoderConfig {
  readonly vocabulary: number;
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headWidth: number;
  readonly hidden: number;
  /** Whether queries, keys and values have biases. */
  readonly bias: boolean;
  readonly ropeTheta: number;
  readonly normEpsilon: number;
}

/** 15.5 million parameters. */
export const smallDecoder: DecoderConfig = {
  vocabulary: 8192,
  width: 384,
  layers: 7,
  heads: 6,
  kvHeads: 6,
  headWidth: 64,
  hidden: 1024,
  bias: false,
  ropeTheta: 10_000,
  normEpsilon: 1e-6,
};

/** The shapes of Qwen2.5-0.5B. Source: https://huggingface.co/Qwen/Qwen2.5-0.5B/blob/main/config.json */
export const halfBillionDecoder: DecoderConfig = {
  vocabulary: 151_936,
  width: 896,
  layers: 24,
  heads: 14,
  kvHeads: 2,
  headWidth: 64,
  hidden: 4864,
  bias: true,
  ropeTheta: 1_000_000,
  normEpsilon: 1e-6,
};

/** The linear layers of a block with their (out, in) sizes. */
export function linearShapes(config: DecoderConfig): Record<string, readonly [number, number]> {
  const { width, heads, kvHeads, headWidth, hidden } = config;
  return {
    'self_attn.q_proj': [heads * headWidth, width],
    'self_attn.k_proj': [kvHeads * headWidth, width],
    'self_attn.v_proj': [kvHeads * headWidth, width],
    'self_attn.o_proj': [width, heads * headWidth],
    'mlp.gate_proj': [hidden, width],
    'mlp.up_proj': [hidden, width],
    'mlp.down_proj': [width, hidden],
  };
}

/** Shapes of all weights by their names in a Hugging Face checkpoint. */
export function weightShapes(config: DecoderConfig): Record<string, readonly number[]> {
  const { vocabulary, width, layers, bias } = config;
  const shapes: Record<string, readonly number[]> = {
    'model.embed_tokens.weight': [vocabulary, width],
  };
  for (let layer = 0; layer < layers; layer += 1) {
    const block = `model.layers.${layer}`;
    shapes[`${block}.input_layernorm.weight`] = [width];
    for (const [name, shape] of Object.entries(linearShapes(config))) {
      shapes[`${block}.${name}.weight`] = shape;
      if (bias && /[qkv]_proj/.test(name)) shapes[`${block}.${name}.bias`] = [shape[0]];
    }
    shapes[`${block}.post_attention_layernorm.weight`] = [width];
  }
  shapes['model.norm.weight'] = [width];
  return shapes;
}
