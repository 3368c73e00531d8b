import { MoeError } from '../errors.js';
import type { MergeConfig, OutputSlice } from './merge-config.js';
import {
  booleanParameter,
  numberParameter,
  type ParameterSettings,
  type TensorPlace,
} from './merge-parameters.js';
import type { TensorMerge } from './methods/merge-methods.js';
import { seedFor } from '../numerics/random.js';

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

/** Splits `model.layers.12.mlp.up_proj.weight` around its layer number. */
const layerName = /^(.*\blayers\.)(\d+)(\..+)$/;

/**
 * Plans a merge: which tensors make which, with which parameters.
 * @param seed - of DARE's masks; every tensor and model has a mask of its own
 * @throws {@link MoeError} `MOE_MERGE_CONFIG`, `MOE_MERGE_MISMATCH`
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
  const add = (slice: OutputSlice, tensor: TensorRequest) => {
    const planned = planTensor(config, models, { ...tensor, slice, seed });
    if (planned !== null) tensors.push(planned);
  };
  const names = [...(models.get(donor) as ModelTensors).shapes.keys()];
  const outside = names.filter((name) => !layerName.test(name));
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

/** Tensor names of one layer, around its number. */
function parts(
  model: string,
  layer: number,
  models: ReadonlyMap<string, ModelTensors>,
): { prefix: string; rest: string }[] {
  const found = [...(models.get(model) as ModelTensors).shapes.keys()].flatMap((name) => {
    const [, prefix, number, rest] = layerName.exec(name) ?? [];
    return prefix !== undefined && rest !== undefined && Number(number) === layer
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
): PlannedTensor | null {
  const { slice, name, t, seed } = request;
  const base = slice.baseModel ?? config.baseModel;
  const sources = slice.sources.map((source, which) => ({
    ...source,
    name: request.inputName(which),
  }));
  const present = sources.filter(({ model, name: own }) => models.get(model)?.shapes.has(own));
  if (present.length === 0) return null;
  if (present.length < sources.length) {
    const without = sources.filter((source) => !present.includes(source));
    mismatch(
      `${name} in every model`,
      `none in ${without.map(({ model }) => model).join(', ')}`,
      'merge models of one architecture, all with tied or all with separate output weights',
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
    merge: parametersOf(config, { ordered, base, shared, place, seed }),
  };
}

interface ParameterRequest {
  readonly ordered: readonly { model: string; name: string; parameters: ParameterSettings }[];
  readonly base: string | null;
  readonly shared: readonly ParameterSettings[];
  readonly place: TensorPlace;
  readonly seed: number;
}

function parametersOf(
  config: MergeConfig,
  { ordered, base, shared, place, seed }: ParameterRequest,
): TensorMerge {
  const { mergeMethod } = config;
  const ofModel = (parameter: string, fallback: number | null): number[] =>
    ordered.map(({ model, name, parameters }) => {
      const value = numberParameter(parameter, [parameters, ...shared], { name, t: place.t });
      const ignored = model === base && mergeMethod !== 'linear';
      return value ?? fallback ?? (ignored ? 0 : required(parameter, mergeMethod, model));
    });
  const isSlerp = mergeMethod === 'slerp';
  const needsWeight = !isSlerp && mergeMethod !== 'passthrough' && ordered.length > 1;
  const ts = !isSlerp
    ? []
    : ordered.slice(1).map(({ model, name, parameters }) => {
        const scopes = ordered.length > 2 ? [parameters, ...shared] : shared;
        return (
          numberParameter('t', scopes, { name, t: place.t }) ?? required('t', mergeMethod, model)
        );
      });
  const normalize = booleanParameter('normalize', shared, place);
  const rescale = booleanParameter('rescale', shared, place);
  const lambda = numberParameter('lambda', shared, place);
  return {
    hasBase: !isSlerp && mergeMethod !== 'linear' && mergeMethod !== 'passthrough',
    ts,
    weights: needsWeight ? ofModel('weight', null) : [],
    densities: needsWeight ? ofModel('density', 1) : [],
    seeds: ordered.map((_, which) => seedFor(`${which}:${place.name}`, seed)),
    ...(normalize === undefined ? {} : { normalize }),
    ...(rescale === undefined ? {} : { rescale }),
    ...(lambda === undefined ? {} : { lambda }),
  };
}

function required(parameter: string, method: string, model: string): never {
  throw new MoeError(
    'MOE_MERGE_CONFIG',
    `${method}: expected the parameter "${parameter}" for ${model}, got none; set it under parameters`,
  );
}

function mismatch(expected: string, got: string, remedy: string): never {
  throw new MoeError('MOE_MERGE_MISMATCH', `expected ${expected}, got ${got}; ${remedy}`);
}
