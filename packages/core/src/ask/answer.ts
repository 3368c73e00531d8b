import type { FieldType, LogicalQuery, QueryResult, Value } from '@momq/dialect';
import type { Evidence } from '../confidence/calibration.js';
import type { UnusedWord } from '../confidence/unused-words.js';
import type { Alternative, DeclineReason } from './answer-status.js';
import type { HistoryTurn } from '../history/history-turn.js';
import type { GenerationEvent } from './query-model.js';

/** Limits of one question, and how sure an answer has to be. */
export interface AskOptions {
  /**
   * Whether a question may be declined; default true. With false the best guess is given: what would have been the reason to
   * decline is then the first of its {@link UncertainAnswer.doubts}.
   */
  readonly declining?: boolean;
  /** Confidence from which an answer without other doubts is `answered`, 0–1; default 0.5. Without a confidence the rest decides. */
  readonly sureAt?: number;
  /**
   * Earlier answers about the same database, oldest first, or {@link historyTurn} of them; default none. A question that follows up on
   * them (`how many of them?`, `only those in Germany`, `and for 2022?`) refines the last query; any other is asked as it stands.
   */
  readonly history?: readonly HistoryTurn[];
  /** Rows returned at most; default 1000. */
  readonly maxRows?: number;
  /** Bytes of the rows' values at most, as UTF-8 text; default 64 MiB. */
  readonly maxBytes?: number;
  /** Milliseconds that each candidate may run; default 10000, at most 2³¹ - 1. */
  readonly timeoutMs?: number;
  /**
   * Whether the candidates after the answer are run too, to see how many give the same rows: those that can begin within half a second,
   * for two seconds at most, and none where the answer took a quarter of a second. Default: where the model's calibration counts `rowAgreement`, as the embedded
   * model's does. With false it is told from their texts.
   */
  readonly compareCandidates?: boolean;
  /** Queries that the model may propose, 100 at most; default: the model's own. */
  readonly maxCandidates?: number;
  /**
   * Reads schema and values again, whether or not the database tells that they have changed; default false. Databases without
   * `dataVersion` never tell.
   */
  readonly refreshSchema?: boolean;
  /** Stops the question, wherever it is; `ask` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called as the question goes on. What it throws, `ask` rejects with. */
  readonly onProgress?: (event: AskEvent) => void;
}

/** What {@link AskOptions.onProgress} hears: the stage that begins, what the model tells, and what became of a candidate. */
export type AskEvent =
  | {
      readonly type: 'stage';
      readonly stage: 'schema' | 'model' | 'generate' | 'execute' | 'repair';
    }
  | { readonly type: 'candidate'; readonly candidate: CandidateReport }
  | GenerationEvent;

/**
 * What became of a candidate:
 * `chosen` is the answer, `empty` ran without rows, `refused` was not one read-only statement and never ran,
 * `syntax` was not accepted by the parser, `failed` and `timeout` were stopped by the engine,
 * `skipped` came after the answer or repeats an earlier text.
 */
export type CandidateOutcome =
  'chosen' | 'empty' | 'refused' | 'syntax' | 'failed' | 'timeout' | 'skipped';

/** A proposed query and what became of it. */
export interface CandidateReport {
  readonly query: string;
  /** Natural logarithm of the model's probability, ≤ 0; absent when the model gives none. */
  readonly logProb?: number;
  readonly tokens?: readonly string[];
  /** The model's own words about the query. */
  readonly explanation?: string;
  /** Name of the model that wrote it; absent where one model wrote all. */
  readonly source?: string;
  readonly outcome: CandidateOutcome;
  /** Why it was refused or failed. */
  readonly reason?: string;
}

/** Where the time of one question went, milliseconds. */
export interface AskTimings {
  /** Opening the database, a copy of its file included; in the first answer after `MoMQ.open` alone. */
  readonly openMs?: number;
  readonly schemaMs: number;
  /** Waiting for the model to load; about 0 after the first question. */
  readonly modelMs: number;
  readonly generateMs: number;
  /** Parsing and checking of candidates. */
  readonly checkMs: number;
  readonly executeMs: number;
  /** All of it, `openMs` included. */
  readonly totalMs: number;
}

/** What every answer says, with and without a query. */
export interface AnswerFacts {
  readonly question: string;
  /** Id of the dialect of the database. */
  readonly dialect: string;
  /** The name of the database, and what tells its schema from others; a history is of one such database. */
  readonly database: string;
  /** Every candidate, best first; those of a repair follow the ones that did not run. */
  readonly candidates: readonly CandidateReport[];
  /** Share of the routed expert weight per expert group, 0–1; empty for a model that routes nothing. */
  readonly routing: Readonly<Record<string, number>>;
  /** What of a semantic model the query rests on, a phrase each; absent for a database that nobody taught. */
  readonly semantics?: { readonly source: string; readonly used: readonly string[] };
  /** Remarks, one sentence each: a missing expert group, a question that is not English, what of the schema could not be read. */
  readonly notes: readonly string[];
  readonly timings: AskTimings;
}

/** The query that ran, and its rows. */
export interface QueryRows extends AnswerFacts {
  /** In the dialect of the database. */
  readonly query: string;
  /** The query in the form that every dialect shares, where the model or the pack gives it: follow-ups refine it. */
  readonly logical?: LogicalQuery;
  /** What the query does, as a sentence without subject and full stop: "counts orders where status is “open”"; absent where neither the model nor the pack gives its logical form. */
  readonly reading?: string;
  /** How a follow-up was read: the question that it follows, and what is different. Absent for a question that stands alone. */
  readonly readAs?: string;
  readonly columns: readonly string[];
  /** Coarse type of each column, where the engine tells. */
  readonly columnTypes?: readonly FieldType[];
  readonly rows: readonly (readonly Value[])[];
  /** True when `maxRows` or `maxBytes` cut the rows. */
  readonly truncated: boolean;
  /** Which limit cut them. */
  readonly truncatedBy?: NonNullable<QueryResult['truncatedBy']>;
  /** The model's own words about the query. */
  readonly explanation?: string;
  /** Name of the model that wrote the query, where several work as one; absent otherwise. */
  readonly source?: string;
  /**
   * Probability that the rows are right, 0–1, by the model's `calibration`: a logistic model of
   * {@link QueryRows.evidence}, fitted on people's questions about databases that the model was not trained on, and measured on
   * others. What it says of databases unlike those is an estimate. Absent where the model has no calibration.
   */
  readonly confidence?: number;
  /** What the confidence is computed from, a number per name of `evidenceNames` (`@momq/core/confidence`): for fitting a calibration. */
  readonly evidence: Evidence;
  /** Content words of the question that the query does not account for, in their order. Each lowers the confidence. */
  readonly unusedWords: readonly UnusedWord[];
  /** What is unsure, one sentence each. */
  readonly doubts: readonly string[];
  /** What else the question may mean, most probable first; three at most. */
  readonly alternatives: readonly Alternative[];
}

/** A question answered, as far as can be told: nothing speaks against the query. */
export interface SureAnswer extends QueryRows {
  readonly status: 'answered';
}

/** A guess: the rows of the best query, and at least one doubt. */
export interface UncertainAnswer extends QueryRows {
  readonly status: 'uncertain';
  readonly doubts: readonly [string, ...string[]];
}

/** No query was chosen and there are no rows, because the question cannot be answered from this database. */
export interface DeclinedAnswer extends AnswerFacts {
  readonly status: 'declined';
  readonly reason: DeclineReason;
}

/** An answer with rows. */
export type QueryAnswer = SureAnswer | UncertainAnswer;

/** What became of a question. Only after a look at `status` has it a query and rows, or a reason. */
export type Answer = QueryAnswer | DeclinedAnswer;
