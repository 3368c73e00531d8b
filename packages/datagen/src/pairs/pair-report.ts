/** Pairs and losses of one dialect. */
export interface DialectCount {
  readonly kept: number;
  /** Of the kept, those whose result has no row: their agreement says less. */
  readonly keptEmpty: number;
  /** Dropped questions by reason. */
  readonly dropped: Readonly<Record<string, number>>;
}

/** Counts by dialect id. */
export type PairReport = Readonly<Record<string, DialectCount>>;
