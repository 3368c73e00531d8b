import type { CandidateReport } from './answer.js';
import { noneRan, tryCandidates } from './choose-candidate.js';
import { compareCandidates } from './compare-candidates.js';
import type { RowsKey } from '../confidence/row-agreement.js';
import type { CandidateRun, Choice, TriedCandidates } from './choose-candidate.js';
import { modelGeneration } from './model-generation.js';
import type { Generation, GenerationRequest, QueryModel } from './query-model.js';
import type { StageClock } from './stage-clock.js';
import { voteByRows } from './vote-by-rows.js';

/** What a generation is tried with. */
export interface AttemptContext {
  readonly model: QueryModel;
  readonly request: GenerationRequest;
  readonly run: CandidateRun;
  readonly clock: StageClock;
  /** See `AskOptions.compareCandidates`. */
  readonly compareCandidates: boolean | undefined;
}

/** A generation of which a candidate ran. */
export interface RanGeneration {
  readonly generation: Generation;
  readonly choice: Choice;
  /** What became of the candidates of `generation`, in the same order. */
  readonly reports: readonly CandidateReport[];
  /** The same, after those of an attempt that it repairs. */
  readonly allReports: readonly CandidateReport[];
  readonly repaired: boolean;
  /** What rows they give, as far as they were run. */
  readonly rows: readonly RowsKey[];
}

/**
 * Runs what a model proposed, and where nothing of it runs what the model makes of the error, as often as it repairs.
 *
 * @throws the error of {@link noneRan} when no candidate ran
 */
export async function attemptGeneration(
  proposed: Generation,
  context: AttemptContext,
): Promise<RanGeneration> {
  const first = await attempt(proposed, context);
  const repairs = await repaired(first, context);
  const last = repairs.at(-1) ?? first;
  const { generation, tried } = last;
  const allReports = [first, ...repairs].flatMap((each) => each.tried.reports);
  if (tried.choice === undefined) throw noneRan(allReports);
  return {
    generation,
    choice: tried.choice,
    reports: tried.reports,
    allReports,
    repaired: repairs.length > 0,
    rows: await compared(last, context),
  };
}

async function compared(
  { generation: { candidates }, tried }: Attempted,
  { model, run, clock, compareCandidates: wanted = countsRows(model) }: AttemptContext,
): Promise<readonly RowsKey[]> {
  if (!wanted) return [];
  clock.begin('execute');
  const rows = await compareCandidates(candidates, tried, run);
  clock.end();
  return rows;
}

function countsRows({ calibration }: QueryModel): boolean {
  return calibration?.terms.some(({ name }) => name === 'rowAgreement') ?? false;
}

interface Attempted {
  readonly generation: Generation;
  readonly tried: TriedCandidates;
}

async function attempt(
  proposed: Generation,
  { model, run, clock }: AttemptContext,
): Promise<Attempted> {
  clock.begin('execute');
  const generation =
    model.votes === true
      ? { ...proposed, candidates: await voteByRows(proposed.candidates, run) }
      : proposed;
  const tried = await tryCandidates(generation.candidates, run);
  clock.end();
  clock.addChecks(tried.checkMs);
  return { generation, tried };
}

/** The attempts with the errors of those before them, until one runs. The last may propose nothing: then the errors stand. */
async function repaired(first: Attempted, context: AttemptContext): Promise<readonly Attempted[]> {
  const { model, request, clock } = context;
  const attempts: Attempted[] = [];
  let { previous } = first.tried;
  while (previous !== undefined && attempts.length < Number(model.repairs ?? 0)) {
    clock.begin('repair');
    const generated = await modelGeneration(model, { ...request, previous });
    const next = await attempt(generated, context);
    attempts.push(next);
    ({ previous } = next.tried);
  }
  return attempts;
}
