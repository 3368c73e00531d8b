import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { writeFileAtomically } from '../checkpoint/atomic-file.js';
import { MoeError } from '../errors.js';
import type { MergeConfig, MergeDtype } from './merge-config.js';
import { planMerge, type MergePlan, type PlannedTensor } from './merge-plan.js';
import { prepareMerge } from './methods/merge-methods.js';
import { openModelSource, type ModelSource } from './model-source.js';
import { ShardWriter } from './shard-writer.js';
import { forEachChunk } from './tensor-input.js';

/** Settings of {@link mergeModels}. */
export interface MergeModelsOptions {
  /** Finds the folder of a model that the configuration names. Default: the name is the folder. */
  readonly resolveModel?: (model: string) => Promise<string>;
  /** Of DARE's random masks. Default 42. */
  readonly seed?: number;
  /** Longest safetensors file in bytes. Default 5 · 10⁹. */
  readonly maxShardBytes?: number;
  /** Called after every tensor. */
  readonly onProgress?: (progress: MergeProgress) => void;
  readonly signal?: AbortSignal;
}

/** How far a merge is. */
export interface MergeProgress {
  readonly tensor: string;
  readonly tensorsDone: number;
  readonly tensors: number;
  readonly elementsDone: number;
  readonly elements: number;
}

/** What a merge wrote. */
export interface MergeSummary {
  readonly folder: string;
  readonly tensors: number;
  readonly elements: number;
  readonly dtype: MergeDtype;
  readonly numLayers: number;
}

/** Files that belong to a tokenizer. */
const tokenizerFile =
  /^(tokenizer.*|special_tokens_map\.json|vocab\.(json|txt)|merges\.txt|added_tokens\.json|chat_template\..*)$/;

/**
 * Merges models in Hugging Face folders into a new one, piece by piece: memory is a few pieces of 4 million elements
 * for each model, whatever the size of the models. The result appears under its name when it is complete.
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
  await requireFree(outputFolder);
  const sources = new Map<string, ModelSource>();
  const working = `${outputFolder}.${process.pid}.partial`;
  try {
    for (const model of modelsOf(config))
      sources.set(model, await openModelSource(await resolveModel(model)));
    const plan = planMerge(config, sources, seed);
    const donor = sources.get(plan.donor) as ModelSource;
    const dtype = config.outDtype ?? config.dtype ?? donor.dtype;
    await mkdir(working, { recursive: true });
    await writeTensors(plan, sources, { config, working, dtype, options });
    const tokenizerModel = config.tokenizerSource ?? 'base';
    const tokenizer = tokenizerModel === 'base' ? donor.folder : await resolveModel(tokenizerModel);
    await copyTokenizer(tokenizer, working);
    await writeConfig(donor, working, { numLayers: plan.numLayers, dtype });
    await rm(outputFolder, { recursive: true, force: true });
    await rename(working, outputFolder);
    return {
      folder: outputFolder,
      tensors: plan.tensors.length,
      elements: countElements(plan.tensors),
      dtype,
      numLayers: plan.numLayers,
    };
  } finally {
    await Promise.all([...sources.values()].map((source) => source.close()));
    await rm(working, { recursive: true, force: true });
  }
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

async function writeTensors(
  plan: MergePlan,
  sources: ReadonlyMap<string, ModelSource>,
  context: {
    readonly config: MergeConfig;
    readonly working: string;
    readonly dtype: MergeDtype;
    readonly options: MergeModelsOptions;
  },
): Promise<void> {
  const { config, working, dtype, options } = context;
  const { maxShardBytes, onProgress, signal } = options;
  const writer = new ShardWriter(working, plan.tensors, {
    dtype,
    ...(maxShardBytes === undefined ? {} : { maxShardBytes }),
  });
  const elements = countElements(plan.tensors);
  let elementsDone = 0;
  try {
    for (const [index, tensor] of plan.tensors.entries()) {
      const inputs = tensor.inputs.map(({ model, name }) =>
        (sources.get(model) as ModelSource).tensor(name, config.dtype),
      );
      const combine = await prepareMerge(config.mergeMethod, inputs, tensor.merge);
      await writer.begin(tensor);
      await forEachChunk(inputs, async (chunks, start) => {
        if (signal?.aborted === true) {
          throw new MoeError(
            'MOE_ABORTED',
            `the merge was stopped at ${tensor.name}; nothing was written, start it again`,
          );
        }
        await writer.write(combine(chunks, start));
      });
      elementsDone += inputs[0]?.size ?? 0;
      onProgress?.({
        tensor: tensor.name,
        tensorsDone: index + 1,
        tensors: plan.tensors.length,
        elementsDone,
        elements,
      });
    }
    await writer.finish();
  } finally {
    await writer.close();
  }
}

function countElements(tensors: readonly PlannedTensor[]): number {
  return tensors.reduce((sum, { shape }) => sum + shape.reduce((size, dim) => size * dim, 1), 0);
}

/** @throws MoeError `MOE_MERGE_CONFIG` when the folder has content */
async function requireFree(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (found === null) return;
  if (found.isDirectory() && (await readdir(folder)).length === 0) return;
  throw new MoeError(
    'MOE_MERGE_CONFIG',
    `${folder}: expected a new or empty folder for the merged model, got one with content; choose another or remove it`,
  );
}

async function copyTokenizer(from: string, to: string): Promise<void> {
  for (const name of await readdir(from)) {
    if (tokenizerFile.test(name) || name === 'generation_config.json')
      await copyFile(path.join(from, name), path.join(to, name));
  }
}

async function writeConfig(
  donor: ModelSource,
  folder: string,
  { numLayers, dtype }: { numLayers: number; dtype: MergeDtype },
): Promise<void> {
  const dtypeField = 'dtype' in donor.config ? 'dtype' : 'torch_dtype';
  const config: Record<string, unknown> = {
    ...donor.config,
    num_hidden_layers: numLayers,
    [dtypeField]: dtype,
  };
  // transformers derives the kinds of attention from the other fields when the list is absent
  const { layer_types: layerTypes } = config;
  if (Array.isArray(layerTypes) && layerTypes.length !== numLayers) delete config['layer_types'];
  await writeFileAtomically(
    path.join(folder, 'config.json'),
    `${JSON.stringify(config, null, 2)}\n`,
  );
}
