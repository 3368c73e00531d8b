import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadCheckpoint, saveCheckpoint } from '@momq/moe';
import { initialPointerParameters, trainPointerModel } from '@momq/moe/pointer';
import type { HostParameters } from '@momq/moe';
import type { PointerModelConfig } from '@momq/moe/pointer';
import { nanoConfig } from '../nano-config.js';
import { pairBatches } from './example-batches.js';
import type { ExampleReader } from './example-batches.js';
import type { ExperimentData } from './experiment-data.js';
import { experimentDecoder } from './experiment-settings.js';
import type { ExperimentSizes } from './experiment-settings.js';

/** The frozen model that every variant adapts. */
export interface ExperimentBase {
  readonly config: PointerModelConfig;
  readonly parameters: HostParameters;
}

/** The config of the base. */
export function baseConfig({ vectors, vocabulary }: ExampleReader): PointerModelConfig {
  const nano = nanoConfig({
    vectorWidth: vectors.width,
    vocabularySize: vocabulary.length,
    mixture: null,
  });
  return { ...nano, decoder: experimentDecoder };
}

/**
 * A dense base trained on the rich dialect alone, on databases that neither the adapters nor the held-out questions have;
 * trained once and kept in `folder`. The state is saved as it goes, so that a stopped run goes on.
 *
 * @param options - `identity` of the data and sizes; a base of another one is trained anew
 */
export async function trainExperimentBase(
  reader: ExampleReader,
  data: ExperimentData,
  options: {
    readonly sizes: ExperimentSizes;
    readonly dialect: string;
    readonly folder: string;
    readonly identity: string;
    readonly progress: boolean;
  },
): Promise<ExperimentBase> {
  const { sizes, folder, identity } = options;
  const config = baseConfig(reader);
  if (existsSync(join(folder, 'momq.json'))) {
    const stored = await loadCheckpoint(folder);
    if (stored.metadata['identity'] === identity) return stored;
  }
  const pairs = data.base.map((question) => ({ question, dialect: options.dialect }));
  const { averagedParameters } = await trainPointerModel({
    config,
    phase: 'base',
    parameters: initialPointerParameters(config, 1),
    batches: pairBatches(reader, pairs, { groups: [], ownGroupOnly: false }, 1),
    totalSteps: sizes.baseSteps,
    optimizer: { learningRate: sizes.baseLearningRate, warmupRatio: 0.05, emaDecay: null },
    seed: 1,
    threads: 1,
    stateFolder: join(folder, identity.slice(0, 12)),
    saveEverySteps: 200,
    logPath: join(folder, 'base.jsonl'),
    progress: options.progress,
  });
  const base = { config, parameters: averagedParameters };
  const metadata = { identity, steps: sizes.baseSteps, dialect: options.dialect };
  await saveCheckpoint(folder, { ...base, vocabulary: reader.vocabulary, metadata });
  return base;
}
