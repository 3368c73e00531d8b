import type { Database, QueryOptions, QueryParser, QueryResult } from '@momq/dialect';
import { MoMQError, QueryRefusedError } from '@momq/dialect';
import { requireReadOnly } from '../execution/require-read-only.js';
import type { CandidateOutcome, CandidateReport } from './answer.js';
import { NoQueryError } from './no-query-error.js';
import type { GeneratedCandidate, PreviousAttempt } from './query-model.js';

/** What the candidates are checked with and run on. */
export interface CandidateRun {
  readonly parser: QueryParser;
  readonly database: Database;
  readonly limits: QueryOptions;
  /** Called with each candidate that was tried. */
  readonly onCandidate?: (report: CandidateReport) => void;
}

/** The candidate that became the answer. */
export interface Choice {
  readonly candidate: GeneratedCandidate;
  readonly result: QueryResult;
  /** Place of the candidate in the list. */
  readonly place: number;
}

/** What became of a list of candidates. */
export interface TriedCandidates {
  /** Absent when none ran. */
  readonly choice?: Choice;
  readonly reports: readonly CandidateReport[];
  /** The best candidate that was tried and did not run, as a model that repairs reads it; absent when one ran. */
  readonly previous?: PreviousAttempt;
  readonly checkMs: number;
  readonly executeMs: number;
}

/**
 * Checks and runs candidates, best first: the first that returns rows is the answer, else the first that runs.
 * What is not exactly one read-only statement is never run.
 */
export async function tryCandidates(
  candidates: readonly GeneratedCandidate[],
  run: CandidateRun,
): Promise<TriedCandidates> {
  const clock = { checkMs: 0, executeMs: 0 };
  const attempts: Attempt[] = [];
  for (const candidate of candidates) {
    const answered = attempts.some((attempt) => attempt.outcome === 'chosen');
    const repeats = attempts.some((attempt) => attempt.candidate.query === candidate.query);
    const attempt: Attempt =
      answered || repeats
        ? { candidate, outcome: 'skipped' }
        : await attemptCandidate(candidate, run, clock);
    attempts.push(attempt);
    if (attempt.outcome !== 'skipped') run.onCandidate?.(report(attempt));
  }
  const chosen =
    attempts.find((attempt) => attempt.outcome === 'chosen') ??
    attempts.find((attempt) => attempt.outcome === 'empty');
  if (chosen?.result === undefined) {
    const [first] = attempts;
    return {
      reports: attempts.map(report),
      ...(first?.code !== undefined && {
        previous: {
          query: first.candidate.query,
          code: first.code,
          message: first.reason ?? first.outcome,
        },
      }),
      ...clock,
    };
  }
  chosen.outcome = 'chosen';
  const { candidate, result } = chosen;
  return {
    choice: { candidate, result, place: attempts.indexOf(chosen) },
    reports: attempts.map(report),
    ...clock,
  };
}

/** The error for candidates of which none ran. */
export function noneRan(reports: readonly CandidateReport[]): MoMQError {
  const tried = reports.filter((candidate) => candidate.outcome !== 'skipped');
  const allRefused = tried.length > 0 && tried.every(({ outcome }) => outcome === 'refused');
  return allRefused
    ? new QueryRefusedError(tried[0]?.reason ?? 'query: refused. Not run.')
    : new NoQueryError(reports);
}

/** A candidate that was tried. */
export interface Attempt {
  readonly candidate: GeneratedCandidate;
  outcome: CandidateOutcome;
  readonly reason?: string;
  /** Code of the error behind `reason`. */
  readonly code?: string;
  readonly result?: QueryResult;
}

/** Checks a candidate and runs it, whatever comes of it. */
export async function attemptCandidate(
  candidate: GeneratedCandidate,
  run: CandidateRun,
  clock = { checkMs: 0, executeMs: 0 },
): Promise<Attempt> {
  const checkStart = performance.now();
  try {
    requireReadOnly(run.parser.parse(candidate.query));
  } catch (error) {
    return { candidate, ...describeFailure(error, run) };
  } finally {
    clock.checkMs += performance.now() - checkStart;
  }
  const executeStart = performance.now();
  try {
    const result = await run.database.query(candidate.query, run.limits);
    return { candidate, outcome: result.rows.length > 0 ? 'chosen' : 'empty', result };
  } catch (error) {
    return { candidate, ...describeFailure(error, run) };
  } finally {
    clock.executeMs += performance.now() - executeStart;
  }
}

/** Failures of the query are outcomes; anything else (a lost connection, a bug, the caller's own signal) is the caller's to see. */
function describeFailure(
  error: unknown,
  { limits: { signal } }: CandidateRun,
): { outcome: CandidateOutcome; code: string; reason: string } {
  signal?.throwIfAborted();
  const outcome = outcomeOf(error);
  if (outcome === undefined || !MoMQError.isInstance(error)) throw error;
  return { outcome, code: error.code, reason: error.message };
}

function outcomeOf(error: unknown): CandidateOutcome | undefined {
  if (!MoMQError.isInstance(error)) return undefined;
  switch (error.code) {
    case 'QUERY_SYNTAX':
      return 'syntax';
    case 'QUERY_REFUSED':
      return 'refused';
    case 'QUERY_TIMEOUT':
      return 'timeout';
    case 'QUERY_EXECUTION':
      return 'failed';
    default:
      return undefined;
  }
}

function report({ candidate, outcome, reason }: Attempt): CandidateReport {
  const { query, logProb, tokens, explanation, source } = candidate;
  return {
    query,
    ...(logProb !== undefined && { logProb }),
    ...(tokens !== undefined && { tokens }),
    ...(explanation !== undefined && { explanation }),
    ...(source !== undefined && { source }),
    outcome,
    ...(reason !== undefined && { reason }),
  };
}
