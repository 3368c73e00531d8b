import { MoeError } from '../errors.js';
import type { MergeConfig, OutputSlice } from './merge-config.js';
import type { TensorPlace } from './merge-parameters.js';
import type { TensorMerge } from './methods/merge-methods.js';
import { tensorParameters } from './tensor-parameters.js';

/** The tensors of a model: what a plan needs to know of them. */
export interface ModelTensors {
  /** Shapes by tensor name, in file order. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
}

/** One tensor of the result. */
export interface PlannedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Where the inputs come from; the base first, where the method has one. */
  readonly inputs: readonly { readonly model: string; readonly name: string }[];
  readonly merge: TensorMerge;
}

/** A whole merge, tensor by tensor. */
export interface MergePlan {
  readonly tensors: readonly PlannedTensor[];
  readonly numLayers: number;
  /** Model that `config.json` and the tokenizer are copied from. */
  readonly donor: string;
}

const sameArchitecture =
  'merge models of one architecture, all with tied or all with separate output weights';

/** Splits `model.layers.12.mlp.up_proj.weight` around its layer number. */
const layerName = /^(.*\blayers\.)(\d+)(\..+)$/;

/**
 * Plans a merge: which tensors make which, with which parameters.
 * @param seed - of DARE's masks; every tensor and model has a mask of its own
 * @throws MoeError `MOE_MERGE_CONFIG`, `MOE_MERGE_MISMATCH`
 */
export function planMerge(
  config: MergeConfig,
  models: ReadonlyMap<string, ModelTensors>,
  seed = 42,
): MergePlan {
  const slices = config.slices ?? [wholeModels(config, models)];
  const first = slices[0] as OutputSlice;
  const last = slices.at(-1) as OutputSlice;
  const donor = config.baseModel ?? (first.sources[0]?.model as string);
  const tensors: PlannedTensor[] = [];
  const add = (slice: OutputSlice, tensor: TensorRequest) =>
    tensors.push(planTensor(config, models, { ...tensor, slice, seed }));
  const outside = outsideLayers(models.get(donor) as ModelTensors);
  requireNoMore(outside, donor, { models, slices });
  for (const name of outside) {
    const slice = name.includes('embed') ? first : last;
    add(slice, { name, t: 0, inputName: () => name });
  }
  let layer = 0;
  for (const slice of slices) {
    const [from, to] = slice.sources[0]?.layerRange as [number, number];
    const template = parts(slice.sources[0]?.model as string, from, models);
    for (let offset = 0; offset < to - from; offset += 1) {
      const t = to - from > 1 ? offset / (to - from - 1) : 1;
      for (const { prefix, rest } of template) {
        const inputName = (which: number): string =>
          `${prefix}${(slice.sources[which]?.layerRange[0] as number) + offset}${rest}`;
        add(slice, { name: `${prefix}${layer}${rest}`, t, inputName });
      }
      layer += 1;
    }
  }
  return { tensors, numLayers: layer, donor };
}

/** Names outside the layers. */
function outsideLayers({ shapes }: ModelTensors): string[] {
  return [...shapes.keys()].filter((name) => !layerName.test(name) && !isDerived(name));
}

/** @throws MoeError when a model has a tensor that the result has no place for, as output weights beside a tied donor */
function requireNoMore(
  outside: readonly string[],
  donor: string,
  { models, slices }: { models: ReadonlyMap<string, ModelTensors>; slices: readonly OutputSlice[] },
): void {
  for (const { model } of slices.flatMap(({ sources }) => sources)) {
    const more = outsideLayers(models.get(model) as ModelTensors).find(
      (name) => !outside.includes(name),
    );
    if (more !== undefined)
      mismatch(`${more} of ${model} in ${donor} too`, 'none there', sameArchitecture);
  }
}

interface TensorRequest {
  readonly name: string;
  readonly t: number;
  /** Name in the source of that index. */
  inputName(which: number): string;
}

/** The models of a `models:` list as one slice over all layers; a base that is not listed joins it, as in mergekit. */
function wholeModels(config: MergeConfig, models: ReadonlyMap<string, ModelTensors>): OutputSlice {
  const listed = config.models ?? [];
  const { baseModel } = config;
  const extra =
    baseModel !== null && !listed.some(({ model }) => model === baseModel)
      ? [{ model: baseModel, parameters: {} }]
      : [];
  const sources = [...listed, ...extra].map(({ model, parameters }) => ({
    model,
    parameters,
    layerRange: [0, countLayers(models.get(model) as ModelTensors)] as const,
  }));
  const counts = sources.map(({ layerRange }) => layerRange[1]);
  if (new Set(counts).size > 1) {
    const got = sources.map(({ model }, i) => `${model} ${counts[i]}`).join(', ');
    mismatch(`models with the same number of layers`, got, 'use slices with layer_range');
  }
  return { sources, baseModel: null, parameters: {} };
}

function countLayers({ shapes }: ModelTensors): number {
  let count = 0;
  for (const name of shapes.keys())
    count = Math.max(count, Number(layerName.exec(name)?.[2] ?? -1) + 1);
  return count;
}

/** Tables of old checkpoints that every program computes from the config. */
function isDerived(name: string): boolean {
  return name.endsWith('.rotary_emb.inv_freq');
}

/** Tensor names of one layer, around its number. */
function parts(
  model: string,
  layer: number,
  models: ReadonlyMap<string, ModelTensors>,
): { prefix: string; rest: string }[] {
  const found = [...(models.get(model) as ModelTensors).shapes.keys()].flatMap((name) => {
    const [, prefix, number, rest] = layerName.exec(name) ?? [];
    return prefix !== undefined &&
      rest !== undefined &&
      Number(number) === layer &&
      !isDerived(name)
      ? [{ prefix, rest }]
      : [];
  });
  if (found.length === 0)
    mismatch(`${model} to have a layer ${layer}`, 'none', 'correct layer_range');
  return found;
}

function planTensor(
  config: MergeConfig,
  models: ReadonlyMap<string, ModelTensors>,
  request: TensorRequest & { readonly slice: OutputSlice; readonly seed: number },
): PlannedTensor {
  const { slice, name, t, seed } = request;
  const base = slice.baseModel ?? config.baseModel;
  const sources = slice.sources.map((source, which) => ({
    ...source,
    name: request.inputName(which),
  }));
  const present = sources.filter(({ model, name: own }) => models.get(model)?.shapes.has(own));
  if (present.length < sources.length) {
    const without = sources.filter((source) => !present.includes(source));
    mismatch(
      `${name} in every model`,
      `none in ${without.map(({ model }) => model).join(', ')}`,
      `${sameArchitecture}; a layer_range must end at the last layer`,
    );
  }
  const usesBase = config.mergeMethod !== 'linear' && config.mergeMethod !== 'passthrough';
  const ordered = usesBase
    ? [
        ...sources.filter(({ model }) => model === base),
        ...sources.filter(({ model }) => model !== base),
      ]
    : sources;
  const shapes = ordered.map((source) => models.get(source.model)?.shapes.get(source.name) ?? []);
  if (shapes.some((shape) => shape.join() !== shapes[0]?.join())) {
    const got = ordered.map(({ model }, i) => `${model} [${shapes[i]?.join(', ')}]`).join(', ');
    mismatch(`${name} with one shape in all models`, got, 'merge fine-tuned versions of one base');
  }
  const place: TensorPlace = { name, t };
  const shared = [slice.parameters, config.parameters];
  return {
    name,
    shape: shapes[0] as readonly number[],
    inputs: ordered.map((source) => ({ model: source.model, name: source.name })),
    merge: tensorParameters(config.mergeMethod, { ordered, base, shared, place, seed }),
  };
}

function mismatch(expected: string, got: string, remedy: string): never {
  throw new MoeError('MOE_MERGE_MISMATCH', `expected ${expected}, got ${got}; ${remedy}`);
}
