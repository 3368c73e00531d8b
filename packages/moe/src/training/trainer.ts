import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { jit, type State } from '@momq/engine';
import { sha256 } from '../checkpoint/atomic-file.js';
import { checkWeights } from '../checkpoint/save-checkpoint.js';
import { MoeError } from '../errors.js';
import { dropoutSeed } from '../numerics/dropout.js';
import { floatTensor, type HostTensor } from '../numerics/host-tensor.js';
import { batchTensors } from '../pointer/batch-tensors.js';
import type { PointerBatch } from '../pointer/pointer-batch.js';
import { paperLossWeights } from '../pointer/pointer-loss.js';
import { initialPointerParameters, pointerSpecs } from '../pointer/pointer-parameters.js';
import { averageStep } from './average-step.js';
import { LogWindow } from './log-window.js';
import { progressLine } from './progress-line.js';
import { loadRun, saveRun } from './run-files.js';
import { learningRateAt } from './schedule.js';
import { trainStep, type StepInputName } from './train-step.js';
import type { TrainerOptions, TrainingLogEntry, TrainingResult } from './trainer-options.js';
import { isTrainable } from './training-phase.js';
import { freshTrainingState, weightsOf } from './training-state.js';

/** The average is updated every so many steps, with the decay raised to that power: cheaper, the same horizon. */
const AVERAGE_EVERY = 8;

const scalarTensor = (value: number): HostTensor => floatTensor(Float32Array.of(value), []);

/**
 * Trains a pointer model; forward, backward and update run as one graph. Ends at `totalSteps`, at `maxMinutes`, when the data end or when aborted
 * (the state is saved then too). A run with the same `stateFolder` continues with the same weights, moments, schedule and dropout.
 * @throws MoeError `MOE_BAD_CONFIG`, `MOE_BAD_INPUT`, `MOE_NAN_LOSS` (the last saved state is kept), `MOE_DISK_FULL`
 */
export async function trainPointerModel(options: TrainerOptions): Promise<TrainingResult> {
  const {
    config,
    phase,
    totalSteps = Infinity,
    maxMinutes = Infinity,
    seed = 42,
    stateFolder,
    signal,
  } = options;
  if (totalSteps === Infinity && maxMinutes === Infinity)
    throw new MoeError(
      'MOE_BAD_CONFIG',
      'expected totalSteps or maxMinutes, got neither; the learning rate follows them',
    );
  const specs = pointerSpecs(config);
  const names = specs.map((spec) => spec.name);
  const trainable = specs
    .filter((spec) => isTrainable(spec, phase) && options.trainable?.(spec.name) !== false)
    .map((spec) => spec.name);
  if (trainable.length === 0)
    throw new MoeError(
      'MOE_BAD_CONFIG',
      `expected weights to train in phase ${phase}, got none; add expert groups to the config or widen trainable`,
    );
  const frozen = names.filter((name) => !trainable.includes(name));
  const {
    learningRate,
    warmupRatio = 0.1,
    finalRatio = 0,
    beta1 = 0.9,
    beta2 = 0.95,
    epsilon = 1e-8,
    weightDecay = 0.1,
    clipNorm = 1,
    emaDecay = 0.999,
  } = options.optimizer;
  const schedule = { peak: learningRate, warmupRatio, finalRatio };
  const fingerprint = sha256(
    JSON.stringify({ config, phase, seed, trainable, average: emaDecay !== null }),
  );

  const resumed = stateFolder === undefined ? null : await loadRun(stateFolder, fingerprint);
  const state = resumed?.state ?? freshState();
  let step = resumed?.position.step ?? 0;
  const minutesBefore = resumed?.position.minutes ?? 0;
  const startedAt = performance.now();
  const minutes = (): number => minutesBefore + (performance.now() - startedAt) / 60_000;
  const progressNow = (): number =>
    Math.min(1, Math.max(step / totalSteps, minutes() / maxMinutes));

  function freshState(): State {
    const parameters = { ...initialPointerParameters(config, seed), ...options.parameters };
    checkWeights(specs, parameters);
    return freshTrainingState(
      Object.fromEntries(names.map((name) => [name, parameters[name] as HostTensor])),
      trainable,
      emaDecay !== null,
    );
  }

  const settings = {
    config,
    trainable,
    frozen,
    optimizer: { beta1, beta2, epsilon, weightDecay, clipNorm },
    loss: { ...paperLossWeights, ...options.loss },
  };
  const threads = options.threads === undefined ? {} : { threads: options.threads };
  const spinning = options.threads !== 1;
  const runStep = jit(trainStep(settings) as never, { name: 'train-step', spinning, ...threads });
  const runAverage = jit(averageStep(trainable) as never, { name: 'average-step', ...threads });
  const window = new LogWindow();
  const line = options.progress === true ? progressLine() : null;
  if (options.logPath !== undefined) await mkdir(dirname(options.logPath), { recursive: true });
  const save = async (): Promise<void> => {
    if (stateFolder !== undefined)
      await saveRun(stateFolder, { step, minutes: minutes(), seed, fingerprint }, state);
  };

  let lastEntry: TrainingLogEntry | null = null;
  let savedAt = minutes();
  let evaluatedAt = minutes();
  let reason: TrainingResult['reason'] = 'data';
  const source = options.batches(step)[Symbol.asyncIterator]();
  let upcoming = source.next();
  try {
    for (;;) {
      if (signal?.aborted === true) reason = 'aborted';
      else if (step >= totalSteps) reason = 'steps';
      else if (minutes() >= maxMinutes) reason = 'time';
      const batch = reason === 'data' ? await upcoming : null;
      if (batch === null || batch.done === true) break;
      const progress = progressNow();
      const rate = learningRateAt(progress, schedule);
      const running = runStep.run(stepInputs(batch.value, rate), state);
      // the next batch is made while this one runs
      upcoming = source.next();
      upcoming.catch(() => undefined); // awaited, and thrown, in the next turn
      const outputs = await running;
      step += 1;
      window.add(outputs, batch.value);
      if (!window.isFinite()) throw nanError(outputs);
      if (emaDecay !== null && step % AVERAGE_EVERY === 0) {
        // early in the run the average follows quickly, so that the first weights do not linger
        const decay = Math.min(emaDecay, (1 + step) / (10 + step)) ** AVERAGE_EVERY;
        await runAverage.run({ rate: scalarTensor(1 - decay) }, state);
      }
      if (step % (options.logEverySteps ?? 20) === 0 || step === totalSteps) {
        lastEntry = window.entry({ step, minutes: minutes(), progress, learningRate: rate });
        if (options.logPath !== undefined)
          await appendFile(options.logPath, `${JSON.stringify(lastEntry)}\n`);
        line?.update(lastEntry);
      }
      if (
        (options.saveEverySteps !== undefined && step % options.saveEverySteps === 0) ||
        minutes() - savedAt >= (options.saveEveryMinutes ?? 5)
      ) {
        await save();
        savedAt = minutes();
      }
      if (
        options.evaluate !== undefined &&
        minutes() - evaluatedAt >= (options.evaluateEveryMinutes ?? 10)
      ) {
        await options.evaluate(weightsOf(state, names, true), step);
        evaluatedAt = minutes();
      }
    }
    await save();
    const averagedParameters = weightsOf(state, names, true);
    if (reason !== 'aborted') await options.evaluate?.(averagedParameters, step);
    return {
      parameters: weightsOf(state, names, false),
      averagedParameters,
      steps: step,
      minutes: minutes(),
      reason,
      lastEntry,
    };
  } finally {
    line?.end();
    await source.return?.();
    await Promise.all([runStep.dispose(), runAverage.dispose()]);
  }

  function stepInputs(batch: PointerBatch, rate: number): Record<StepInputName, HostTensor> {
    return {
      ...batchTensors(batch, config),
      seed: dropoutSeed(seed * 1_000_003 + step),
      learningRate: scalarTensor(rate),
      correction1: scalarTensor(1 / (1 - beta1 ** (step + 1))),
      correction2: scalarTensor(1 / (1 - beta2 ** (step + 1))),
    };
  }

  function nanError(outputs: Record<string, { data: ArrayLike<number> }>): MoeError {
    const values = Object.entries(outputs)
      .map(([name, { data }]) => `${name} ${data[0]}`)
      .join(', ');
    return new MoeError(
      'MOE_NAN_LOSS',
      `expected a finite loss at step ${step}, got ${values}; the last saved state is kept: lower the learning rate or check the batch`,
    );
  }
}
