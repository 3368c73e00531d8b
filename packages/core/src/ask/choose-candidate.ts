import type { Database, QueryOptions, QueryParser, QueryResult } from '@momq/dialect';
import { MoMQError, QueryRefusedError } from '@momq/dialect';
import { requireReadOnly } from '../execution/require-read-only.js';
import type { CandidateOutcome, CandidateReport } from './answer.js';
import { NoQueryError } from './no-query-error.js';
import type { GeneratedCandidate } from './query-model.js';

/** What the candidates are checked with and run on. */
export interface CandidateRun {
  readonly parser: QueryParser;
  readonly database: Database;
  readonly limits: QueryOptions;
}

/** The candidate that became the answer. */
export interface Choice {
  readonly query: string;
  readonly result: QueryResult;
  /** The chosen candidate's share of the probability of all candidates, 0–1. */
  readonly confidence: number;
  readonly reports: readonly CandidateReport[];
  readonly checkMs: number;
  readonly executeMs: number;
}

/**
 * Checks and runs candidates, best first: the first that returns rows is the answer, else the first that runs.
 * What is not exactly one read-only statement is never run.
 *
 * @throws {@link QueryRefusedError} when every candidate was refused, {@link NoQueryError} when none ran
 */
export async function chooseCandidate(
  candidates: readonly GeneratedCandidate[],
  run: CandidateRun,
): Promise<Choice> {
  const clock = { checkMs: 0, executeMs: 0 };
  const attempts: Attempt[] = [];
  for (const candidate of candidates) {
    const answered = attempts.some((attempt) => attempt.outcome === 'chosen');
    const repeats = attempts.some((attempt) => attempt.candidate.query === candidate.query);
    attempts.push(
      answered || repeats
        ? { candidate, outcome: 'skipped' }
        : await attemptCandidate(candidate, run, clock),
    );
  }
  const chosen =
    attempts.find((attempt) => attempt.outcome === 'chosen') ??
    attempts.find((attempt) => attempt.outcome === 'empty');
  if (chosen?.result === undefined) throw failure(attempts.map(report));
  chosen.outcome = 'chosen';
  return {
    query: chosen.candidate.query,
    result: chosen.result,
    confidence: shareOf(chosen.candidate, candidates),
    reports: attempts.map(report),
    ...clock,
  };
}

function shareOf(chosen: GeneratedCandidate, candidates: readonly GeneratedCandidate[]): number {
  const relative = candidates.map(({ logProb }) => Math.exp(logProb - chosen.logProb));
  return 1 / relative.reduce((sum, value) => sum + value, 0);
}

interface Attempt {
  readonly candidate: GeneratedCandidate;
  outcome: CandidateOutcome;
  readonly reason?: string;
  readonly result?: QueryResult;
}

async function attemptCandidate(
  candidate: GeneratedCandidate,
  run: CandidateRun,
  clock: { checkMs: number; executeMs: number },
): Promise<Attempt> {
  const checkStart = performance.now();
  try {
    requireReadOnly(run.parser.parse(candidate.query));
  } catch (error) {
    return { candidate, ...describeFailure(error) };
  } finally {
    clock.checkMs += performance.now() - checkStart;
  }
  const executeStart = performance.now();
  try {
    const result = await run.database.query(candidate.query, run.limits);
    return { candidate, outcome: result.rows.length > 0 ? 'chosen' : 'empty', result };
  } catch (error) {
    return { candidate, ...describeFailure(error) };
  } finally {
    clock.executeMs += performance.now() - executeStart;
  }
}

/** Failures of the query are outcomes; anything else (a lost connection, a bug) is the caller's to see. */
function describeFailure(error: unknown): { outcome: CandidateOutcome; reason: string } {
  const outcome = outcomeOf(error);
  if (outcome === undefined || !(error instanceof Error)) throw error;
  return { outcome, reason: error.message };
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

function failure(reports: readonly CandidateReport[]): MoMQError {
  const tried = reports.filter((candidate) => candidate.outcome !== 'skipped');
  const allRefused = tried.length > 0 && tried.every(({ outcome }) => outcome === 'refused');
  return allRefused
    ? new QueryRefusedError(tried[0]?.reason ?? 'query: refused. Not run.')
    : new NoQueryError(reports);
}

function report({ candidate, outcome, reason }: Attempt): CandidateReport {
  const { query, logProb, tokens } = candidate;
  return { query, logProb, tokens, outcome, ...(reason !== undefined && { reason }) };
}
