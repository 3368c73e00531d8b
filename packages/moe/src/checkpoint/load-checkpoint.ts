import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { restrictMixture } from '../composition/restrict-groups.js';
import type { PointerModelConfig } from '../config/pointer-config.js';
import { MoeError } from '../errors.js';
import type { HostParameters } from '../numerics/host-tensor.js';
import { pointerSpecs } from '../pointer/pointer-parameters.js';
import { sha256 } from './atomic-file.js';
import type { LoadCheckpointOptions, PointerCheckpoint } from './checkpoint-types.js';
import { unstackGroup } from './group-tensors.js';
import { MANIFEST_FILE, parseManifest, type Manifest, type ManifestGroup } from './manifest.js';
import { decodeSafetensors } from './safetensors.js';

/**
 * Reads a checkpoint folder, whole or with some of its expert groups; the files of other groups are not touched.
 * With only one group loaded the result is what a checkpoint of that group alone gives, bit for bit.
 * @throws MoeError `MOE_BAD_INPUT` for adapters on a base (`loadAdapters`), `MOE_CHECKPOINT_MISSING`, `MOE_CHECKPOINT_VERSION`, `MOE_CHECKPOINT_HASH_MISMATCH`, `MOE_CHECKPOINT_CORRUPT`, `MOE_UNKNOWN_GROUP`
 */
export async function loadCheckpoint(
  folder: string,
  options: LoadCheckpointOptions = {},
): Promise<PointerCheckpoint> {
  const manifestPath = join(folder, MANIFEST_FILE);
  const manifest = parseManifest(
    new TextDecoder().decode(await readExisting(manifestPath)),
    manifestPath,
  );
  const groups = chooseGroups(manifest, options.groups);
  const config = loadedConfig(manifest, groups);
  const { mixture } = config;
  const specs = pointerSpecs(config);

  const parameters: HostParameters = decodeSafetensors(
    await readVerified(folder, 'base.safetensors', manifest),
    'base.safetensors',
  );
  if (mixture !== null)
    Object.assign(
      parameters,
      decodeSafetensors(
        await readVerified(folder, 'shared.safetensors', manifest),
        'shared.safetensors',
      ),
    );
  for (const { name, file } of groups) {
    const stacked = decodeSafetensors(await readVerified(folder, file, manifest), file);
    Object.assign(
      parameters,
      unstackGroup(
        specs.filter((spec) => spec.group === name),
        stacked,
        file,
      ),
    );
  }

  for (const { name, shape } of specs) {
    const weight = parameters[name];
    if (weight === undefined || weight.shape.join() !== shape.join()) {
      throw new MoeError(
        'MOE_CHECKPOINT_CORRUPT',
        `${folder}: expected ${name} of shape (${shape.join()}), got ${weight === undefined ? 'none' : `(${weight.shape.join()})`}; config and weight files do not belong together`,
      );
    }
  }
  return { config, parameters, vocabulary: manifest.vocabulary, metadata: manifest.metadata };
}

function loadedConfig(manifest: Manifest, groups: readonly ManifestGroup[]): PointerModelConfig {
  const { mixture } = manifest.config;
  if (mixture === null) return { ...manifest.config, mixture };
  const stored = manifest.groups.map(({ file: _file, ...group }) => group);
  const names = groups.map(({ name }) => name);
  return { ...manifest.config, mixture: restrictMixture({ ...mixture, groups: stored }, names) };
}

/** The groups of a manifest that were asked for, all by default. @throws MoeError `MOE_UNKNOWN_GROUP` */
export function chooseGroups(
  manifest: Pick<Manifest, 'groups'>,
  names: readonly string[] | undefined,
): readonly ManifestGroup[] {
  if (names === undefined) return manifest.groups;
  if (!Array.isArray(names))
    throw new MoeError(
      'MOE_BAD_INPUT',
      `expected groups as a list of names, got ${JSON.stringify(names)}; write groups: ['sqlite']`,
    );
  return (names as readonly string[]).map((name) => {
    const group = manifest.groups.find((candidate) => candidate.name === name);
    if (group === undefined) {
      const known = manifest.groups.map((candidate) => candidate.name).join(', ') || 'none';
      throw new MoeError(
        'MOE_UNKNOWN_GROUP',
        `expected an expert group of the checkpoint (${known}), got "${name}"; train that group or load without it`,
      );
    }
    return group;
  });
}

/** A file of a checkpoint. @throws MoeError `MOE_CHECKPOINT_MISSING` */
export async function readExisting(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    throw new MoeError(
      'MOE_CHECKPOINT_MISSING',
      `expected a checkpoint file at ${path}, got none; check the folder`,
      { cause },
    );
  }
}

/** A file whose digest the manifest knows. @throws MoeError `MOE_CHECKPOINT_MISSING`, `MOE_CHECKPOINT_HASH_MISMATCH` */
export async function readVerified(
  folder: string,
  file: string,
  manifest: Pick<Manifest, 'sha256'>,
): Promise<Uint8Array> {
  const expected = manifest.sha256[file];
  const content = await readExisting(join(folder, file));
  const actual = sha256(content);
  if (actual !== expected) {
    throw new MoeError(
      'MOE_CHECKPOINT_HASH_MISMATCH',
      `${join(folder, file)}: expected sha256 ${expected ?? 'in momq.json (none listed)'}, got ${actual}; the file is damaged or was changed, restore it`,
    );
  }
  return content;
}
