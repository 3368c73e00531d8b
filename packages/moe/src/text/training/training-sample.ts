/** A question with its answer, as a text model trains on it. */
export interface TrainingSample {
  /** What messages and reports call the sample. */
  readonly id: string;
  /** Name of the expert group that should answer. */
  readonly dialect: string;
  /**
   * What the prompt begins with, where other samples' prompts begin with the same, e.g. a schema: text, chat markers included, or
   * token ids. `prompt` goes on after it, and is encoded apart. With `activation: 'after-prefix'` adapters act after it. Default: none.
   */
  readonly prefix?: string | readonly number[];
  /** The whole prompt, or what follows its prefix, chat markers included; or its token ids. */
  readonly prompt: string | readonly number[];
  /** What the model should answer, without an end token; or its token ids. */
  readonly answer: string | readonly number[];
}

/** A sample as token ids. */
export interface TokenizedSample {
  readonly id: string;
  /** Index of the mixture's groups. */
  readonly dialect: number;
  /** Prefix, prompt, answer and end token. */
  readonly tokens: readonly number[];
  /** Tokens of prefix and prompt; the loss counts those after them. */
  readonly promptLength: number;
  /** Where a sample has one: its prefix. */
  readonly prefix?: SharedPrefix;
}

/** The tokens that several samples begin with. */
export interface SharedPrefix {
  /** The same for the same tokens, by first appearance in the data set. */
  readonly index: number;
  readonly length: number;
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
