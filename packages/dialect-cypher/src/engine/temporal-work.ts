import { TemporalError, type GraphValue } from '@momq/graph-store';
import { queryError } from './engine-error.js';

/** Runs work on points in time and durations. @throws QueryExecutionError for what makes none */
export function temporal(work: () => GraphValue): GraphValue {
  try {
    return work();
  } catch (error) {
    if (error instanceof TemporalError) throw queryError(error.message);
    throw error;
  }
}
