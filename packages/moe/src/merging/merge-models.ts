import path from 'node:path';
import { writeFileAtomically } from '../checkpoint/atomic-file.js';
import type { MergeConfig, MergeDtype } from './merge-config.js';
import { planMerge } from './merge-plan.js';
import { prepareMerge } from './methods/merge-methods.js';
import { openModelSource, type ModelSource } from './model-source.js';
import { copyCompanions, fillFolder } from './output-folder.js';
import {
  writeMergedTensors,
  type MergeTask,
  type WriteMergedOptions,
} from './write-merged-tensors.js';

/** Settings of {@link mergeModels}. */
export interface MergeModelsOptions extends Omit<WriteMergedOptions, 'dtype'> {
  /** Finds the folder of a model that the configuration names. Default: the name is the folder. */
  readonly resolveModel?: (model: string) => Promise<string>;
  /** Of random masks, gates and noise. Default 42. */
  readonly seed?: number;
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
 * that half-precision results may differ in the last bit.
 *
 * @param config - from {@link parseMergeConfig}
 * @param outputFolder - must not exist, or be empty
 * @throws MoeError `MOE_MERGE_CONFIG`, `MOE_MERGE_MISMATCH`, `MOE_DISK_FULL`, `MOE_ABORTED`; nothing is left behind
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
  const { resolveModel = (model) => Promise.resolve(model), seed = 42 } = options;
  return fillFolder(outputFolder, async (working) => {
    const sources = new Map<string, ModelSource>();
    try {
      for (const model of modelsOf(config))
        sources.set(model, await openModelSource(await resolveModel(model)));
      const plan = planMerge(config, sources, seed);
      const donor = sources.get(plan.donor) as ModelSource;
      const dtype = config.outDtype ?? config.dtype ?? donor.dtype;
      const tasks = plan.tensors.map(({ name, shape, inputs, merge }): MergeTask => {
        const read = inputs.map((input) =>
          (sources.get(input.model) as ModelSource).tensor(input.name, config.dtype),
        );
        const prepare = () => prepareMerge(config.mergeMethod, read, merge);
        return { name, shape, inputs: read, prepare };
      });
      const elements = await writeMergedTensors(tasks, working, { ...options, dtype });
      const { tokenizerSource } = config;
      const ofTokenizer =
        tokenizerSource === null || tokenizerSource === 'base'
          ? donor.folder
          : await resolveModel(tokenizerSource);
      await copyCompanions(ofTokenizer, working);
      const { numLayers } = plan;
      await writeModelConfig(donor.config, working, { num_hidden_layers: numLayers }, dtype);
      return { folder: outputFolder, tensors: tasks.length, elements, dtype, numLayers };
    } finally {
      await Promise.all([...sources.values()].map((source) => source.close()));
    }
  });
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
