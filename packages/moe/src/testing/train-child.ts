/**
 * A training run in a process of its own, for tests that kill it or fill its disk.
 * Arguments: state folder, total steps. Prints `{ code }` as JSON when it ends.
 */
import type { PointerModelConfig } from '../pointer/pointer-config.js';
import { MoeError } from '../errors.js';
import { trainPointerModel } from '../pointer/training/train-pointer-model.js';
import type { PointerTrainerOptions } from '../pointer/training/pointer-trainer-options.js';
import { oneLayer, randomBatch } from './tiny-model.js';

const config: PointerModelConfig = { ...oneLayer, mixture: null };

/** The run's options: step i always brings the same batch, the state is saved after every step. */
export function childRun(stateFolder: string | null, totalSteps: number): PointerTrainerOptions {
  return {
    config,
    phase: 'base',
    batches: async function* (startStep) {
      for (let i = startStep; ; i += 1)
        yield await Promise.resolve(randomBatch(config, { seed: i % 5 }));
    },
    totalSteps,
    optimizer: { learningRate: 1e-2 },
    ...(stateFolder === null ? {} : { stateFolder, saveEverySteps: 1 }),
  };
}

const [folder, steps] = process.argv.slice(2);
if (process.argv[1]?.endsWith('train-child.ts') === true && folder !== undefined) {
  try {
    await trainPointerModel(childRun(folder, Number(steps)));
    console.log(JSON.stringify({ code: null }));
  } catch (error) {
    console.log(JSON.stringify({ code: error instanceof MoeError ? error.code : String(error) }));
  }
}
