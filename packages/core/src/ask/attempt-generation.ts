import { checkGeneration } from './adapt-model.js';
import type { CandidateReport } from './answer.js';
import { noneRan, tryCandidates } from './choose-candidate.js';
import type { CandidateRun, Choice, TriedCandidates } from './choose-candidate.js';
import type { Generation, GenerationRequest, QueryModel } from './query-model.js';
import type { StageClock } from './stage-clock.js';

/** What a generation is tried with. */
export interface AttemptContext {
  readonly model: QueryModel;
  readonly request: GenerationRequest;
  readonly run: CandidateRun;
  readonly clock: StageClock;
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
}

/**
 * Runs what a model proposed, and where nothing of it runs what the model makes of the error, once.
 *
 * @throws the error of {@link noneRan} when no candidate ran
 */
export async function attemptGeneration(
  proposed: Generation,
  context: AttemptContext,
): Promise<RanGeneration> {
  const first = await attempt(proposed, context);
  const second = await repair(first, context);
  const { generation, tried } = second ?? first;
  const allReports = [...first.tried.reports, ...(second?.tried.reports ?? [])];
  if (tried.choice === undefined) throw noneRan(allReports);
  return {
    generation,
    choice: tried.choice,
    reports: tried.reports,
    allReports,
    repaired: second !== undefined,
  };
}

interface Attempted {
  readonly generation: Generation;
  readonly tried: TriedCandidates;
}

async function attempt(generation: Generation, { run, clock }: AttemptContext): Promise<Attempted> {
  clock.begin('execute');
  const tried = await tryCandidates(generation.candidates, run);
  clock.end();
  clock.addChecks(tried.checkMs);
  return { generation, tried };
}

/** One more generation, with the error of the first. It may propose nothing: then the first attempt's errors stand. */
async function repair(
  { tried: { previous } }: Attempted,
  context: AttemptContext,
): Promise<Attempted | undefined> {
  const { model, request, clock } = context;
  if (previous === undefined || model.repairs !== true) return undefined;
  clock.begin('repair');
  const generated = await model.generate({ ...request, previous });
  return attempt(checkGeneration(generated, model), context);
}
