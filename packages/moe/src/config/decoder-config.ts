/** Shape of the transformer stack: RMSNorm, grouped-query attention, SwiGLU (the Qwen2 / Llama family). JSON-serialisable. */
export interface DecoderConfig {
  /** Width of the residual stream. */
  readonly width: number;
  readonly numLayers: number;
  readonly numHeads: number;
  /** Key/value heads; divides `numHeads`. */
  readonly numKvHeads: number;
  /** Width of one head. Usually `width / numHeads`. */
  readonly headWidth: number;
  /** Width of the SwiGLU intermediate activation. */
  readonly ffWidth: number;
  /** RMSNorm epsilon, e.g. 1e-6. */
  readonly normEpsilon: number;
  /** Whether q, k and v have a bias (Qwen2: yes, Llama: no). */
  readonly attentionBias: boolean;
  /** RoPE base, or null for no rotary positions (order then comes from attention biases). */
  readonly ropeTheta: number | null;
}

/** A plain LoRA: y = W0 x + alpha/rank · B A drop(x). */
export interface LoraConfig {
  readonly rank: number;
  readonly alpha: number;
  /** Probability of zeroing an input of the adapter while training. */
  readonly dropout: number;
}
