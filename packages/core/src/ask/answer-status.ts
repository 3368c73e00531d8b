/**
 * Why a question is declined:
 * `changes-data` asks to change rows or the schema, which MoMQ never does;
 * `unknown-name` names something that the database does not have;
 * `beyond-model` needs what the model cannot say, for example a forecast;
 * `not-about-data` is about nothing that a database holds, for example small talk.
 */
export type DeclineKind = 'changes-data' | 'unknown-name' | 'beyond-model' | 'not-about-data';

/** Why there is no answer, in a form for programs and in words. */
export interface DeclineReason {
  readonly kind: DeclineKind;
  /** One sentence for the person who asked. */
  readonly sentence: string;
  /** Words of the question that caused it, as they stand there, in order; empty where no single words did. */
  readonly words: readonly string[];
  /** Names of the database that may have been meant, nearest first; empty where none is near. */
  readonly suggestions: readonly string[];
}

/** Another query that the question may mean. It was not run for its rows. */
export interface Alternative {
  readonly query: string;
  /** What it does, as {@link QueryRows.reading}; absent where neither the model nor the pack gives its logical form. */
  readonly reading?: string;
  /** Probability that it is right, as {@link QueryRows.confidence}; absent where the model claims none. */
  readonly confidence?: number;
}
