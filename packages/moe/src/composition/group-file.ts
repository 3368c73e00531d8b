import { readFile } from 'node:fs/promises';
import { sha256, writeFileAtomically } from '../checkpoint/atomic-file.js';
import { stackGroup } from '../checkpoint/group-tensors.js';
import {
  decodeSafetensors,
  encodeSafetensors,
  safetensorsMetadata,
  type StorageFormat,
} from '../checkpoint/safetensors.js';
import type { ExpertGroup } from '../config/mixture-config.js';
import { requireGroupShape } from '../config/config-shape.js';
import { MoeError } from '../errors.js';
import { mixtureSpecs } from '../mixture/mixture-parameters.js';
import type { HostParameters } from '../numerics/host-tensor.js';
import type { ComposableModel } from './add-group.js';
import { groupOfWeight, restrictMixture } from './restrict-groups.js';

/** Version of the group file. */
const GROUP_FORMAT = '1';

/** What a group file says: its experts, what they were trained on, and their weights with the layers stacked. */
export interface GroupFile {
  readonly group: ExpertGroup;
  /** Identity of the base and shared weights that the group was trained on. */
  readonly base: string;
  readonly tensors: HostParameters;
}

/**
 * Identity of a model's weights without its groups: SHA-256 of their half-precision bytes, so that a checkpoint stored in
 * either precision has the same one.
 */
export function baseIdentity(parameters: HostParameters): string {
  const base = Object.entries(parameters).filter(([name]) => groupOfWeight(name) === null);
  return sha256(encodeSafetensors(Object.fromEntries(base), 'float16'));
}

/**
 * One group as the bytes of a safetensors file that says what it is; the same weights give the same bytes.
 * @param base identity of the base; default: {@link baseIdentity} of the model
 * @throws MoeError `MOE_UNKNOWN_GROUP`, `MOE_BAD_CONFIG` for a model without a mixture
 */
export function encodeGroup(
  model: ComposableModel,
  name: string,
  {
    storage = 'float32',
    base = baseIdentity(model.parameters),
  }: { readonly storage?: StorageFormat; readonly base?: string } = {},
): Uint8Array {
  const { decoder, mixture } = model.config;
  if (mixture === null)
    throw new MoeError(
      'MOE_BAD_CONFIG',
      `expected a model with expert groups to save "${name}" of, got a dense base; pass the trained mixture`,
    );
  const [group] = restrictMixture(mixture, [name]).groups;
  const specs = mixtureSpecs(decoder, mixture).filter((spec) => spec.group === name);
  return encodeSafetensors(stackGroup(specs, model.parameters), storage, {
    'momq.format': GROUP_FORMAT,
    'momq.group': JSON.stringify(group),
    'momq.base': base,
  });
}

/** Writes one group of a model to a file that other models on the same base can install, atomically. @throws MoeError `MOE_UNKNOWN_GROUP`, `MOE_BAD_CONFIG` for a model without a mixture, `MOE_DISK_FULL` */
export async function saveGroup(
  path: string,
  model: ComposableModel,
  name: string,
  options: { readonly storage?: StorageFormat; readonly base?: string } = {},
): Promise<void> {
  await writeFileAtomically(path, encodeGroup(model, name, options));
}

/**
 * Reads a group file.
 * @throws MoeError `MOE_CHECKPOINT_MISSING`, `MOE_CHECKPOINT_CORRUPT`, `MOE_CHECKPOINT_VERSION`
 */
export async function readGroup(path: string): Promise<GroupFile> {
  const content = await readFile(path).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    throw new MoeError(
      'MOE_CHECKPOINT_MISSING',
      `expected a group file at ${path}, got none; check the path`,
      { cause },
    );
  });
  const metadata = safetensorsMetadata(content, path);
  const version = metadata['momq.format'];
  if (version !== GROUP_FORMAT)
    throw new MoeError(
      'MOE_CHECKPOINT_VERSION',
      `${path}: expected a group file of format ${GROUP_FORMAT}, got ${version ?? 'none'}; save the checkpoint again with this release, or use the release that wrote it`,
    );
  return {
    group: parseGroup(metadata['momq.group'], path),
    base: metadata['momq.base'] ?? '',
    tensors: decodeSafetensors(content, path),
  };
}

function parseGroup(text: string | undefined, path: string): ExpertGroup {
  try {
    const group: unknown = JSON.parse(text ?? 'null');
    requireGroupShape('group', group);
    return group as ExpertGroup;
  } catch (cause) {
    throw new MoeError(
      'MOE_CHECKPOINT_CORRUPT',
      `${path}: expected a group in momq.group, got ${text ?? 'none'}; restore the file from its source`,
      { cause },
    );
  }
}
