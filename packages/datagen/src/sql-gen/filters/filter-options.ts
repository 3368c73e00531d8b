/** Gives each text a vector of length one. */
export type TextEncoding = (texts: readonly string[]) => Promise<readonly ArrayLike<number>[]>;

/** Which pairs are kept. The paper gives no values for its thresholds; the defaults are ours. */
export interface FilterOptions {
  /** Fewest characters of a question; default 10. */
  readonly minQuestionLength?: number;
  /** Most characters of a question (the paper's α₁); default 300. */
  readonly maxQuestionLength?: number;
  /** How far a value of a condition may be from the words of the question, as a share of its length (the paper's β₁); default 0.34. */
  readonly maxEditDistance?: number;
  /** How similar a value far from all words must be to one of them to count as said in other words (the paper's β₂), −1 to 1; default 0.5. */
  readonly minSimilarity?: number;
  /** How similar a question may be to an earlier one about the same database and the same values, −1 to 1; default: 0.95. */
  readonly maxQuestionSimilarity?: number;
  /**
   * A sentence encoder: vectors of length one, of which the product is the cosine. Default: none; edit distance alone then decides
   * on values, and only questions of the same words repeat each other.
   */
  readonly encode?: TextEncoding;
  /** False keeps aggregates of columns that are aggregates by name, for example `AVG(avg_age)`; default true. */
  readonly dropAggregatedAggregates?: boolean;
  /** False keeps queries without a row, or with NULL alone; default true. */
  readonly dropEmpty?: boolean;
  /** Milliseconds of a query at most; default 5000. */
  readonly queryTimeoutMs?: number;
}
