import type { ExampleShape } from './experiment-settings.js';

/** Who asks: people (Spider, translated), or this project's generators. */
export type QuestionKind = 'human' | 'synthetic';

/** Both kinds, in the order of the report. */
export const questionKinds: readonly QuestionKind[] = ['human', 'synthetic'];

/**
 * A claim of SQL-GEN (arXiv 2408.12733). `data`: generated pairs against translated human ones (tables 1 to 3). `augmentation`: human
 * with generated pairs against human alone (table 6). `adaptation`: with pairs made for one database against without (table 4).
 * `merging`: models of single dialects merged (table 7).
 */
export type SqlgenPart = 'data' | 'augmentation' | 'adaptation' | 'merging';

/** Every part, in the order in which they run. */
export const sqlgenParts: readonly SqlgenPart[] = ['data', 'augmentation', 'adaptation', 'merging'];

/** The one padded shape of training and scoring; longer examples are left out. */
export const sqlgenShape: ExampleShape = { prefixLength: 104, outputLength: 32, batchSize: 16 };

/** Longest held-out question with its schema that is asked, in positions. */
export const longestAsked = 192;

/** Sizes of the comparison. Everything in it is part of the identity of a run folder. */
export interface SqlgenSizes {
  /** Training pairs of a kind; fewer where a kind has fewer, the same number of both. */
  readonly pairs: number;
  /** Updates of 16 pairs, the same for every model that is trained from the start. */
  readonly steps: number;
  /** Held-out questions of a kind. */
  readonly testQuestions: number;
  /** Peak learning rate of training from the start. */
  readonly learningRate: number;
  /** Databases that a model is adapted to, one at a time. */
  readonly adaptDatabases: number;
  /** Pairs made for such a database. */
  readonly adaptPairs: number;
  /** Updates of adapting; the model without goes on as long with what it had. */
  readonly adaptSteps: number;
  /** Peak learning rate of adapting, and of tuning for a dialect. */
  readonly tuneLearningRate: number;
}

/** What `momq experiment sqlgen-table` runs unless told otherwise. */
export const sqlgenSizes: SqlgenSizes = {
  pairs: 2000,
  steps: 600,
  testQuestions: 120,
  learningRate: 2e-3,
  adaptDatabases: 3,
  adaptPairs: 200,
  adaptSteps: 100,
  tuneLearningRate: 5e-4,
};
