import { MoeError } from '../errors.js';
import { seedFor } from '../numerics/random.js';
import {
  booleanParameter,
  choiceParameter,
  numberParameter,
  type ParameterSettings,
  type TensorPlace,
} from './merge-parameters.js';
import type { MergeMethodName, TensorMerge } from './methods/merge-methods.js';

/** One tensor that wants its parameters. */
interface ParameterRequest {
  /** The models in the order of the inputs, with their own settings. */
  readonly ordered: readonly { model: string; name: string; parameters: ParameterSettings }[];
  readonly base: string | null;
  /** Settings of the slice and of the configuration. */
  readonly shared: readonly ParameterSettings[];
  readonly place: TensorPlace;
  readonly seed: number;
}

/**
 * What one tensor is merged with: filters and gradients of the configuration applied.
 * @throws MoeError `MOE_MERGE_CONFIG` for a parameter that is missing or out of its range
 */
export function tensorParameters(
  mergeMethod: MergeMethodName,
  { ordered, base, shared, place, seed }: ParameterRequest,
): TensorMerge {
  const ofModel = (parameter: string, fallback: number | null): number[] =>
    ordered.map(({ model, name, parameters }) => {
      const value = numberParameter(parameter, [parameters, ...shared], { name, t: place.t });
      const ignored = model === base && mergeMethod !== 'linear';
      const found = value ?? fallback ?? (ignored ? 0 : required(parameter, mergeMethod, model));
      return parameter === 'density' ? share(parameter, found) : found;
    });
  const isSlerp = mergeMethod === 'slerp';
  const needsWeight = !isSlerp && mergeMethod !== 'passthrough' && ordered.length > 1;
  const ts = !isSlerp
    ? []
    : ordered.slice(1).map(({ model, name, parameters }) => {
        const scopes = ordered.length > 2 ? [parameters, ...shared] : shared;
        const t = numberParameter('t', scopes, { name, t: place.t });
        return share('t', t ?? required('t', mergeMethod, model));
      });
  const normalize = booleanParameter('normalize', shared, place);
  const rescale = booleanParameter('rescale', shared, place);
  const lambda = numberParameter('lambda', shared, place);
  const rescaling = choiceParameter('rescaling', ['l1-norm', 'density'], shared, place);
  const normalization = choiceParameter('normalization', ['keep', 'unit'], shared, place);
  return {
    hasBase: !isSlerp && mergeMethod !== 'linear' && mergeMethod !== 'passthrough',
    ts,
    weights: needsWeight ? ofModel('weight', null) : [],
    densities: needsWeight ? ofModel('density', 1) : [],
    seeds: ordered.map((_, which) => seedFor(`${which}:${place.name}`, seed)),
    ...(normalize === undefined ? {} : { normalize }),
    ...(rescale === undefined ? {} : { rescale }),
    ...(lambda === undefined ? {} : { lambda }),
    ...(rescaling === undefined ? {} : { rescaling }),
    ...(normalization === undefined ? {} : { slerp: { normalization } }),
  };
}

/** @throws MoeError for a number outside [0, 1] */
function share(parameter: string, value: number): number {
  if (value >= 0 && value <= 1) return value;
  throw new MoeError(
    'MOE_MERGE_CONFIG',
    `merge parameter "${parameter}": expected a number from 0 to 1, got ${value}; correct the configuration`,
  );
}

function required(parameter: string, method: string, model: string): never {
  throw new MoeError(
    'MOE_MERGE_CONFIG',
    `${method}: expected the parameter "${parameter}" for ${model}, got none; set it under parameters`,
  );
}
