import { jit, type JitFunction, type JitOptions, type State } from '@momq/engine';
import { initialLossScale } from '@momq/engine/training';
import type { Tensor } from '@tensorflow/tfjs-core';
import { dropoutSeed } from '../../numerics/dropout.js';
import { floatTensor, type HostTensor } from '../../numerics/host-tensor.js';
import type { LossWeights } from '../../losses/loss-weights.js';
import {
  accumulateStep,
  addGradientSums,
  isGradientSum,
  updateStep,
} from '../../training/accumulation-steps.js';
import type { StepScalars } from '../../training/log-window.js';
import { scalarsOf } from '../../training/step-scalars.js';
import { stateName, trainStep, type TrainStepSettings } from '../../training/train-step.js';
import type { StepRun, UpdateInputs } from '../../training/training-task.js';
import type { TextBatch } from './text-batch.js';
import {
  textLosses,
  textSelectedShares,
  type BatchShares,
  type TextInputs,
  type TextRun,
} from './text-losses.js';

/** Dropout seeds of a step's micro-batches are so far apart. */
const MICRO_SEED = 15_485_863;

/** What an update computes and how. */
export interface TextStepperOptions {
  readonly run: TextRun;
  readonly settings: Omit<TrainStepSettings, 'losses'>;
  readonly loss: LossWeights;
  readonly accumulates: boolean;
  /** Whether L_Bal takes the experts' shares of the whole update. */
  readonly pooled: boolean;
  readonly jit: JitOptions;
}

/** Updates the adapters with batches of text: in one graph, or micro-batch by micro-batch. */
export class TextStepper {
  readonly #options: TextStepperOptions;
  readonly #graphs: Record<string, JitFunction> = {};

  constructor(options: TextStepperOptions) {
    this.#options = options;
    const { run, loss, accumulates, pooled } = options;
    const settings = { ...options.settings, losses: textLosses(run, loss, accumulates && pooled) };
    if (!accumulates) this.#add('train-step', trainStep(settings));
    else {
      this.#add('accumulate', accumulateStep(settings));
      this.#add('update', updateStep(settings));
      if (pooled) this.#add('selected-shares', this.#selectedShares());
    }
  }

  /** Adds what is not saved to a state: gradient sums, and the loss scale of a fresh float16 run. */
  prepareState(state: State): void {
    const { accumulates, settings } = this.#options;
    if (accumulates) addGradientSums(state, settings.trainable);
    if (settings.lossScaling === true && !state.has(stateName.lossScale))
      state.set(stateName.lossScale, initialLossScale());
  }

  /** Whether a state entry is not saved. */
  isTransient(name: string): boolean {
    return isGradientSum(name);
  }

  /** One update with the micro-batches of a step. */
  async step(
    batches: readonly TextBatch[],
    update: UpdateInputs,
    { state, seed }: StepRun,
  ): Promise<StepScalars> {
    const { accumulates, pooled } = this.#options;
    const inputs = batches.map((batch, i) => ({
      ...batch.tensors,
      ...sharesOf(batch, batches),
      seed: dropoutSeed(seed + i * MICRO_SEED),
    }));
    if (!accumulates)
      return scalarsOf(await this.#run('train-step', { ...inputs[0]!, ...update }, state));
    const selected = pooled ? await this.#pooledShares(inputs, batches, state) : {};
    const sums: Record<string, number> = {};
    for (const each of inputs) {
      const scalars = scalarsOf(await this.#run('accumulate', { ...each, ...selected }, state));
      for (const [name, value] of Object.entries(scalars)) sums[name] = (sums[name] ?? 0) + value;
      // the sums would keep what is not finite
      if (!Object.values(sums).every(Number.isFinite)) {
        addGradientSums(state, this.#options.settings.trainable);
        return { ...sums, gradientNorm: NaN };
      }
    }
    return { ...sums, ...scalarsOf(await this.#run('update', { ...update }, state)) };
  }

  /** Releases the compiled graphs. */
  async dispose(): Promise<void> {
    await Promise.all(Object.values(this.#graphs).map((graph) => graph.dispose()));
  }

  #add(name: string, fn: unknown): void {
    this.#graphs[name] = jit(fn as never, { ...this.#options.jit, name });
  }

  #run(name: string, inputs: Record<string, HostTensor>, state: State) {
    return (this.#graphs[name] as JitFunction).run(inputs, state);
  }

  #selectedShares() {
    const { run, settings } = this.#options;
    const names = [...settings.trainable, ...settings.frozen];
    return (inputs: TextInputs & { seed: Tensor }, state: Record<string, Tensor>) => {
      const parameters = Object.fromEntries(
        names.map((name) => [name, state[stateName.weight(name)] as Tensor]),
      );
      return { outputs: { selected: textSelectedShares(parameters, run, inputs) } };
    };
  }

  /** f_e of the whole update: the micro-batches' weighted by their positions. */
  async #pooledShares(
    inputs: readonly Record<string, HostTensor>[],
    batches: readonly TextBatch[],
    state: State,
  ): Promise<{ selected: HostTensor }> {
    const total = batches.reduce((sum, { tokens }) => sum + tokens, 0);
    let pooled: Float64Array | null = null;
    for (const [i, each] of inputs.entries()) {
      const { selected } = await this.#run('selected-shares', each, state);
      const shares = selected!.data as Float32Array;
      pooled ??= new Float64Array(shares.length);
      for (let e = 0; e < shares.length; e += 1)
        pooled[e]! += (shares[e]! * batches[i]!.tokens) / total;
    }
    const data = Float32Array.from(pooled ?? []);
    return { selected: floatTensor(data, [data.length]) };
  }
}

function sharesOf(batch: TextBatch, batches: readonly TextBatch[]): BatchShares<HostTensor> {
  const share = (of: (each: TextBatch) => number): HostTensor =>
    floatTensor(Float32Array.of(of(batch) / batches.reduce((sum, each) => sum + of(each), 0)), []);
  return {
    answerShare: share((each) => each.answerTokens),
    positionShare: share((each) => each.tokens),
    sampleShare: share((each) => each.ids.length),
  };
}
