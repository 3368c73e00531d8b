import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MoeError } from '../errors.js';
import { loadTokenizer } from '../tokenizer/load-tokenizer.js';
import type { TextTokenizer } from '../tokenizer/text-tokenizer.js';
import { parseBaseConfig } from './base-config.js';
import { BaseWeights } from './base-weights.js';
import type { Base } from './base.js';
import { corruptBase } from './config-fields.js';
import type { DownloadOptions } from './download-model.js';
import { locateModel, type LocatedModel } from './locate-model.js';
import { specialTokens } from './special-tokens.js';
import { weightsDigest } from './weights-digest.js';

/** Settings of `loadBase`; those of the download only matter for `org/name`. */
export type LoadBaseOptions = DownloadOptions;

/**
 * Opens a base: a folder in Hugging Face's layout (`config.json`, `*.safetensors`, `tokenizer.json`), or a model of the Hub,
 * which is downloaded into the cache that Hugging Face's Python library shares.
 * Supported: Qwen2/2.5, Llama 2 and 3, CodeLlama, Mistral; anything the decoder would compute differently is refused.
 *
 * @param folderOrId a path that exists, or `org/name`
 * @throws MoeError `MOE_BASE_MISSING`, `MOE_BASE_CORRUPT`, `MOE_BASE_UNSUPPORTED`; for models of the Hub also `MOE_MODEL_NOT_FOUND`,
 * `MOE_MODEL_GATED`, `MOE_OFFLINE`, `MOE_DOWNLOAD_FAILED`, `MOE_DOWNLOAD_CORRUPT`, `MOE_DISK_FULL`, `MOE_ABORTED`
 * @example
 * ```ts
 * const base = await loadBase('Qwen/Qwen2.5-Coder-0.5B', { progress: true });
 * const model = jit(({ tokens }, weights) => ({ outputs: { logits: languageModel(weights, base.config, { tokens }).logits } }),
 *   { constants: base.constants() });
 * ```
 */
export async function loadBase(folderOrId: string, options: LoadBaseOptions = {}): Promise<Base> {
  return openBase(await locateModel(folderOrId, options));
}

async function openBase({ folder, id, revision }: LocatedModel): Promise<Base> {
  const configPath = join(folder, 'config.json');
  const json = await readJson(configPath);
  if (json === null)
    throw new MoeError(
      'MOE_BASE_MISSING',
      `${configPath}: expected the config of a base, got no file; check the path, or fetch the base again`,
    );
  const weights = await BaseWeights.open(folder, parseBaseConfig(json, configPath));
  const generation = await readJson(join(folder, 'generation_config.json'));
  let tokenizer: Promise<TextTokenizer> | undefined;
  let digest: Promise<string> | undefined;
  return {
    id,
    revision,
    folder,
    config: weights.config,
    specialTokens: specialTokens([generation, json]),
    weightNames: () => weights.names(),
    parameters: (names) => weights.read(names),
    constants: () => weights.constants(),
    tokenizer: () => (tokenizer ??= loadTokenizer(folder, weights.config.vocabularySize)),
    weightsSha256: () => (digest ??= weightsDigest(weights.files)),
  };
}

/** A parsed JSON file, or null when it does not exist. @throws MoeError `MOE_BASE_CORRUPT` */
async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw cause;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    corruptBase(path, 'JSON', 'text that does not parse', cause);
  }
}
