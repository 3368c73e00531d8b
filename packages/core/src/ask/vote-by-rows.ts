import { resultsEqual, type ResultRows } from '../evaluation/results-equal.js';
import { briefRun } from './brief-run.js';
import { attemptCandidate } from './choose-candidate.js';
import type { CandidateRun } from './choose-candidate.js';
import type { GeneratedCandidate } from './query-model.js';

/** Milliseconds in which another one may begin. */
const beginMs = 4000;

/** Candidates that give the same rows. */
interface Party {
  readonly rows: ResultRows;
  readonly places: number[];
  weight: number;
}

/**
 * The candidates, in front the likeliest of those that give the rows for which the most of them speak. A candidate's voice is its
 * mean probability per token, so that the agreement counts and not the length; what has rows goes before what has none. What did
 * not run, or was not run for want of time, keeps its order behind it. Every candidate is checked and run read-only, the same query
 * once.
 */
export async function voteByRows(
  candidates: readonly GeneratedCandidate[],
  run: CandidateRun,
): Promise<readonly GeneratedCandidate[]> {
  if (new Set(candidates.map(({ query }) => query)).size < 2) return candidates;
  const parties = await partiesOf(candidates, run);
  const [winner] = parties.toSorted(
    (a, b) =>
      Number(b.rows.length > 0) - Number(a.rows.length > 0) ||
      b.weight - a.weight ||
      (a.places[0] as number) - (b.places[0] as number),
  );
  if (winner === undefined) return candidates;
  const first = winner.places[0] as number;
  return [
    candidates[first] as GeneratedCandidate,
    ...candidates.filter((_, place) => place !== first),
  ];
}

async function partiesOf(
  candidates: readonly GeneratedCandidate[],
  run: CandidateRun,
): Promise<Party[]> {
  const brief = briefRun(run);
  const parties: Party[] = [];
  const known = new Map<string, Party | undefined>();
  const end = performance.now() + beginMs;
  for (const [place, candidate] of candidates.entries()) {
    const { query } = candidate;
    if (!known.has(query)) {
      if (performance.now() >= end) break;
      const { result } = await attemptCandidate(candidate, brief);
      const rows = result?.rows;
      let party =
        rows && parties.find((each) => resultsEqual(each.rows, rows, { orderMatters: false }));
      if (rows !== undefined && party === undefined) {
        party = { rows, places: [], weight: 0 };
        parties.push(party);
      }
      known.set(query, party);
    }
    const party = known.get(query);
    party?.places.push(place);
    if (party !== undefined) party.weight += voice(candidate);
  }
  return parties;
}

/** Mean probability per token; of what tells none, that of a coin. */
function voice({ logProb, tokens }: GeneratedCandidate): number {
  if (logProb === undefined || tokens === undefined || tokens.length === 0) return 0.5;
  return Math.exp(logProb / tokens.length);
}
