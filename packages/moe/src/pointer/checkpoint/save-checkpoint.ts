import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { baseIdentity, encodeGroup } from '../../composition/group-file.js';
import { MoeError } from '../../errors.js';
import type { HostParameters } from '../../numerics/host-tensor.js';
import { pointerSpecs } from '../model/pointer-parameters.js';
import { sha256, writeFileAtomically } from '../../checkpoint/atomic-file.js';
import type { PointerCheckpoint, SaveCheckpointOptions } from './checkpoint-types.js';
import { FORMAT_VERSION, type Manifest } from './manifest.js';
import { checkWeights } from '../../checkpoint/check-weights.js';
import { MANIFEST_FILE, type ManifestGroup } from '../../checkpoint/checkpoint-files.js';
import { encodeSafetensors } from '../../checkpoint/safetensors.js';

/**
 * Writes a checkpoint folder: `base.safetensors`, `shared.safetensors` (plain LoRAs and shared experts), `groups/{name}.safetensors`
 * (a group's experts and router columns) and last `momq.json`, each atomically. The same weights give the same bytes.
 * @throws MoeError `MOE_BAD_CONFIG`, `MOE_BAD_INPUT` when weights or vocabulary do not fit the config, `MOE_DISK_FULL`
 */
export async function saveCheckpoint(
  folder: string,
  checkpoint: PointerCheckpoint,
  { storage = 'float32' }: SaveCheckpointOptions = {},
): Promise<void> {
  const { config, parameters, vocabulary, metadata } = checkpoint;
  const specs = pointerSpecs(config);
  checkWeights(specs, parameters);
  if (vocabulary.length !== config.pointer.vocabularySize) {
    throw new MoeError(
      'MOE_BAD_INPUT',
      `expected ${config.pointer.vocabularySize} keyword tokens, got ${vocabulary.length}; pass the vocabulary the model was trained with`,
    );
  }
  const pick = (roles: readonly string[]): HostParameters =>
    Object.fromEntries(
      specs
        .filter((spec) => roles.includes(spec.role))
        .map(({ name }) => [name, parameters[name] as HostParameters[string]]),
    );

  const files = new Map<string, Uint8Array>([
    ['base.safetensors', encodeSafetensors(pick(['base', 'norm', 'embedding', 'head']), storage)],
  ]);
  const groups: ManifestGroup[] = [];
  if (config.mixture !== null) {
    files.set('shared.safetensors', encodeSafetensors(pick(['lora', 'shared']), storage));
    const base = baseIdentity(parameters);
    for (const group of config.mixture.groups) {
      const file = `groups/${group.name}.safetensors`;
      groups.push({ ...group, file });
      files.set(file, encodeGroup(checkpoint, group.name, { storage, base }));
    }
  }

  await mkdir(join(folder, 'groups'), { recursive: true });
  for (const [file, content] of files) await writeFileAtomically(join(folder, file), content);
  const mixture =
    config.mixture === null ? null : (({ groups: _groups, ...rest }) => rest)(config.mixture);
  const manifest: Manifest = {
    formatVersion: FORMAT_VERSION,
    config: { ...config, mixture },
    groups,
    vocabulary,
    metadata,
    sha256: Object.fromEntries([...files].map(([file, content]) => [file, sha256(content)])),
  };
  await writeFileAtomically(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
}
