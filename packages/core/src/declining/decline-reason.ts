import type { DatabaseSchema } from '@momq/dialect';
import type { DeclineReason } from '../ask/answer-status.js';
import type { LinkedQuestion } from '../linking/link-question.js';

/** What a question is judged by: its words, what they were linked with, and the schema. No model takes part. */
export interface DeclineFacts {
  readonly question: string;
  readonly linked: LinkedQuestion;
  readonly schema: DatabaseSchema;
}

/** Why the question cannot be answered from this database; undefined for one that may be. */
export function declineReason(_facts: DeclineFacts): DeclineReason | undefined {
  return undefined;
}
