import { join } from 'node:path';
import { restrictMixture } from '../../composition/restrict-groups.js';
import type { PointerModelConfig } from '../pointer-config.js';
import { MoeError } from '../../errors.js';
import type { HostParameters } from '../../numerics/host-tensor.js';
import { pointerSpecs } from '../model/pointer-parameters.js';
import type { LoadCheckpointOptions, PointerCheckpoint } from './checkpoint-types.js';
import { unstackGroup } from '../../checkpoint/group-tensors.js';
import { configOf, parseManifest, type Manifest } from './manifest.js';
import {
  chooseGroups,
  MANIFEST_FILE,
  readExisting,
  readVerified,
  type ManifestGroup,
} from '../../checkpoint/checkpoint-files.js';
import { decodeSafetensors } from '../../checkpoint/safetensors.js';

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
  const config = configOf(manifest);
  if (config.mixture === null) return config;
  const names = groups.map(({ name }) => name);
  return { ...config, mixture: restrictMixture(config.mixture, names) };
}
