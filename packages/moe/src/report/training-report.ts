import type { TrainingLogEntry } from '../training/run-options.js';

/** Measured on held-out questions during a run. */
export interface EvaluationPoint {
  readonly step: number;
  /** Execution accuracy by dialect, 0 to 1. */
  readonly executionAccuracy: Readonly<Record<string, number>>;
}

/** How much each routed expert is used. */
export interface ExpertLoad {
  readonly layer: number;
  readonly group: string;
  /** Share of tokens that each expert of the group is chosen for, 0 to 1. */
  readonly shares: readonly number[];
}

/** Which dialect the router picks for samples of each dialect. */
export interface RouterConfusion {
  readonly dialects: readonly string[];
  /** `counts[true dialect][chosen dialect]`. */
  readonly counts: readonly (readonly number[])[];
}

/** What the routers of one layer decide, token by token. */
export interface TokenRouting {
  /** Dialect of the text. */
  readonly dialect: string;
  readonly tokens: readonly string[];
  /** Rows of {@link TokenRouting.weights}, e.g. `sqlite 1`. */
  readonly experts: readonly string[];
  /** Fused weights: `weights[expert][token]`. */
  readonly weights: readonly (readonly number[])[];
}

/** Everything that the report of a training run shows. Parts that were not measured are empty. */
export interface TrainingReport {
  readonly title: string;
  /** Facts above the charts, by label: command, seed, base, data. */
  readonly facts: Readonly<Record<string, string>>;
  readonly entries: readonly TrainingLogEntry[];
  readonly evaluations: readonly EvaluationPoint[];
  readonly expertLoads: readonly ExpertLoad[];
  readonly confusion: RouterConfusion | null;
  readonly routings: readonly TokenRouting[];
}
