import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { MoeError } from '../errors.js';
import { isModelId } from './download-model.js';
import { findLocalModel, localModels } from './local/find-local-model.js';
import { modelCaches } from './local/model-caches.js';
import { ggufFilesOf } from './local/read-folder.js';
import { locateModel, type LocatedModel } from './locate-model.js';
import type { LoadBaseOptions } from './load-base.js';

/** A base's files: a folder in Hugging Face's layout, or a GGUF file. */
export type LocatedBase =
  | ({ readonly kind: 'folder' } & LocatedModel)
  | { readonly kind: 'gguf'; readonly path: string; readonly id: string };

/**
 * Finds a base: a path, the name of a GGUF file that a program on this machine has, or a model of the Hub.
 * @throws MoeError `MOE_BASE_MISSING`, `MOE_BASE_AMBIGUOUS`; for models of the Hub as `locateModel`
 */
export async function locateBase(name: string, options: LoadBaseOptions): Promise<LocatedBase> {
  const path = resolve(name);
  const found = await stat(path).catch(() => null); // what is no path may be a name
  if (found?.isFile() === true) return { kind: 'gguf', path, id: basename(path, '.gguf') };
  if (found?.isDirectory() === true) return inFolder(path);
  const models = await localModels(await modelCaches(options.cacheFolder));
  const local = await findLocalModel(name, models);
  if (local !== null) return { kind: 'gguf', path: local.path, id: name };
  if (isModelId(name)) return { kind: 'folder', ...(await locateModel(name, options)) };
  const have = [...new Set(models.map(({ names }) => names[0]))];
  throw new MoeError(
    'MOE_BASE_MISSING',
    `expected a folder, a GGUF file, a model "organisation/name" of the Hub, or the name of a model that llama.cpp, LM Studio, Ollama or Hugging Face's cache has, got "${name}", which is none of them; check the name` +
      (have.length === 0 ? '' : `. This machine has ${have.slice(0, 12).join(', ')}`),
  );
}

/** A folder with `config.json`, or with one GGUF file and none. */
async function inFolder(folder: string): Promise<LocatedBase> {
  const files = await ggufFilesOf(folder);
  const [only] = files;
  const config = await stat(resolve(folder, 'config.json')).catch(() => null);
  if (config === null && only !== undefined) {
    if (files.length === 1)
      return { kind: 'gguf', path: resolve(folder, only), id: basename(folder) };
    throw new MoeError(
      'MOE_BASE_AMBIGUOUS',
      `expected a folder with one GGUF file, got ${folder} with ${files.slice(0, 8).join(', ')}; give the path of one of them`,
    );
  }
  return { kind: 'folder', folder, id: basename(folder), revision: null };
}
