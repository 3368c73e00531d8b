import type { LogicalQuery, DatabaseSchema } from '@momq/core/dialect';
import type { QuestionWord, ValueCandidate } from '@momq/core/linking';

/** What one dialect's answer to a question is, over which schema. */
export interface DialectTarget {
  readonly schema: DatabaseSchema;
  readonly logical: LogicalQuery;
}

/** A question with verified queries in one or more dialects. */
export interface TrainingQuestion {
  readonly question: string;
  readonly words: readonly QuestionWord[];
  /** Where it comes from; sampling weights go by source. */
  readonly source: string;
  readonly dbId: string;
  readonly candidates: readonly ValueCandidate[];
  readonly targets: ReadonlyMap<string, DialectTarget>;
}
