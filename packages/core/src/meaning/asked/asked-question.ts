import type { DatabaseSchema } from '@momq/dialect';
import type { QuestionWord } from '../../linking/question-words.js';
import type { ValueCandidate } from '../../linking/value-candidates.js';
import type { FieldValues } from '../../linking/value-index.js';

/** A question as far as it is evidence of what a query has to say. */
export interface AskedQuestion {
  readonly question: string;
  readonly words: readonly QuestionWord[];
  /** What of the question is a value. */
  readonly candidates: readonly ValueCandidate[];
  readonly schema: DatabaseSchema;
  /** The values of a field that were read; undefined where none were. */
  values(place: { readonly entity: string; readonly field: string }): FieldValues | undefined;
}
