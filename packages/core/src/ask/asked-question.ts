import type { Database, DatabaseSchema, DialectPack } from '@momq/dialect';
import type { HistoryTurn } from '../history/history-turn.js';
import type { QuestionLink } from '../linking/question-linker.js';
import type { DatedQuestion } from '../linking/relative-dates.js';
import type { Teaching } from '../semantics/teaching.js';
import type { AskOptions } from './answer.js';
import type { CandidateRun } from './choose-candidate.js';
import type { SchemaRemarks } from './schema-remarks.js';
import type { StageClock } from './stage-clock.js';

/** A question, and what is known of it before a model is asked. */
export interface AskedQuestion {
  /** As it was asked. */
  readonly question: string;
  /** As it is read: with its relative dates written out. */
  readonly dated: DatedQuestion;
  readonly options: AskOptions;
  readonly history: readonly HistoryTurn[];
  /** The turn that a follow-up refines. */
  readonly turn: HistoryTurn | undefined;
  readonly dialect: DialectPack;
  readonly database: Database;
  /** As the database has it: what an answer is of. */
  readonly stored: DatabaseSchema;
  /** As questions see it, with what is taught. */
  readonly schema: DatabaseSchema;
  readonly teaching: Teaching | undefined;
  readonly link: QuestionLink;
  readonly run: CandidateRun;
  readonly clock: StageClock;
  readonly remarks: SchemaRemarks;
}
