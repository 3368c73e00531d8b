/** Says which codes may come next. States are immutable values: `next` returns a new one. Codes: < V a keyword token, else V + prefix position. */
export interface TokenConstraint<S> {
  /** The state before the first code. */
  start(): S;
  /** (V + P) 1 = allowed, P the unpadded prefix length. At least one entry must be 1 unless the state is done. */
  allowed(state: S): Uint8Array;
  /** The state after `code`, which must be allowed in `state`. */
  next(state: S, code: number): S;
  /** True when the output is complete. */
  done(state: S): boolean;
}

/** Relation ids for decoding; the same function of the sample that filled `PointerBatch.relations` in training. */
export interface RelationSource {
  /** (P, P) among prefix positions, P unpadded. */
  readonly prefix: Uint8Array;
  /**
   * Relations from output `index` to the P prefix positions, then to outputs 0..index: length P + index + 1.
   * `outputs` are the input codes so far; `outputs[0]` is the start token and `outputs[index]` the code that output `index` reads.
   */
  row(outputs: readonly number[], index: number): Uint8Array;
}
