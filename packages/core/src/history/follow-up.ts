import type { DatabaseSchema, LogicalQuery, SelectQuery } from '@momq/dialect';
import type { QuestionLink } from '../linking/question-linker.js';
import type { ValueCandidate } from '../linking/value-candidates.js';
import type { Phrase } from './phrase.js';

/** What a rule reads: the follow-up, and the query that it follows. */
export interface FollowUp {
  /** The words of the follow-up. */
  readonly phrase: Phrase;
  /** Values that the follow-up names. */
  readonly candidates: readonly ValueCandidate[];
  /** The spellings that a field holds of a text; empty where it holds none. */
  readonly spellings: QuestionLink['spellings'];
  /** The values of a field that were read; undefined where none were. */
  readonly values: QuestionLink['values'];
  readonly schema: DatabaseSchema;
  /** The query of the last answer. */
  readonly earlier: LogicalQuery;
  /** The question of the last answer, or the first of a row of follow-ups. */
  readonly earlierQuestion: string;
}

/** The query that a follow-up asks for. */
export interface Refinement {
  readonly query: LogicalQuery;
  /** What is different from the earlier query, as the end of a sentence: `only where country is Germany`. */
  readonly change: string;
}

/** A follow-up of a query with one SELECT over entities; what most rules need. */
export type SelectFollowUp = FollowUp & { readonly earlier: SelectQuery };

/** One way to read a follow-up: the refinement, or undefined where it is not of this kind, or not with certainty. */
export type FollowUpRule = (followUp: SelectFollowUp) => Refinement | undefined;
