import type { BundledDialect } from '../dialects/bundled-dialects.js';

/** A question about the sample database of a pack, and a query that answers it rightly. */
export interface DemoQuestion {
  readonly dialect: BundledDialect;
  readonly question: string;
  /** Written by hand; the demo compares its rows with the model's. An ORDER BY makes their order count. */
  readonly goldQuery: string;
}
