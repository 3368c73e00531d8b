import { availableParallelism } from 'node:os';
import path from 'node:path';
import { locateModel } from '../bases/locate-model.js';
import { writeFileAtomically } from '../checkpoint/atomic-file.js';
import type { MergeConfig, MergeDtype } from './merge-config.js';
import { openMerge } from './merge-tasks.js';
import { MergeThreads } from './merge-threads.js';
import { copyCompanions, fillFolder } from './output-folder.js';
import { requireSameVocabulary } from './same-vocabulary.js';
import { writeMergedTensors, type WriteMergedOptions } from './write-merged-tensors.js';

/** Settings of {@link mergeModels}. */
export interface MergeModelsOptions extends Omit<WriteMergedOptions, 'dtype'> {
  /**
   * Finds the folder of a model that the configuration names. Default: the folder of that name, or the model of the Hub, which is
   * downloaded into the shared cache.
   */
  readonly resolveModel?: (model: string) => Promise<string>;
  /** Of random masks, gates and noise. Default 42. */
  readonly seed?: number;
  /** Threads that merge tensors side by side. Default: all cores; one for models under 100 MB. */
  readonly threads?: number;
}

/** What a merge wrote. */
export interface MergeSummary {
  readonly folder: string;
  readonly tensors: number;
  readonly elements: number;
  readonly dtype: MergeDtype;
  readonly numLayers: number;
}

/**
 * Merges models in Hugging Face folders into a new one, piece by piece: memory is a few pieces of 4 million elements
 * for each model, whatever the size of the models. The result appears under its name when it is complete.
 *
 * Numbers are computed in float32 from inputs that were rounded to `dtype`; mergekit computes in `dtype` itself, so
 * that half-precision results may differ in the last bit, and TIES may keep another of two elements of a task vector
 * whose magnitudes are the same after rounding.
 *
 * @param config - from {@link parseMergeConfig}
 * @param outputFolder - must not exist, or be empty
 * @throws MoeError `MOE_MERGE_CONFIG`, `MOE_MERGE_MISMATCH`, `MOE_DISK_FULL`, `MOE_ABORTED`, and those of finding a
 *   model (`loadBase`); nothing is left behind
 * @example
 * ```ts
 * const config = parseMergeConfig({
 *   merge_method: 'slerp',
 *   base_model: 'sqlite-model',
 *   models: [{ model: 'postgres-model' }],
 *   parameters: { t: 0.5 },
 * });
 * await mergeModels(config, 'merged-model');
 * ```
 */
export async function mergeModels(
  config: MergeConfig,
  outputFolder: string,
  options: MergeModelsOptions = {},
): Promise<MergeSummary> {
  const { seed = 42, signal } = options;
  const resolveModel = modelResolver(options);
  return fillFolder(outputFolder, async (working) => {
    const folders: Record<string, string> = {};
    for (const model of modelsOf(config)) folders[model] = await resolveModel(model);
    await requireSameVocabulary(folders);
    const { tokenizerSource } = config;
    const merge = await openMerge(config, folders, seed);
    const { tasks, numLayers, donor, dtype } = merge;
    const { maxShardBytes } = options;
    const sharding = { dtype, ...(maxShardBytes === undefined ? {} : { maxShardBytes }) };
    const count = threadCount(options, donor.byteLength);
    const threads =
      count > 1
        ? new MergeThreads(count, { config, folders, seed, working, sharding }, signal)
        : undefined;
    try {
      const elements = await writeMergedTensors(
        tasks,
        working,
        { ...options, dtype },
        threads && ((task) => threads.perform(task)),
      );
      const ofTokenizer =
        tokenizerSource === null || tokenizerSource === 'base'
          ? donor.folder
          : await resolveModel(tokenizerSource);
      await copyCompanions(ofTokenizer, working);
      await writeModelConfig(donor.config, working, { num_hidden_layers: numLayers }, dtype);
      return { folder: outputFolder, tensors: tasks.length, elements, dtype, numLayers };
    } finally {
      await threads?.stop();
      await merge.close();
    }
  });
}

/** How models are found. */
export function modelResolver({
  resolveModel,
  signal,
}: Pick<MergeModelsOptions, 'resolveModel' | 'signal'>): (model: string) => Promise<string> {
  const options = signal === undefined ? {} : { signal };
  return resolveModel ?? (async (model) => (await locateModel(model, options)).folder);
}

/** Threads cost half a second to start, and cannot be started from sources in TypeScript. */
function threadCount({ threads }: MergeModelsOptions, bytes: number): number {
  if (import.meta.url.endsWith('.ts')) return 1;
  return threads ?? (bytes < 1e8 ? 1 : availableParallelism());
}

/** Every model that a configuration names, each once. */
export function modelsOf(config: MergeConfig): string[] {
  const listed = [
    config.baseModel,
    ...(config.models ?? []).map(({ model }) => model),
    ...(config.slices ?? []).flatMap(({ baseModel, sources }) => [
      baseModel,
      ...sources.map(({ model }) => model),
    ]),
  ];
  return [...new Set(listed.filter((model) => model !== null))];
}

/**
 * Writes `config.json` with some fields changed and the weights' number format.
 * @param changes - fields by their names in `config.json`
 */
export async function writeModelConfig(
  original: Readonly<Record<string, unknown>>,
  folder: string,
  changes: Readonly<Record<string, unknown>>,
  dtype: MergeDtype,
): Promise<void> {
  const dtypeField = 'dtype' in original ? 'dtype' : 'torch_dtype';
  const config: Record<string, unknown> = { ...original, ...changes, [dtypeField]: dtype };
  // transformers derives the kinds of attention from the other fields when the list is absent
  const { layer_types: layerTypes, num_hidden_layers: numLayers } = config;
  if (Array.isArray(layerTypes) && layerTypes.length !== numLayers) delete config['layer_types'];
  const text = `${JSON.stringify(config, null, 2)}\n`;
  await writeFileAtomically(path.join(folder, 'config.json'), text);
}
