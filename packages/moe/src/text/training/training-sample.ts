/** A question with its answer, as a text model trains on it. */
export interface TrainingSample {
  /** What messages and reports call the sample. */
  readonly id: string;
  /** Name of the expert group that should answer. */
  readonly dialect: string;
  /** The whole prompt, chat markers included; or its token ids. */
  readonly prompt: string | readonly number[];
  /** What the model should answer, without an end token; or its token ids. */
  readonly answer: string | readonly number[];
}

/** A sample as token ids. */
export interface TokenizedSample {
  readonly id: string;
  /** Index of the mixture's groups. */
  readonly dialect: number;
  /** Prompt, answer and end token. */
  readonly tokens: readonly number[];
  /** Tokens of the prompt; the loss counts those after it. */
  readonly promptLength: number;
}

/** Samples that were left out, by id. */
export interface LeftOut {
  readonly count: number;
  /** All of them, in file order. */
  readonly ids: readonly string[];
}

/** What became of a data set. */
export interface DataReport {
  /** Samples that are trained on, by dialect. */
  readonly used: Readonly<Record<string, number>>;
  /** Samples beyond `rowsPerDialect`, by dialect. */
  readonly beyondLimit: Readonly<Record<string, number>>;
  /** Samples of a dialect without a group. */
  readonly unknownDialect: LeftOut;
  /** Samples longer than `maxLength`; they are never cut. */
  readonly tooLong: LeftOut;
  /** Tokens of the longest sample that is trained on. */
  readonly longest: number;
}
