import type { TrainingLogEntry } from './run-options.js';

const TERMS = ['loss', 'lmLoss', 'balanceLoss', 'dialectLoss', 'gradientNorm'] as const;

/** Scalars of a training step by name: the terms of the loss and the gradient norm; `accuracy` where the model gives it. */
export type StepScalars = Readonly<Record<string, number>>;

/** How much a step trained on, padding included in `positions`. */
export interface StepSize {
  readonly samples: number;
  readonly positions: number;
}

/** Means of the step scalars and the throughput since the last log line. */
export class LogWindow {
  #sums = new Map<string, number>();
  #steps = 0;
  #samples = 0;
  #positions = 0;
  #since = performance.now();

  /** Adds a step's scalars. */
  add(scalars: StepScalars, { samples, positions }: StepSize): void {
    for (const term of [...TERMS, 'accuracy'])
      if (scalars[term] !== undefined)
        this.#sums.set(term, (this.#sums.get(term) ?? 0) + scalars[term]);
    this.#steps += 1;
    this.#samples += samples;
    this.#positions += positions;
  }

  /** The means as a log line; starts a new window. */
  entry(
    position: Pick<TrainingLogEntry, 'step' | 'minutes' | 'progress' | 'learningRate'>,
  ): TrainingLogEntry {
    const seconds = (performance.now() - this.#since) / 1000;
    const mean = (term: string): number => (this.#sums.get(term) ?? NaN) / this.#steps;
    const means = Object.fromEntries(TERMS.map((term) => [term, mean(term)])) as Record<
      (typeof TERMS)[number],
      number
    >;
    const entry = {
      ...position,
      ...means,
      ...(this.#sums.has('accuracy') ? { accuracy: mean('accuracy') } : {}),
      samplesPerSecond: this.#samples / seconds,
      positionsPerSecond: this.#positions / seconds,
    };
    this.#sums = new Map();
    this.#steps = this.#samples = this.#positions = 0;
    this.#since = performance.now();
    return entry;
  }
}
