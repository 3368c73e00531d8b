import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Base, BaseReference } from '../../bases/base.js';
import { requireBase } from '../../bases/base-reference.js';
import { sha256, writeFileAtomically } from '../../checkpoint/atomic-file.js';
import { unstackGroup } from '../../checkpoint/group-tensors.js';
import { chooseGroups, readExisting, readVerified } from '../../checkpoint/checkpoint-files.js';
import { MANIFEST_FILE, type ManifestGroup } from '../../checkpoint/checkpoint-files.js';
import {
  decodeSafetensors,
  encodeSafetensors,
  type StorageFormat,
} from '../../checkpoint/safetensors.js';
import { checkWeights } from '../../checkpoint/check-weights.js';
import { encodeGroup } from '../../composition/group-file.js';
import { restrictMixture } from '../../composition/restrict-groups.js';
import { MoeError } from '../../errors.js';
import type { LanguageModelConfig } from '../model/language-model-config.js';
import { baseSpecs } from '../model/language-model-parameters.js';
import { validateLanguageModel } from '../model/validate-language-model.js';
import { mixtureSpecs } from '../../mixture/mixture-parameters.js';
import type { HostParameters } from '../../numerics/host-tensor.js';
import type { ParameterSpec } from '../../numerics/parameter-spec.js';
import {
  ADAPTER_FORMAT_VERSION,
  parseAdapterManifest,
  type AdapterManifest,
} from './adapter-manifest.js';

const SHARED_FILE = 'shared.safetensors';

/** Trained adapters of a language model. */
export interface Adapters {
  /** The base's config with the mixture. */
  readonly config: LanguageModelConfig;
  /** The mixture's weights, and the base's norms where training changed them; they go over the base's weights. */
  readonly parameters: HostParameters;
  /** What the trainer wants to remember; JSON. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** The norms among a base's weights, which MoMQ trains (arXiv 2410.18406, §4.1). */
function normSpecs(config: LanguageModelConfig, parameters: HostParameters): ParameterSpec[] {
  return baseSpecs(config).filter(({ name, role }) => role === 'norm' && name in parameters);
}

/** Identity of what a group was trained on: the base's weights and the shared ones, whatever their precision on disk. */
function groupBase(base: BaseReference, shared: HostParameters): string {
  return sha256(`${base.weightsSha256}\n${sha256(encodeSafetensors(shared, 'float16'))}`);
}

/**
 * Writes a checkpoint folder that refers to its base instead of copying it: `shared.safetensors` (plain LoRAs, shared experts, changed norms),
 * `groups/{name}.safetensors`, and last `momq.json`, each atomically. The same weights give the same bytes; other weights of the base are not written.
 * @throws MoeError `MOE_BAD_CONFIG` without a mixture, `MOE_BAD_INPUT` when a weight is missing or has another shape, `MOE_DISK_FULL`
 */
export async function saveAdapters(
  folder: string,
  base: BaseReference,
  { config, parameters, metadata }: Adapters,
  { storage = 'float32' }: { readonly storage?: StorageFormat } = {},
): Promise<void> {
  const { mixture } = config;
  if (mixture === null)
    throw new MoeError(
      'MOE_BAD_CONFIG',
      'expected a config with a mixture to save the adapters of, got the bare base; pass the config that was trained',
    );
  validateLanguageModel(config);
  const specs = [...mixtureSpecs(config.decoder, mixture), ...normSpecs(config, parameters)];
  checkWeights(specs, parameters);
  const shared = Object.fromEntries(
    specs
      .filter(({ role }) => role !== 'group')
      .map(({ name }) => [name, parameters[name] as HostParameters[string]]),
  );
  const files = new Map([[SHARED_FILE, encodeSafetensors(shared, storage)]]);
  const groups: ManifestGroup[] = [];
  for (const group of mixture.groups) {
    const file = `groups/${group.name}.safetensors`;
    groups.push({ ...group, file });
    const options = { storage, base: groupBase(base, shared) };
    files.set(file, encodeGroup({ config, parameters }, group.name, options));
  }
  await mkdir(join(folder, 'groups'), { recursive: true });
  for (const [file, content] of files) await writeFileAtomically(join(folder, file), content);
  const { groups: _groups, ...rest } = mixture;
  const manifest: AdapterManifest = {
    formatVersion: ADAPTER_FORMAT_VERSION,
    kind: 'adapters',
    base,
    mixture: rest,
    groups,
    metadata,
    sha256: Object.fromEntries([...files].map(([file, content]) => [file, sha256(content)])),
  };
  await writeFileAtomically(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Adapters from a folder, and what further groups for them must have been trained on. */
export interface LoadedAdapters extends Adapters {
  /** For `installGroups(adapters, files, { base: adapters.groupBase })`. */
  readonly groupBase: string;
  /** Tells these weights from others: a digest of those of all files of the folder. */
  readonly weightsHash: string;
}

/**
 * Reads the adapters of a base, whole or with some of their groups; files of other groups are not touched.
 * @param base the base they were trained on, wherever its files lie
 * @throws MoeError `MOE_BASE_MISMATCH` when they were trained on other weights, `MOE_CHECKPOINT_MISSING`, `MOE_CHECKPOINT_VERSION`,
 * `MOE_CHECKPOINT_HASH_MISMATCH`, `MOE_CHECKPOINT_CORRUPT`, `MOE_UNKNOWN_GROUP`, `MOE_BAD_CONFIG`
 */
export async function loadAdapters(
  folder: string,
  base: Base,
  options: { readonly groups?: readonly string[] } = {},
): Promise<LoadedAdapters> {
  const path = join(folder, MANIFEST_FILE);
  const manifest = parseAdapterManifest(new TextDecoder().decode(await readExisting(path)), path);
  await requireBase(base, manifest.base);
  const chosen = chooseGroups(manifest, options.groups);
  const stored = manifest.groups.map(({ file: _file, ...group }) => group);
  const mixture = restrictMixture(
    { ...manifest.mixture, groups: stored },
    chosen.map(({ name }) => name),
  );
  const config: LanguageModelConfig = { ...base.config, mixture };
  validateLanguageModel(config);
  const shared = decodeSafetensors(await readVerified(folder, SHARED_FILE, manifest), SHARED_FILE);
  const parameters: HostParameters = { ...shared };
  const specs = mixtureSpecs(config.decoder, mixture);
  for (const { name, file } of chosen) {
    const stacked = decodeSafetensors(await readVerified(folder, file, manifest), file);
    const own = specs.filter((spec) => spec.group === name);
    Object.assign(parameters, unstackGroup(own, stacked, file));
  }
  try {
    checkWeights([...specs, ...normSpecs(config, parameters)], parameters);
  } catch (cause) {
    throw new MoeError(
      'MOE_CHECKPOINT_CORRUPT',
      `${folder}: ${(cause as Error).message}; momq.json and weight files do not belong together`,
      { cause },
    );
  }
  return {
    config,
    parameters,
    metadata: manifest.metadata,
    groupBase: groupBase(manifest.base, shared),
    weightsHash: sha256(JSON.stringify(Object.entries(manifest.sha256).sort())),
  };
}
