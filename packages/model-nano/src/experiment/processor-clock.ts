/** Processor seconds of this process by part of a run. */
export class ProcessorClock<Part extends string> {
  readonly seconds: Record<Part, number>;

  /** @param parts - what is told apart; each starts at 0 */
  constructor(parts: readonly Part[]) {
    this.seconds = Object.fromEntries(parts.map((part) => [part, 0])) as Record<Part, number>;
  }

  /** Does work whose processor time counts for a part. */
  async timed<T>(part: Part, work: () => Promise<T>): Promise<T> {
    const before = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(before);
    this.seconds[part] += (user + system) / 1e6;
    return result;
  }
}

/** The parts of a run of an experiment. */
export const runParts = ['train', 'decode', 'execute', 'score'] as const;
