import type { StoredTensor } from '@momq/engine';
import type { ExternalConstant } from '@momq/engine/safetensors';
import { groupOfWeight } from '../../composition/restrict-groups.js';
import { MoeError } from '../../errors.js';
import { actsAfterPrefix, type MixtureConfig } from '../../config/mixture-config.js';
import type { LanguageModelConfig } from '../model/language-model-config.js';
import { baseSpecs } from '../model/language-model-parameters.js';
import type { HostParameters, HostTensor } from '../../numerics/host-tensor.js';
import {
  foldAdapters,
  foldedMixture,
  foldedWeight,
  isFolded,
} from '../../generation/fold-adapters.js';
import { weightsDigest } from './prefix/weights-digest.js';
import { QUANTIZED_VERSION, quantizedFile } from './quantized-file.js';
import { quantizedMatrix } from './quantized-matrix.js';
import type { TextGeneratorOptions, TextModel } from './text-generator-types.js';

/** A model laid out for decoding. */
export interface TextWeights {
  /** The config that these weights have: without what was folded. */
  readonly config: LanguageModelConfig;
  /** Whether the adapters that always act are part of the base. */
  readonly folded: boolean;
  /** Everything but the groups, for `jit`. */
  readonly constants: Readonly<Record<string, StoredTensor | ExternalConstant>>;
  /** Whether prefixes are read by the bare base. */
  readonly afterPrefix: boolean;
  /** What the bare base has in place of constants, where it reads prefixes: matrices into which nothing is folded, norms of its own. */
  readonly bareConstants: Readonly<Record<string, StoredTensor | ExternalConstant>>;
  /** Digest of what reads prefixes, but for the groups; null when the weights lie in memory and cannot be told apart. */
  readonly identity: string | null;
  /** Weights of the expert groups, and of shared experts that are not folded. */
  readonly experts: HostParameters;
}

/** Whether a base weight is a matrix, which quantisation stores in blocks. */
function isMatrix(shape: readonly number[]): boolean {
  return shape.length === 2;
}

/**
 * Lays a model out for decoding: folds what always acts, quantises the base, parts the experts from it. A base on disk is
 * quantised matrix by matrix into a file of the cache folder, once, and mapped into memory; unquantised it is mapped as
 * `Base.constants` says, and nothing is folded.
 * @throws MoeError `MOE_MISSING_PARAMETER` when base and parameters lack a weight of the config
 */
export async function textWeights(
  model: TextModel,
  {
    quantization = 'none',
    cacheFolder,
  }: Pick<TextGeneratorOptions, 'quantization' | 'cacheFolder'>,
): Promise<TextWeights> {
  const { config, base, parameters = {} } = model;
  requireWeights(config, new Set([...Object.keys(parameters), ...(base?.weightNames() ?? [])]));
  const bits = quantization === 'none' ? null : quantization === 'int4' ? 4 : 8;
  if (base === undefined) return inMemory(config, parameters, bits);
  const { mixture } = config;
  const given = split(parameters);
  const names = base.weightNames().filter((name) => !(name in parameters));
  const afterPrefix = mixture !== null && actsAfterPrefix(mixture);
  const overridden = base.weightNames().filter((name) => name in parameters);
  const folds = (name: string): boolean =>
    bits !== null && mixture !== null && isFolded(name, mixture);
  const adapters = pick(parameters, folds);
  const scale = mixture === null ? 1 : mixture.lora.alpha / mixture.lora.rank;
  const fingerprint = await base.fingerprint();
  const common = {
    afterPrefix,
    identity: weightsDigest(
      afterPrefix ? {} : { ...given.rest, ...adapters },
      JSON.stringify([
        fingerprint,
        quantization,
        QUANTIZED_VERSION,
        { ...config, mixture: null },
        afterPrefix ? 1 : scale,
      ]),
    ),
  };
  const bareNorms = afterPrefix ? await base.constants(overridden) : {};
  if (bits === null)
    return {
      ...common,
      config,
      folded: false,
      constants: { ...(await base.constants(names)), ...given.rest },
      bareConstants: bareNorms,
      experts: given.experts,
    };
  const matrices = names.filter((name) => isMatrix(base.shapeOf(name)));
  const blocks = (folded: MixtureConfig | null): ReturnType<typeof quantizedFile> =>
    quantizedFile({
      fingerprint,
      matrices: Object.fromEntries(matrices.map((name) => [name, base.shapeOf(name)])),
      adapters: folded === null ? {} : adapters,
      scale: folded === null ? 1 : scale,
      bits,
      ...(cacheFolder !== undefined && { cacheFolder }),
      read: async (name) => {
        const weight = (await base.parameters([name]))[name] as HostTensor;
        return folded === null
          ? weight
          : foldedWeight(name, weight, { mixture: folded, parameters });
      },
    });
  const own = Object.entries(given.rest).filter(([name]) => !folds(name));
  return {
    ...common,
    config: { ...config, mixture: mixture === null ? null : foldedMixture(mixture) },
    folded: true,
    constants: {
      ...(await base.constants(names.filter((name) => !isMatrix(base.shapeOf(name))))),
      ...(await blocks(mixture)),
      ...Object.fromEntries(own),
    },
    // adapters act on what comes after, so they are folded there
    bareConstants: { ...bareNorms, ...(afterPrefix ? await blocks(null) : {}) },
    experts: pick(given.experts, (name) => !folds(name)),
  };
}

/** All weights in memory. */
function inMemory(
  config: LanguageModelConfig,
  parameters: HostParameters,
  bits: 4 | 8 | null,
): TextWeights {
  const bare = config.mixture !== null && actsAfterPrefix(config.mixture);
  const model = bare ? { config, parameters } : foldAdapters(config, parameters);
  const { rest, experts } = split(model.parameters);
  const matrices = new Set(
    baseSpecs(config).flatMap(({ name, shape }) => (isMatrix(shape) ? [name] : [])),
  );
  const constants: Record<string, StoredTensor> = {};
  for (const [name, weight] of Object.entries(rest)) {
    if (bits === null || !matrices.has(name)) constants[name] = weight;
    else Object.assign(constants, quantizedMatrix(name, weight, bits));
  }
  return {
    config: model.config,
    folded: !bare,
    afterPrefix: bare,
    constants,
    bareConstants: {},
    identity: null,
    experts,
  };
}

/** Experts, which runs get as state, and the rest, which graphs hold. */
function split(parameters: HostParameters): { experts: HostParameters; rest: HostParameters } {
  const isExpert = (name: string): boolean =>
    groupOfWeight(name) !== null || name.includes('.shared.');
  return { experts: pick(parameters, isExpert), rest: pick(parameters, (name) => !isExpert(name)) };
}

function pick(parameters: HostParameters, keep: (name: string) => boolean): HostParameters {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => keep(name)));
}

function requireWeights(config: LanguageModelConfig, names: ReadonlySet<string>): void {
  const missing = baseSpecs(config).find(({ name }) => !names.has(name));
  if (missing === undefined) return;
  throw new MoeError(
    'MOE_MISSING_PARAMETER',
    `expected a weight "${missing.name}" in the base or the parameters, got ${names.size} weights without it; give the base that the config belongs to`,
  );
}
