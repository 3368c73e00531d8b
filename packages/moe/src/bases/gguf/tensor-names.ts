/** Names outside the layers, GGUF's and ours. */
const outer: Readonly<Record<string, string>> = {
  'token_embd.weight': 'embed_tokens.weight',
  'output.weight': 'lm_head.weight',
  'output_norm.weight': 'norm.weight',
};

const inLayer: Readonly<Record<string, string>> = {
  attn_norm: 'input_layernorm',
  attn_q: 'self_attn.q_proj',
  attn_k: 'self_attn.k_proj',
  attn_v: 'self_attn.v_proj',
  attn_output: 'self_attn.o_proj',
  ffn_norm: 'post_attention_layernorm',
  ffn_gate: 'mlp.gate_proj',
  ffn_up: 'mlp.up_proj',
  ffn_down: 'mlp.down_proj',
};

/**
 * Our name of a tensor, Hugging Face's without `model.`; null for one that is no weight of a decoder of this family.
 * @remarks Source: `MODEL_TENSORS` of gguf-py 0.19, constants.py.
 */
export function weightName(tensor: string): string | null {
  const match = /^blk\.(\d+)\.(\w+)\.(weight|bias)$/.exec(tensor);
  if (match === null) return outer[tensor] ?? null;
  const [, layer, part, kind] = match as unknown as [string, string, string, string];
  const name = inLayer[part];
  return name === undefined ? null : `layers.${layer}.${name}.${kind}`;
}
