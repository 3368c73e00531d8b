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
  /** How rotary frequencies change for contexts longer than the base was trained on. Default: they do not. */
  readonly ropeScaling?: RopeScaling;
  /** Layers whose positions see only the last positions (Mistral, Qwen2 with `use_sliding_window`). Default: none. */
  readonly slidingWindow?: SlidingWindow;
  /** Whether `o_proj` has a bias (Llama with `attention_bias`). Default false. */
  readonly attentionOutputBias?: boolean;
  /** Whether gate, up and down have a bias (Llama with `mlp_bias`). Default false. */
  readonly mlpBias?: boolean;
}

/**
 * RoPE scaling as Hugging Face transformers defines it (`modeling_rope_utils.py`), lengths in positions.
 *
 * - `linear`: all frequencies divided by `factor`.
 * - `dynamic`: base grown with the length of the sequence once that exceeds `maxPositions` (NTK).
 * - `llama3`: long wavelengths divided by `factor`, short ones kept, a smooth step between.
 * - `yarn`: a ramp between both over the dimensions, and cosines and sines scaled by `attentionFactor`.
 */
export type RopeScaling =
  | { readonly kind: 'linear'; readonly factor: number }
  | { readonly kind: 'dynamic'; readonly factor: number; readonly maxPositions: number }
  | {
      readonly kind: 'llama3';
      readonly factor: number;
      readonly lowFrequencyFactor: number;
      readonly highFrequencyFactor: number;
      readonly originalMaxPositions: number;
    }
  | {
      readonly kind: 'yarn';
      readonly factor: number;
      readonly attentionFactor: number;
      readonly betaFast: number;
      readonly betaSlow: number;
      readonly originalMaxPositions: number;
      /** Whether the ramp's ends are rounded outwards to whole dimensions. */
      readonly truncate: boolean;
    };

/** Attention limited to nearby positions: position i sees j when i - size < j <= i. */
export interface SlidingWindow {
  /** Positions seen, the own one included. */
  readonly size: number;
  /** The layers it holds for; the others see everything before them. */
  readonly layers: readonly number[];
}

/** A plain LoRA: y = W0 x + alpha/rank · B A drop(x). */
export interface LoraConfig {
  readonly rank: number;
  readonly alpha: number;
  /** Probability of zeroing an input of the adapter while training. */
  readonly dropout: number;
}
