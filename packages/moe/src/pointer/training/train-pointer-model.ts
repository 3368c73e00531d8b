import { jit } from '@momq/engine';
import { checkWeights } from '../../checkpoint/check-weights.js';
import { MoeError } from '../../errors.js';
import { dropoutSeed } from '../../numerics/dropout.js';
import type { HostTensor } from '../../numerics/host-tensor.js';
import { batchTensors } from '../model/batch-tensors.js';
import type { PointerBatch } from '../model/pointer-batch.js';
import { paperLossWeights } from '../../losses/loss-weights.js';
import { initialPointerParameters, pointerSpecs } from '../model/pointer-parameters.js';
import { scalarsOf } from '../../training/step-scalars.js';
import { pointerLosses } from './pointer-losses.js';
import { trainStep } from '../../training/train-step.js';
import { optimizerSettings, runTraining } from '../../training/training-loop.js';
import type { PointerTrainerOptions } from './pointer-trainer-options.js';
import type { TrainingResult } from '../../training/run-options.js';
import { isTrainable } from '../../training/training-phase.js';
import type { TrainingTask } from '../../training/training-task.js';

/**
 * Trains a pointer model; forward, backward and update run as one graph. Ends at `totalSteps`, at `maxMinutes`, when the data end, when aborted
 * or by early stopping (the state is saved then too). A run with the same `stateFolder` continues with the same weights, moments, schedule and dropout.
 * @throws MoeError `MOE_BAD_CONFIG`, `MOE_BAD_INPUT`, `MOE_NAN_LOSS` (the last saved state is kept), `MOE_DISK_FULL`, `MOE_RUN_LOCKED`,
 * `MOE_CHECKPOINT_CORRUPT` and `MOE_CHECKPOINT_HASH_MISMATCH` for a damaged state folder
 */
export async function trainPointerModel(options: PointerTrainerOptions): Promise<TrainingResult> {
  const { config, phase, seed = 42 } = options;
  const { emaDecay = 0.999 } = options.optimizer;
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
  const settings = {
    losses: pointerLosses(config, { ...paperLossWeights, ...options.loss }),
    trainable,
    frozen: names.filter((name) => !trainable.includes(name)),
    optimizer: optimizerSettings(options),
  };
  const run = jit(trainStep(settings) as never, {
    name: 'train-step',
    spinning: options.threads !== 1,
    ...(options.threads === undefined ? {} : { threads: options.threads }),
  });
  const task: TrainingTask<PointerBatch> = {
    identity: { config, phase, seed, trainable, average: emaDecay !== null },
    names,
    trainable,
    guarded: false,
    initialParameters() {
      const parameters = { ...initialPointerParameters(config, seed), ...options.parameters };
      checkWeights(specs, parameters);
      return Object.fromEntries(names.map((name) => [name, parameters[name] as HostTensor]));
    },
    batches: (startStep) => options.batches(startStep),
    async step(batch, update, { state, seed: stepSeed }) {
      const inputs = { ...batchTensors(batch, config), seed: dropoutSeed(stepSeed), ...update };
      return scalarsOf(await run.run(inputs, state));
    },
    sizeOf: ({ batchSize, prefixLength, outputLength }) => ({
      samples: batchSize,
      positions: batchSize * (prefixLength + outputLength),
    }),
    idsOf: (batch) => batch.ids ?? [],
    dispose: () => run.dispose(),
  };
  return runTraining(task, options, emaDecay);
}
