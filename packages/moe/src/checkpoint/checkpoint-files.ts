import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExpertGroup } from '../config/mixture-config.js';
import { MoeError } from '../errors.js';
import { sha256 } from './atomic-file.js';

/** Name of the manifest in a checkpoint folder. */
export const MANIFEST_FILE = 'momq.json';

/** A group as listed in a manifest. */
export interface ManifestGroup extends ExpertGroup {
  /** Path in the folder, `groups/{name}.safetensors`. */
  readonly file: string;
}

/** What the manifests of all kinds of checkpoints have. */
export interface CheckpointFiles {
  readonly groups: readonly ManifestGroup[];
  /** SHA-256 of every other file of the folder, by path. */
  readonly sha256: Readonly<Record<string, string>>;
}

/** The groups of a manifest that were asked for, all by default. @throws MoeError `MOE_UNKNOWN_GROUP` */
export function chooseGroups(
  manifest: Pick<CheckpointFiles, 'groups'>,
  names: readonly string[] | undefined,
): readonly ManifestGroup[] {
  if (names === undefined) return manifest.groups;
  if (!Array.isArray(names))
    throw new MoeError(
      'MOE_BAD_INPUT',
      `expected groups as a list of names, got ${JSON.stringify(names)}; write groups: ['name']`,
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
  manifest: Pick<CheckpointFiles, 'sha256'>,
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
