import type { Measurement } from './measurement.js';

/** Measurements that run together. */
export interface BenchCase {
  /** What is measured and how, in one or two sentences. */
  readonly description: string;
  /**
   * @param progress - says on standard error what is being measured
   */
  run(progress: (text: string) => void): Promise<readonly Measurement[]>;
}

/** A suite whose measurements run together, or one of cases that `--case` runs one by one. */
export type Suite =
  | BenchCase
  | {
      /** What the cases have in common. */
      readonly description: string;
      readonly cases: Readonly<Record<string, BenchCase>>;
    };
