import type { Value } from '@momq/dialect';

/** Limits of one question. */
export interface AskOptions {
  /** Rows returned at most; default 1000. */
  readonly maxRows?: number;
  /** Milliseconds that each candidate may run; default 10000. */
  readonly timeoutMs?: number;
  /** Queries that the model may propose at most; default: the model's own. */
  readonly maxCandidates?: number;
  /** Reads the schema again instead of using the one read at the first question; default false. */
  readonly refreshSchema?: boolean;
}

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
  /** Natural logarithm of the model's probability, ≤ 0. */
  readonly logProb: number;
  readonly tokens: readonly string[];
  readonly outcome: CandidateOutcome;
  /** Why it was refused or failed. */
  readonly reason?: string;
}

/** Where the time of one question went, milliseconds. */
export interface AskTimings {
  readonly schemaMs: number;
  /** Waiting for the model to load; about 0 after the first question. */
  readonly modelMs: number;
  readonly generateMs: number;
  /** Parsing and checking of candidates. */
  readonly checkMs: number;
  readonly executeMs: number;
  readonly totalMs: number;
}

/** A question answered: the query that ran, and its rows. */
export interface Answer {
  readonly question: string;
  /** Id of the dialect that the query is written in. */
  readonly dialect: string;
  readonly query: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  /** True when `maxRows` cut the rows. */
  readonly truncated: boolean;
  /**
   * The chosen query's share of the probability of all candidates, 0–1.
   * A ranking aid: it is not calibrated, so 0.9 does not mean right nine times out of ten.
   */
  readonly confidence: number;
  /** Every candidate, best first. */
  readonly candidates: readonly CandidateReport[];
  /** Share of the routed expert weight per expert group, 0–1. */
  readonly routing: Readonly<Record<string, number>>;
  /** Remarks, one sentence each: a missing expert group, a question that is not English. */
  readonly notes: readonly string[];
  readonly timings: AskTimings;
}
