import { MoeError } from '../../errors.js';
import { BeamSearch } from '../../generation/beam-search.js';
import { logSumExp } from '../../generation/log-sum-exp.js';
import { allowedIn, type TokenConstraint } from '../../generation/token-constraint.js';
import { mostLikely } from '../../generation/token-choice.js';
import type { Beam } from './beam.js';

/** Runs one step of the model: for each beam the logits over V + P codes (P unpadded) and the group shares. */
export type CodeStep = (beams: readonly Beam<unknown>[]) => Promise<{
  /** (beams, numCodes) row-major; rows may be longer, see `stride`. */
  readonly logits: Float32Array;
  readonly stride: number;
  /** (beams, D) */
  readonly routing: Float32Array;
}>;

/** Settings of `searchCodes`. */
export interface CodeSearchSettings<S> {
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
export interface FoundCodes {
  readonly codes: readonly number[];
  readonly logProb: number;
  readonly score: number;
  /** Mean over steps of the group shares. */
  readonly routing: readonly number[];
}

/**
 * Beam search of a pointer model. An output is complete when the constraint says so; what is not within
 * `maxOutputLength` is lost.
 * @returns finished beams, best score first, at most `beamSize`
 * @throws MoeError `MOE_BAD_INPUT` when the constraint gives an array of another length, `MOE_ABORTED`
 */
export async function searchCodes<S>(
  run: CodeStep,
  settings: CodeSearchSettings<S>,
): Promise<FoundCodes[]> {
  const { constraint, beamSize, maxOutputLength, numGroups, signal } = settings;
  const first: Beam<S> = {
    outputs: [settings.startToken],
    length: 0,
    slots: [],
    state: constraint.start(),
    logProb: 0,
    routing: new Array<number>(numGroups).fill(0),
  };
  const search = new BeamSearch(first, {
    beams: beamSize,
    lengthPenalty: settings.lengthPenalty,
    maxLength: maxOutputLength,
  });
  for (let step = 0; step < maxOutputLength && search.live.length > 0; step += 1) {
    if (signal?.aborted === true)
      throw new MoeError(
        'MOE_ABORTED',
        `expected to decode up to ${maxOutputLength} codes, got an abort after ${step}; call again without it`,
        { cause: signal.reason },
      );
    const { logits, stride, routing } = await run(search.live);
    search.advance({
      extensions(beam, row, count) {
        const start = row * stride;
        const own = logits.subarray(start, start + settings.numCodes);
        return likelyCodes(own, beam, { count, settings });
      },
      extend: (beam, row, { token, logProb }) => ({
        outputs: [...beam.outputs, token],
        length: beam.length + 1,
        slots: [...beam.slots, step * beamSize + row],
        state: constraint.next(beam.state, token),
        logProb,
        routing: beam.routing.map(
          (share, group) => share + (routing[row * numGroups + group] as number),
        ),
      }),
      isComplete: ({ state }) => constraint.done(state),
    });
  }
  return search.finished.map(({ hypothesis: { outputs, length, logProb, routing }, score }) => ({
    codes: outputs.slice(1),
    logProb,
    score,
    routing: routing.map((share) => share / length),
  }));
}

function likelyCodes<S>(
  logits: Float32Array,
  { logProb, state }: Beam<S>,
  {
    count,
    settings: { constraint, numCodes, normalisation },
  }: { readonly count: number; readonly settings: CodeSearchSettings<S> },
) {
  const allowed = allowedIn(constraint, state, {
    size: numCodes,
    kind: 'codes (keywords and prefix positions, unpadded)',
  });
  // there are few codes: all are marked at once
  const mask =
    allowed instanceof Uint8Array
      ? allowed
      : Uint8Array.from({ length: numCodes }, (_, code) => (allowed(code) ? 1 : 0));
  const total = logSumExp(logits, normalisation === 'allowed' ? mask : null);
  return mostLikely(logits, count, mask).map(({ token, logit }) => ({
    token,
    logProb: logProb + logit - total,
  }));
}
