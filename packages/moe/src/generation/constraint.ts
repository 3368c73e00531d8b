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
