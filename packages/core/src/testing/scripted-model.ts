import type { Calibration } from '../confidence/calibration.js';
import type { GenerationRequest, QueryModel } from '../ask/query-model.js';

/** A {@link QueryModel} that proposes the given queries for every question, and remembers what it was asked. */
export interface ScriptedModel extends QueryModel {
  readonly requests: GenerationRequest[];
  disposed: boolean;
}

/** Candidates get the log-probabilities -1, -2, … in their order. */
export function scriptedModel(
  queries: readonly string[],
  groups: readonly string[] = ['tiny'],
  calibration?: Calibration,
): ScriptedModel {
  return {
    specificationVersion: 'v1',
    name: 'scripted',
    version: '1',
    groups,
    ...(calibration !== undefined && { calibration }),
    requests: [],
    disposed: false,
    generate(request) {
      this.requests.push(request);
      return Promise.resolve({
        candidates: queries.map((query, index) => ({
          query,
          logProb: -1 - index,
          tokens: query.split(' '),
        })),
        routing: { tiny: 0.75, shared: 0.25 },
        notes: [],
      });
    },
    dispose() {
      this.disposed = true;
      return Promise.resolve();
    },
  };
}
