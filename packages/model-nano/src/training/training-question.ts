import type { DatabaseSchema, LogicalQuery } from '@momq/dialect';
import type { QuestionWord, ValueCandidate } from '@momq/core/linking';

/** What one dialect's answer to a question is, over which schema. */
export interface DialectTarget {
  readonly schema: DatabaseSchema;
  readonly logical: LogicalQuery;
}

/** A question with verified queries in one or more dialects, ready to be encoded. */
export interface TrainingQuestion {
  readonly question: string;
  readonly words: readonly QuestionWord[];
  /** Where it comes from. */
  readonly source: string;
  readonly dbId: string;
  readonly candidates: readonly ValueCandidate[];
  readonly targets: ReadonlyMap<string, DialectTarget>;
}

/** Questions that are made when they are drawn: tens of thousands of parsed ones would burden the garbage collector. */
export interface QuestionList {
  readonly length: number;
  /** The question at `index`, 0 ≤ index < length; undefined for a renamed copy in which nothing could be renamed. */
  at(index: number): TrainingQuestion | undefined;
}
