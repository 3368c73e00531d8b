import { MoeError } from '../errors.js';
import { logSumExp, type Beam } from './beam.js';
import type { TokenConstraint } from './constraint.js';

/** Runs one step of the model: for each beam the logits over V + P codes (P unpadded) and the group shares. */
export type StepRunner = (beams: readonly Beam<unknown>[]) => Promise<{
  /** (beams, numCodes) row-major; rows may be longer, see `stride`. */
  readonly logits: Float32Array;
  readonly stride: number;
  /** (beams, D) */
  readonly routing: Float32Array;
}>;

/** Settings of `searchBeams`. */
export interface BeamSearchSettings<S> {
  readonly constraint: TokenConstraint<S>;
  readonly startToken: number;
  /** V + P */
  readonly numCodes: number;
  /** D */
  readonly numGroups: number;
  readonly beamSize: number;
  readonly maxOutputLength: number;
  readonly lengthPenalty: number;
  readonly normalisation: 'all' | 'allowed';
  readonly signal?: AbortSignal | undefined;
}

/** A finished beam with its score. */
export interface FinishedBeam {
  readonly codes: readonly number[];
  readonly logProb: number;
  readonly score: number;
  /** Mean over steps of the group shares. */
  readonly routing: readonly number[];
}

interface Extension {
  readonly row: number;
  readonly code: number;
  readonly logProb: number;
}

/**
 * Beam search under a constraint. A beam is finished when the constraint says so; the search ends when no live beam can
 * still beat the worst of `beamSize` finished ones, when none is live, or at `maxOutputLength`.
 * @returns finished beams, best score first, at most `beamSize`
 * @throws MoeError `MOE_BAD_INPUT` when the constraint gives an array of another length, `MOE_ABORTED`
 */
export async function searchBeams<S>(
  run: StepRunner,
  settings: BeamSearchSettings<S>,
): Promise<FinishedBeam[]> {
  const { constraint, beamSize, maxOutputLength, lengthPenalty, numGroups, signal } = settings;
  const score = (logProb: number, length: number): number =>
    logProb / Math.max(1, length) ** lengthPenalty;
  let live: Beam<S>[] = [
    {
      outputs: [settings.startToken],
      slots: [],
      state: constraint.start(),
      logProb: 0,
      routing: new Array<number>(numGroups).fill(0),
    },
  ];
  let finished: FinishedBeam[] = [];
  for (let step = 0; step < maxOutputLength && live.length > 0; step += 1) {
    if (signal?.aborted === true)
      throw new MoeError(
        'MOE_ABORTED',
        `expected to decode up to ${maxOutputLength} codes, got an abort after ${step}; call again without it`,
        { cause: signal.reason },
      );
    const result = await run(live);
    const extensions = bestExtensions(live, result, settings);
    const next: Beam<S>[] = [];
    for (const { row, code, logProb } of extensions) {
      if (next.length === beamSize) break;
      const beam = live[row] as Beam<S>;
      const state = constraint.next(beam.state, code);
      const routing = beam.routing.map(
        (share, group) => share + (result.routing[row * numGroups + group] as number),
      );
      const outputs = [...beam.outputs, code];
      if (constraint.done(state)) {
        const codes = outputs.slice(1);
        finished.push({
          codes,
          logProb,
          score: score(logProb, codes.length),
          routing: routing.map((share) => share / codes.length),
        });
      } else {
        next.push({
          outputs,
          slots: [...beam.slots, step * beamSize + row],
          state,
          logProb,
          routing,
        });
      }
    }
    live = next;
    finished = finished.sort((a, b) => b.score - a.score).slice(0, beamSize);
    const worst = finished[beamSize - 1];
    // log probabilities only fall, so this bounds every continuation
    if (
      worst !== undefined &&
      live.every((beam) => score(beam.logProb, maxOutputLength) <= worst.score)
    )
      break;
  }
  return finished;
}

/** The 2 · beamSize most likely continuations of all beams: even if half of them finish, the beam stays full. */
function bestExtensions<S>(
  live: readonly Beam<S>[],
  { logits, stride }: Awaited<ReturnType<StepRunner>>,
  settings: BeamSearchSettings<S>,
): Extension[] {
  const { constraint, numCodes, beamSize, normalisation } = settings;
  const limit = 2 * beamSize;
  const best: Extension[] = [];
  live.forEach((beam, row) => {
    const allowed = constraint.allowed(beam.state);
    if (allowed.length !== numCodes) {
      throw new MoeError(
        'MOE_BAD_INPUT',
        `expected the constraint to tell ${numCodes} codes (keywords and prefix positions), got ${allowed.length}; use the unpadded prefix length`,
      );
    }
    const start = row * stride;
    const total = logSumExp(
      logits,
      start,
      start + numCodes,
      normalisation === 'allowed' ? allowed : null,
    );
    for (let code = 0; code < numCodes; code += 1) {
      if (allowed[code] !== 1) continue;
      const logProb = beam.logProb + (logits[start + code] as number) - total;
      if (best.length === limit && logProb <= (best[limit - 1] as Extension).logProb) continue;
      let place = best.length;
      while (place > 0 && (best[place - 1] as Extension).logProb < logProb) place -= 1;
      best.splice(place, 0, { row, code, logProb });
      if (best.length > limit) best.pop();
    }
  });
  return best;
}
