/**
 * A training run of a text model in a process of its own, for tests that kill it. Arguments: state folder.
 */
import { trainLanguageModel } from '../text/training/train-language-model.js';
import type { LanguageModelTrainerOptions } from '../text/training/text-trainer-options.js';
import { textMixture, textRun } from './text-samples.js';

/** The run: two threads, dropout, packing off, accumulation on, the state saved after every step. */
export async function textChildRun(
  stateFolder: string | null,
): Promise<LanguageModelTrainerOptions & { readonly totalSteps: number }> {
  return {
    ...(await textRun()),
    mixture: textMixture,
    threads: 2,
    totalSteps: 100_000,
    batchSize: 2,
    accumulationSteps: 2,
    samplingTemperature: 2,
    ...(stateFolder === null ? {} : { stateFolder, saveEverySteps: 1 }),
  };
}

const [folder] = process.argv.slice(2);
if (process.argv[1]?.endsWith('text-train-child.ts') === true && folder !== undefined)
  await trainLanguageModel(await textChildRun(folder));
