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
