import { MoMQError } from '@momq/dialect';
import type { CandidateReport } from './answer.js';

/** None of the model's candidates could be run; {@link NoQueryError.candidates} says why for each. */
export class NoQueryError extends MoMQError {
  readonly candidates: readonly CandidateReport[];

  constructor(candidates: readonly CandidateReport[]) {
    const first = candidates[0];
    const got =
      first === undefined
        ? 'no candidate'
        : `${candidates.length} that did not; the best one: ${first.reason ?? first.outcome}`;
    super(
      'NO_QUERY',
      `model: expected a query that runs, got ${got}. Rephrase the question with the names of the schema.`,
    );
    this.candidates = candidates;
  }
}
