import type { CheckpointFiles, ManifestGroup } from '../../checkpoint/checkpoint-files.js';
import type { MixtureConfig } from '../../config/mixture-config.js';
import type { PointerModelConfig } from '../pointer-config.js';
import { MoeError } from '../../errors.js';
import { validatePointerModel } from '../validate-pointer-model.js';

/** Version of the folder layout. */
export const FORMAT_VERSION = 1;

/** Group files are in the checkpoint's own folder, whatever a manifest from elsewhere says. */
const groupFile = /^groups\/[^/\\]+\.safetensors$/;

/** `momq.json`. */
export interface Manifest extends CheckpointFiles {
  readonly formatVersion: typeof FORMAT_VERSION;
  /** The model's config; the expert groups are in `groups`. */
  readonly config: Omit<PointerModelConfig, 'mixture'> & {
    readonly mixture: Omit<MixtureConfig, 'groups'> | null;
  };
  readonly vocabulary: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Parses `momq.json`. @throws MoeError `MOE_CHECKPOINT_CORRUPT`, `MOE_CHECKPOINT_VERSION` */
export function parseManifest(text: string, origin: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new MoeError(
      'MOE_CHECKPOINT_CORRUPT',
      `${origin}: expected JSON, got text that does not parse; restore the file from its source`,
      { cause },
    );
  }
  const manifest = value as Partial<Manifest> | null;
  if (typeof manifest !== 'object' || manifest === null)
    throw new MoeError(
      'MOE_CHECKPOINT_CORRUPT',
      `${origin}: expected an object, got ${JSON.stringify(value)}; restore the file from its source`,
    );
  if (manifest.formatVersion !== FORMAT_VERSION) {
    throw new MoeError(
      'MOE_CHECKPOINT_VERSION',
      `${origin}: expected formatVersion ${FORMAT_VERSION}, got ${JSON.stringify(manifest.formatVersion)}; use the release of @momq/moe that wrote it`,
    );
  }
  if ('kind' in manifest && manifest.kind === 'adapters')
    throw new MoeError(
      'MOE_BAD_INPUT',
      `${origin}: expected a checkpoint with weights of its own, got adapters on a Hugging Face base; open them with loadBase and loadAdapters`,
    );
  const { config, groups, vocabulary, metadata, sha256 } = manifest;
  const isObject = (part: unknown): boolean =>
    typeof part === 'object' && part !== null && !Array.isArray(part);
  if (
    !isObject(config) ||
    !Array.isArray(groups) ||
    !Array.isArray(vocabulary) ||
    !isObject(metadata) ||
    !isObject(sha256)
  ) {
    throw new MoeError(
      'MOE_CHECKPOINT_CORRUPT',
      `${origin}: expected config, groups, vocabulary, metadata and sha256, got ${Object.keys(manifest).join(', ')}; restore the file from its source`,
    );
  }
  const stray = (groups as readonly (ManifestGroup | null)[]).find(
    (group) => !isObject(group) || !groupFile.test(String(group?.file)),
  );
  if (stray !== undefined) {
    throw new MoeError(
      'MOE_CHECKPOINT_CORRUPT',
      `${origin}: expected groups with files groups/<name>.safetensors, got ${JSON.stringify(stray)}; restore the file from its source`,
    );
  }
  checkConfig(manifest as Manifest, origin);
  return manifest as Manifest;
}

/** The config of a manifest with its groups. */
export function configOf({ config, groups }: Manifest): PointerModelConfig {
  const { mixture } = config;
  if (mixture === null) return { ...config, mixture };
  return {
    ...config,
    mixture: { ...mixture, groups: groups.map(({ file: _, ...group }) => group) },
  };
}

/** A config is checked before anything is made as large as it says. @throws MoeError `MOE_CHECKPOINT_CORRUPT` */
function checkConfig(manifest: Manifest, origin: string): void {
  const corrupt = (message: string, cause?: unknown): never => {
    throw new MoeError(
      'MOE_CHECKPOINT_CORRUPT',
      `${origin}: ${message}; restore the file from its source`,
      { cause },
    );
  };
  try {
    validatePointerModel(configOf(manifest));
  } catch (cause) {
    if (!(cause instanceof MoeError)) throw cause;
    corrupt(cause.message, cause);
  }
  const { vocabulary, config } = manifest;
  const { vocabularySize } = config.pointer;
  if (vocabulary.length !== vocabularySize || vocabulary.some((word) => typeof word !== 'string'))
    corrupt(`expected a vocabulary of ${vocabularySize} texts, got ${vocabulary.length} entries`);
}
