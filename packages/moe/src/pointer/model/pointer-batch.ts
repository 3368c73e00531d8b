/**
 * One training batch: B samples, P prefix positions, T output positions, S = P + T. All arrays are row-major.
 * Pad the prefix at its end (prefixMask 0) and the outputs at their end (targetMask 0).
 */
export interface PointerBatch {
  /** B */
  readonly batchSize: number;
  /** P */
  readonly prefixLength: number;
  /** T */
  readonly outputLength: number;
  /** (B, P, Din) frozen text vectors. */
  readonly vectors: Float32Array;
  /** (B, P) position type ids. */
  readonly types: Int32Array;
  /** (B, P, F) multi-hot features. */
  readonly flags: Float32Array;
  /** (B, P) 1 = a real position. */
  readonly prefixMask: Float32Array;
  /** (B, P) 1 = may be pointed at. */
  readonly pointable: Float32Array;
  /** (B, T) previous output codes: code < V a keyword token, else V + prefix position. */
  readonly inputTokens: Int32Array;
  /** (B, T) codes to predict. */
  readonly targets: Int32Array;
  /** (B, T) 1 = counts in the loss. */
  readonly targetMask: Float32Array;
  /** (B, S, S) relation ids, [query row, key column]; 0 = none. */
  readonly relations: Int32Array | Uint8Array;
  /** (B, D) 1 = the sample may use this expert group. All ones: the router decides. D = number of groups; may be empty without a mixture. */
  readonly groupMask: Float32Array;
  /** (B) the sample's dialect as an index of the groups. */
  readonly dialect: Int32Array;
  /** (B) what the samples are called in messages. */
  readonly ids?: readonly string[];
}

/** What the model reads of one question and database: `PointerBatch`'s prefix fields for one sample. */
export interface PointerPrefix {
  /** P, unpadded. */
  readonly prefixLength: number;
  /** (P, Din) */
  readonly vectors: Float32Array;
  /** (P) */
  readonly types: Int32Array;
  /** (P, F) */
  readonly flags: Float32Array;
  /** (P) 1 = may be pointed at. */
  readonly pointable: Float32Array;
}
