import type { TrainingPair } from '@momq/core/pairs';
import type { DatabaseContent } from '@momq/dialect';
import type { PairReport } from './pair-report.js';

/** What became of the questions about one database. */
export interface DatabasePairs {
  readonly pairs: readonly TrainingPair[];
  readonly report: PairReport;
  /** Written to `databases/<id>.json`; default: it is elsewhere. */
  readonly content?: DatabaseContent;
}
