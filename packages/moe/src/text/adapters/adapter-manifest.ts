import { isJsonObject } from '../../bases/config-fields.js';
import type { BaseReference } from '../../bases/base.js';
import type { ManifestGroup } from '../../checkpoint/checkpoint-files.js';
import type { MixtureConfig } from '../../config/mixture-config.js';
import { validateMixture } from '../../config/validate-mixture.js';
import { MoeError } from '../../errors.js';

/** Version of the folder layout. */
export const ADAPTER_FORMAT_VERSION = 1;

/** `momq.json` of adapters on a base whose weights lie elsewhere. */
export interface AdapterManifest {
  readonly formatVersion: typeof ADAPTER_FORMAT_VERSION;
  readonly kind: 'adapters';
  /** The base that the adapters were trained on. */
  readonly base: BaseReference;
  /** The mixture's config; its groups are in `groups`. */
  readonly mixture: Omit<MixtureConfig, 'groups'>;
  readonly groups: readonly ManifestGroup[];
  readonly metadata: Readonly<Record<string, unknown>>;
  /** SHA-256 of every other file of the folder, by path. */
  readonly sha256: Readonly<Record<string, string>>;
}

/** Parses `momq.json`. @throws MoeError `MOE_CHECKPOINT_CORRUPT`, `MOE_CHECKPOINT_VERSION`, `MOE_BAD_CONFIG` for a mixture that is none */
export function parseAdapterManifest(text: string, origin: string): AdapterManifest {
  const corrupt = (expected: string, got: unknown, cause?: unknown): never => {
    throw new MoeError(
      'MOE_CHECKPOINT_CORRUPT',
      `${origin}: expected ${expected}, got ${JSON.stringify(got)}; restore the file from its source`,
      { cause },
    );
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    corrupt('JSON', text.slice(0, 40), cause);
  }
  if (!isJsonObject(value)) return corrupt('an object', value);
  if (value['formatVersion'] !== ADAPTER_FORMAT_VERSION)
    throw new MoeError(
      'MOE_CHECKPOINT_VERSION',
      `${origin}: expected formatVersion ${ADAPTER_FORMAT_VERSION}, got ${JSON.stringify(value['formatVersion'])}; use the release of @momq/moe that wrote it`,
    );
  if (value['kind'] !== 'adapters')
    corrupt('adapters on a base (other checkpoints: loadCheckpoint)', value['kind']);
  const { base, mixture, groups, metadata, sha256 } = value;
  const isBase = isJsonObject(base) && typeof base['weightsSha256'] === 'string';
  if (!isBase || !isJsonObject(mixture) || !isJsonObject(metadata) || !isJsonObject(sha256))
    corrupt('base, mixture, metadata and sha256', Object.keys(value));
  const inside = (group: unknown): boolean =>
    isJsonObject(group) && group['file'] === `groups/${String(group['name'])}.safetensors`;
  if (!Array.isArray(groups) || !groups.every(inside))
    corrupt('groups with files groups/<name>.safetensors', groups);
  const named = groups as ManifestGroup[];
  const whole = { ...(mixture as object), groups: named.map(({ file: _, ...group }) => group) };
  validateMixture(whole as unknown as MixtureConfig);
  return value as unknown as AdapterManifest;
}
