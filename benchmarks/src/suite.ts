import type { Measurement } from './measurement.js';

/** A group of measurements that run together. */
export interface Suite {
  /** What is measured and how, in one or two sentences. */
  readonly description: string;
  /**
   * @param progress - says on standard error what is being measured
   */
  run(progress: (text: string) => void): Promise<readonly Measurement[]>;
}
