import type { Measurement } from './measurement.js';

/** What the command line says of a run. */
export interface BenchOptions {
  /** Questions of suites that ask many; each has a default of its own. */
  readonly questions?: number;
}

/** Measurements that run together. */
export interface BenchCase {
  /** What is measured and how, in one or two sentences. */
  readonly description: string;
  /**
   * @param progress - says on standard error what is being measured
   */
  run(progress: (text: string) => void, options: BenchOptions): Promise<readonly Measurement[]>;
}

/** A suite whose measurements run together, or one of cases that `--case` runs one by one. */
export type Suite =
  | BenchCase
  | {
      /** What the cases have in common. */
      readonly description: string;
      readonly cases: Readonly<Record<string, BenchCase>>;
    };
