import { planEpoch, type PlannedStep, type PlanOptions } from './batch-plan.js';
import type { LanguageModelTrainerOptions } from './text-trainer-options.js';
import type { TokenizedSample } from './training-sample.js';

/** The plans of all epochs, one at a time in memory. */
export class EpochPlans {
  readonly #samples: readonly TokenizedSample[];
  readonly #options: PlanOptions;
  #last: { epoch: number; steps: PlannedStep[] } | null = null;

  constructor(
    samples: readonly TokenizedSample[],
    options: LanguageModelTrainerOptions & { seed: number },
  ) {
    this.#samples = samples;
    const { seed, batchSize, maxLength, samplingTemperature: temperature = 1 } = options;
    const { accumulationSteps = 1, bucketing = true, packing = false, sharedRowLength } = options;
    this.#options = {
      ...{ seed, temperature, batchSize, accumulationSteps, bucketing, packing, maxLength },
      ...(sharedRowLength === undefined ? {} : { sharedRowLength }),
    };
  }

  of(epoch: number): PlannedStep[] {
    if (this.#last?.epoch !== epoch)
      this.#last = { epoch, steps: planEpoch(this.#samples, epoch, this.#options) };
    return this.#last.steps;
  }

  /** Updates of so many epochs; a fraction takes that share of one more. */
  stepsOf(epochs: number): number {
    let steps = 0;
    for (let epoch = 0; epoch < epochs; epoch += 1)
      steps += Math.ceil(this.of(epoch).length * Math.min(1, epochs - epoch));
    return steps;
  }

  /** The updates of a run from one of them on. */
  *from(startStep: number, totalSteps: number): Generator<PlannedStep> {
    let step = 0;
    for (let epoch = 0; step < totalSteps; epoch += 1)
      for (const planned of this.of(epoch)) {
        if (step >= totalSteps) return;
        step += 1;
        if (step > startStep) yield planned;
      }
  }
}
