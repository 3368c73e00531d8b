import { jit, type JitFunction, type State } from '@momq/engine';
import { floatTensor } from '../numerics/host-tensor.js';
import { averageStep } from './average-step.js';

/** The average is updated every so many steps, with the decay raised to that power: cheaper, the same horizon. */
const AVERAGE_EVERY = 8;

/** Keeps the moving average of the weights up to date. */
export class AverageUpdater {
  readonly #run: JitFunction;
  readonly #decay: number;

  /** @param decay per step, in [0, 1) */
  constructor(
    trainable: readonly string[],
    decay: number,
    { threads }: { readonly threads?: number },
  ) {
    this.#decay = decay;
    this.#run = jit(averageStep(trainable) as never, {
      name: 'average-step',
      ...(threads === undefined ? {} : { threads }),
    });
  }

  /** To be called after every step, counted from 1. */
  async afterStep(step: number, state: State): Promise<void> {
    if (step % AVERAGE_EVERY !== 0) return;
    // early in the run the average follows quickly, so that the first weights do not linger
    const decay = Math.min(this.#decay, (1 + step) / (10 + step)) ** AVERAGE_EVERY;
    await this.#run.run({ rate: floatTensor(Float32Array.of(1 - decay), []) }, state);
  }

  /** Releases the compiled graph. */
  dispose(): Promise<void> {
    return this.#run.dispose();
  }
}
