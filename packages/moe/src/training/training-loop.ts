import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sha256 } from '../checkpoint/atomic-file.js';
import { MoeError } from '../errors.js';
import { floatTensor, type HostTensor } from '../numerics/host-tensor.js';
import { AverageUpdater } from './average-updater.js';
import { EvaluationHistory } from './evaluation-history.js';
import { LogWindow, type StepScalars } from './log-window.js';
import { lockRun } from './run-lock.js';
import { loadRun, saveRun } from './run-files.js';
import { learningRateAt } from './schedule.js';
import { readLog, writeReport } from './training-record.js';
import type { RunOptions, TrainingLogEntry, TrainingResult } from './run-options.js';
import { trainingDisplay } from './training-display.js';
import { freshTrainingState, weightsOf } from './training-state.js';
import type { TrainingTask, UpdateInputs } from './training-task.js';

const scalarTensor = (value: number): HostTensor => floatTensor(Float32Array.of(value), []);

/** AdamW's settings with their defaults. */
export function optimizerSettings({ optimizer }: Pick<RunOptions, 'optimizer'>) {
  const { beta1 = 0.9, beta2 = 0.95, epsilon = 1e-8, weightDecay = 0.1, clipNorm = 1 } = optimizer;
  return { beta1, beta2, epsilon, weightDecay, clipNorm };
}

/**
 * Trains a model of any kind: schedule, state, log, evaluations, early stopping, report.
 * @param task the model; disposed at the end
 * @param averageDecay decay of the moving average of the weights, null for none
 * @throws MoeError `MOE_BAD_CONFIG`, `MOE_BAD_INPUT`, `MOE_NAN_LOSS`, `MOE_DISK_FULL`, `MOE_RUN_LOCKED`, and what a damaged state folder gives
 */
export async function runTraining<Batch>(
  task: TrainingTask<Batch>,
  options: RunOptions,
  averageDecay: number | null,
): Promise<TrainingResult> {
  const unlock = options.stateFolder === undefined ? null : await lockRun(options.stateFolder);
  try {
    return await train(task, options, averageDecay);
  } finally {
    await unlock?.();
  }
}

async function train<Batch>(
  task: TrainingTask<Batch>,
  options: RunOptions,
  averageDecay: number | null,
): Promise<TrainingResult> {
  const { totalSteps = Infinity, maxMinutes = Infinity, seed = 42, stateFolder, signal } = options;
  if (totalSteps === Infinity && maxMinutes === Infinity)
    throw new MoeError(
      'MOE_BAD_CONFIG',
      'expected totalSteps or maxMinutes, got neither; the learning rate follows them',
    );
  const { learningRate, warmupRatio = 0.1, finalRatio = 0 } = options.optimizer;
  const { beta1, beta2 } = optimizerSettings(options);
  const schedule = { peak: learningRate, warmupRatio, finalRatio };
  const fingerprint = sha256(JSON.stringify(task.identity));

  const resumed = stateFolder === undefined ? null : await loadRun(stateFolder, fingerprint);
  const state =
    resumed?.state ??
    freshTrainingState(await task.initialParameters(), task.trainable, averageDecay !== null);
  task.prepareState?.(state);
  let step = resumed?.position.step ?? 0;
  const history = new EvaluationHistory(resumed?.position.evaluations, resumed?.best);
  const minutesBefore = resumed?.position.minutes ?? 0;
  const startedAt = performance.now();
  const minutes = (): number => minutesBefore + (performance.now() - startedAt) / 60_000;
  const progressNow = (): number =>
    Math.min(1, Math.max(step / totalSteps, minutes() / maxMinutes));

  const average =
    averageDecay === null ? null : new AverageUpdater(task.trainable, averageDecay, options);
  const window = new LogWindow();
  const display = options.progress === true ? trainingDisplay() : null;
  if (options.logPath !== undefined) await mkdir(dirname(options.logPath), { recursive: true });
  const entries: TrainingLogEntry[] =
    resumed === null || options.logPath === undefined ? [] : await readLog(options.logPath, step);

  const save = async (): Promise<void> => {
    if (stateFolder === undefined) return;
    const evaluations = history.points.length === 0 ? {} : { evaluations: history.points };
    const position = { step, minutes: minutes(), seed, fingerprint, ...evaluations };
    await saveRun(
      stateFolder,
      { position, state, best: history.best },
      (name) => task.isTransient?.(name) ?? false,
    );
  };
  const report = async (): Promise<void> => {
    if (options.reportPath === undefined) return;
    const parts = await task.reportParts?.(weightsOf(state, task.names, true));
    await writeReport(options.reportPath, { entries, evaluations: history.points, ...parts });
  };
  let evaluatedStep = history.points.at(-1)?.step ?? -1;
  /** Whether the run goes on. */
  const evaluate = async (): Promise<boolean> => {
    if (options.evaluate === undefined || evaluatedStep === step) return true;
    evaluatedStep = step;
    const parameters = weightsOf(state, task.names, true);
    const scores = await options.evaluate(parameters, step);
    if (scores === undefined) return true;
    history.add(step, scores, parameters);
    if (options.logPath !== undefined)
      await appendFile(options.logPath, `${JSON.stringify({ step, executionAccuracy: scores })}\n`);
    display?.update(entries, history.points);
    await save();
    return history.sinceBest() < (options.patience ?? Infinity);
  };

  let savedAt = minutes();
  let evaluatedAt = minutes();
  let reason: TrainingResult['reason'] = 'data';
  if (history.sinceBest() >= (options.patience ?? Infinity)) reason = 'no-improvement';
  const source = task.batches(step)[Symbol.asyncIterator]();
  try {
    let upcoming = source.next();
    upcoming.catch(() => undefined); // awaited, and thrown, in the loop
    for (;;) {
      if (signal?.aborted === true) reason = 'aborted';
      else if (reason === 'data' && step >= totalSteps) reason = 'steps';
      else if (reason === 'data' && minutes() >= maxMinutes) reason = 'time';
      const batch = reason === 'data' ? await upcoming : null;
      if (batch === null || batch.done === true) break;
      const progress = progressNow();
      const rate = learningRateAt(progress, schedule);
      const running = task.step(batch.value, updateInputs(rate), {
        state,
        seed: seed * 1_000_003 + step,
      });
      // the next batch is made while this one runs
      upcoming = source.next();
      upcoming.catch(() => undefined); // awaited, and thrown, in the next turn
      const scalars = await running;
      if (!isFiniteStep(scalars)) {
        if (task.guarded) await save();
        throw nanError(scalars, task.idsOf(batch.value));
      }
      step += 1;
      window.add(scalars, task.sizeOf(batch.value));
      await average?.afterStep(step, state);
      if (step % (options.logEverySteps ?? 20) === 0 || step === totalSteps) {
        const entry = window.entry({ step, minutes: minutes(), progress, learningRate: rate });
        entries.push(entry);
        options.onLog?.(entry);
        if (options.logPath !== undefined)
          await appendFile(options.logPath, `${JSON.stringify(entry)}\n`);
        display?.update(entries, history.points);
      }
      if (
        (options.saveEverySteps !== undefined && step % options.saveEverySteps === 0) ||
        minutes() - savedAt >= (options.saveEveryMinutes ?? 5)
      ) {
        await save();
        await report();
        savedAt = minutes();
      }
      const { evaluateEverySteps } = options;
      const due =
        evaluateEverySteps === undefined
          ? minutes() - evaluatedAt >= (options.evaluateEveryMinutes ?? 10)
          : step % evaluateEverySteps === 0;
      if (due && options.evaluate !== undefined) {
        if (!(await evaluate())) reason = 'no-improvement';
        evaluatedAt = minutes();
        await report();
      }
    }
    await save();
    if (reason !== 'aborted') await evaluate();
    await report();
    return {
      parameters: weightsOf(state, task.names, false),
      averagedParameters: weightsOf(state, task.names, true),
      best: history.result(),
      steps: step,
      minutes: minutes(),
      reason,
      lastEntry: entries.at(-1) ?? null,
    };
  } finally {
    display?.end();
    await source.return?.();
    await Promise.all([task.dispose(), average?.dispose()]);
  }

  function updateInputs(rate: number): UpdateInputs {
    return {
      learningRate: scalarTensor(rate),
      correction1: scalarTensor(1 / (1 - beta1 ** (step + 1))),
      correction2: scalarTensor(1 / (1 - beta2 ** (step + 1))),
    };
  }

  function nanError(scalars: StepScalars, ids: readonly string[]): MoeError {
    const values = Object.entries(scalars)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
    const samples = ids.length === 0 ? '' : ` (samples ${ids.join(', ')})`;
    const kept =
      stateFolder === undefined
        ? 'nothing was saved as there is no stateFolder'
        : `the last good state is kept in ${stateFolder}`;
    return new MoeError(
      'MOE_NAN_LOSS',
      `expected a finite loss from batch ${step}${samples}, got ${values}; ${kept}: lower the learning rate or check the batch`,
    );
  }
}

/** Whether all scalars are finite. With float16 a gradient may overflow, which loss scaling handles. */
function isFiniteStep({ finite, gradientNorm, ...losses }: StepScalars): boolean {
  return (
    Object.values(losses).every(Number.isFinite) && (finite === 0 || Number.isFinite(gradientNorm))
  );
}
