import type { PointerBatch } from '../pointer/pointer-batch.js';
import type { TrainingLogEntry } from './trainer-options.js';

const TERMS = ['loss', 'lmLoss', 'balanceLoss', 'dialectLoss', 'accuracy', 'gradientNorm'] as const;

/** Means of the step scalars and the throughput since the last log line. */
export class LogWindow {
  #sums = new Map<string, number>();
  #steps = 0;
  #samples = 0;
  #positions = 0;
  #since = performance.now();

  /** Adds a step's scalars. */
  add(outputs: Record<string, { data: ArrayLike<number> }>, batch: PointerBatch): void {
    for (const term of TERMS)
      this.#sums.set(term, (this.#sums.get(term) ?? 0) + (outputs[term]?.data[0] ?? NaN));
    this.#steps += 1;
    this.#samples += batch.batchSize;
    this.#positions += batch.batchSize * (batch.prefixLength + batch.outputLength);
  }

  /** False once any scalar was NaN or infinite. */
  isFinite(): boolean {
    return [...this.#sums.values()].every(Number.isFinite);
  }

  /** The means as a log line; starts a new window. */
  entry(
    position: Pick<TrainingLogEntry, 'step' | 'minutes' | 'progress' | 'learningRate'>,
  ): TrainingLogEntry {
    const seconds = (performance.now() - this.#since) / 1000;
    const means = Object.fromEntries(
      TERMS.map((term) => [term, (this.#sums.get(term) ?? 0) / this.#steps]),
    ) as Pick<TrainingLogEntry, (typeof TERMS)[number]>;
    const entry = {
      ...position,
      ...means,
      samplesPerSecond: this.#samples / seconds,
      positionsPerSecond: this.#positions / seconds,
    };
    this.#sums = new Map();
    this.#steps = this.#samples = this.#positions = 0;
    this.#since = performance.now();
    return entry;
  }
}
