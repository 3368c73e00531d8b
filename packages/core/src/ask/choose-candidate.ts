import type { Database, QueryOptions, QueryParser, QueryResult } from '../dialect/dialect.js';
import { MoMQError, QueryRefusedError } from '../errors/momq-error.js';
import type { CandidateOutcome, CandidateReport } from './answer.js';
import { NoQueryError } from './no-query-error.js';
import { resultKey } from './result-key.js';
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
  /** Share of the candidates' probability that stands for these rows, 0–1. */
  readonly confidence: number;
  readonly reports: readonly CandidateReport[];
  readonly checkMs: number;
  readonly executeMs: number;
}

/** Milliseconds of execution after which no further candidate is run for its vote. */
const votingMs = 250;

/**
 * Checks and runs candidates, best first, and lets their results vote: candidates that return the same rows add up their
 * probabilities, and the likeliest rows are the answer, written by the likeliest candidate that returns them.
 * Rows win over no rows. What is not exactly one read-only statement is never run.
 *
 * When candidates take long, those after an answer are skipped, so that a vote costs at most a fraction of a second
 * beyond the answer itself.
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
    const answered = attempts.some((attempt) => attempt.outcome === 'ran');
    const repeats = attempts.some((attempt) => attempt.candidate.query === candidate.query);
    attempts.push(
      repeats || (answered && clock.executeMs > votingMs)
        ? { candidate, outcome: 'skipped' }
        : await attemptCandidate(candidate, run, clock),
    );
  }
  const chosen = winner(attempts, 'ran') ?? winner(attempts, 'empty');
  if (chosen?.attempt.result === undefined) throw failure(attempts.map(report));
  chosen.attempt.outcome = 'chosen';
  return {
    query: chosen.attempt.candidate.query,
    result: chosen.attempt.result,
    confidence: chosen.share,
    reports: attempts.map(report),
    ...clock,
  };
}

/** The first attempt with the rows that collect most probability, and their share of all that the candidates have. */
function winner(
  attempts: readonly Attempt[],
  outcome: 'ran' | 'empty',
): { attempt: Attempt; share: number } | undefined {
  const best = Math.max(...attempts.map(({ candidate }) => candidate.logProb));
  const weight = ({ candidate }: Attempt): number => Math.exp(candidate.logProb - best);
  const votes = new Map<string, { attempt: Attempt; weight: number }>();
  for (const attempt of attempts) {
    if (attempt.outcome !== outcome || attempt.result === undefined) continue;
    const key = resultKey(attempt.result);
    const found = votes.get(key);
    votes.set(key, {
      attempt: found?.attempt ?? attempt,
      weight: (found?.weight ?? 0) + weight(attempt),
    });
  }
  const all = attempts.reduce((sum, attempt) => sum + weight(attempt), 0);
  const [first] = [...votes.values()].sort((a, b) => b.weight - a.weight);
  return first === undefined ? undefined : { attempt: first.attempt, share: first.weight / all };
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
    refuseUnlessReadOnly(candidate.query, run.parser);
  } catch (error) {
    return { candidate, ...describeFailure(error) };
  } finally {
    clock.checkMs += performance.now() - checkStart;
  }
  const executeStart = performance.now();
  try {
    const result = await run.database.query(candidate.query, run.limits);
    return { candidate, outcome: result.rows.length > 0 ? 'ran' : 'empty', result };
  } catch (error) {
    return { candidate, ...describeFailure(error) };
  } finally {
    clock.executeMs += performance.now() - executeStart;
  }
}

function refuseUnlessReadOnly(query: string, parser: QueryParser): void {
  const analysis = parser.parse(query);
  if (analysis.statements !== 1) {
    throw new QueryRefusedError(
      `query: expected one statement, got ${analysis.statements}. Not run.`,
    );
  }
  if (!analysis.readOnly) {
    throw new QueryRefusedError(
      `query: expected a statement that only reads, got ${analysis.reason ?? 'one that can write'}. Not run.`,
    );
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
