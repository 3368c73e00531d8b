import { comparedRows, rowsKey } from '../confidence/row-agreement.js';
import type { RowsKey } from '../confidence/row-agreement.js';
import { briefRun } from './brief-run.js';
import { attemptCandidate } from './choose-candidate.js';
import type { CandidateRun, TriedCandidates } from './choose-candidate.js';
import type { GeneratedCandidate } from './query-model.js';

/** Milliseconds in which another candidate may begin. */
const beginMs = 500;
/** Milliseconds of an answer from which no other is run: they would take as long. */
const slowMs = 250;

/**
 * The rows of the candidates after the answer, which are run only to see whether they agree: as many as there is time for, with the
 * same checks as the answer. An answer that shows fewer rows than are compared is run again for them.
 */
export async function compareCandidates(
  candidates: readonly GeneratedCandidate[],
  { choice, reports }: TriedCandidates,
  run: CandidateRun,
): Promise<readonly RowsKey[]> {
  if (choice === undefined || new Set(candidates.map(({ query }) => query)).size < 2) return [];
  const { candidate: answer, result: shown } = choice;
  const known = new Map<string, RowsKey>();
  if (!shown.truncated || shown.rows.length >= comparedRows)
    known.set(answer.query, rowsKey(shown));
  reports.forEach(({ query, outcome }) => {
    if (query === answer.query || known.has(query) || outcome === 'skipped') return;
    known.set(query, outcome === 'empty' ? rowsKey({ rows: [] }) : null);
  });
  const brief = briefRun(run);
  const end = performance.now() + (shown.elapsedMs > slowMs ? 0 : beginMs);
  for (const candidate of [answer, ...candidates]) {
    if (known.has(candidate.query)) continue;
    if (performance.now() >= end) break;
    const { outcome, result } = await attemptCandidate(candidate, brief);
    if (outcome === 'timeout') break; // and the next ones may be no better
    known.set(candidate.query, result === undefined ? null : rowsKey(result));
  }
  return candidates.map(({ query }) => known.get(query));
}
