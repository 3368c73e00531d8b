/** Sizes of all-MiniLM-L6-v2, as `weights/config.json` states them. */
export const minilmConfig = {
  /** Width of hidden states (D). */
  width: 384,
  /** Attention heads (H). */
  numHeads: 12,
  /** Transformer layers. */
  numLayers: 6,
  /** Width inside the feed-forward block. */
  intermediateWidth: 1536,
  /** Word pieces in the vocabulary. */
  vocabularySize: 30522,
  /** Added to the variance in layer normalisation. */
  layerNormEpsilon: 1e-12,
  /** Longest input in word pieces, `[CLS]` and `[SEP]` included: what the model was tuned for. */
  maxPieces: 256,
} as const;
