import { MoMQError } from '@momq/dialect';
import { shortened } from '../execution/shortened.js';
import type { CandidateReport } from './answer.js';

/** None of the model's candidates could be run; {@link NoQueryError.candidates} says why for each. */
export class NoQueryError extends MoMQError {
  readonly candidates: readonly CandidateReport[];

  constructor(candidates: readonly CandidateReport[]) {
    const first = candidates[0];
    const reason = (first?.reason ?? first?.outcome ?? '').replace(/\.$/, '');
    const got =
      first === undefined
        ? 'no candidate'
        : `${candidates.length} that did not; the best one, ${onOneLine(first.query)}: ${reason}`;
    const advice =
      first?.outcome === 'timeout'
        ? 'Give it more time (timeoutMs, --timeout), or ask about fewer rows.'
        : 'Rephrase the question with the names of the schema.';
    super('NO_QUERY', `model: expected a query that runs, got ${got}. ${advice}`);
    this.candidates = candidates;
  }
}

/** A query on one line, cut. */
function onOneLine(query: string): string {
  return shortened(query.replaceAll(/\s+/g, ' ').trim(), 200);
}
