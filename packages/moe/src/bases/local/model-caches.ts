/* eslint-disable no-restricted-properties -- the places of other programs' caches are agreed upon through environment variables */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { hubSettings } from '../hub-settings.js';
import type { LocalModel, ModelCache } from './local-model.js';
import { filesBelow, foldersOf, ggufFilesOf } from './read-folder.js';

type Found = Omit<LocalModel, 'source'>;

function variable(name: string): string | undefined {
  const value = process.env[name];
  return value === undefined || value === '' ? undefined : value;
}

function stem(file: string): string {
  return file.replace(/\.gguf$/i, '');
}

/** `<name>/<file>.gguf`: what `reference/qwen` fetches, and what one puts there. */
function ownBases(): ModelCache {
  const folder = variable('MOMQ_BASES') ?? join(homedir(), '.cache', 'momq', 'bases');
  return {
    source: 'MoMQ',
    folders: [folder],
    async list(root) {
      const found: Found[] = [];
      for (const name of await foldersOf(root)) {
        const files = await ggufFilesOf(join(root, name));
        for (const file of files)
          found.push({
            path: join(root, name, file),
            names: files.length === 1 ? [name, stem(file)] : [stem(file)],
          });
      }
      return found;
    },
  };
}

/** `<organisation>_<repository>_<file>.gguf`, where any part may hold the sign that parts them. */
function llamaCpp(): ModelCache {
  const { platform } = process;
  const caches =
    platform === 'darwin'
      ? join(homedir(), 'Library', 'Caches')
      : platform === 'win32'
        ? (variable('LOCALAPPDATA') ?? join(homedir(), 'AppData', 'Local'))
        : (variable('XDG_CACHE_HOME') ?? join(homedir(), '.cache'));
  return {
    source: 'llama.cpp',
    folders: [variable('LLAMA_CACHE') ?? join(caches, 'llama.cpp')],
    async list(root) {
      return (await ggufFilesOf(root)).map((file) => {
        const parts = stem(file).split('_');
        const tails = [1, 2]
          .map((from) => parts.slice(from).join('_'))
          .filter((name) => name !== '');
        return { path: join(root, file), names: [stem(file), ...tails] };
      });
    },
  };
}

/** `<publisher>/<repository>/<file>.gguf`. */
function lmStudio(): ModelCache {
  const home = homedir();
  return {
    source: 'LM Studio',
    folders: [
      ...lmStudioHome(home),
      join(home, '.lmstudio', 'models'),
      join(home, '.cache', 'lm-studio', 'models'),
    ],
    async list(root) {
      const found: Found[] = [];
      for (const publisher of await foldersOf(root))
        for (const repository of await foldersOf(join(root, publisher))) {
          const folder = join(root, publisher, repository);
          found.push(...inRepository(folder, await ggufFilesOf(folder), [publisher, repository]));
        }
      return found;
    },
  };
}

/** The folder that LM Studio was moved to, from the file in which it notes it. */
function lmStudioHome(home: string): string[] {
  try {
    return [join(readFileSync(join(home, '.lmstudio-home-pointer'), 'utf8').trim(), 'models')];
  } catch {
    return []; // it was not moved
  }
}

/** Files of a repository: named by it too when there is only one. */
function inRepository(
  folder: string,
  files: readonly string[],
  [organisation, repository]: readonly [string, string],
): Found[] {
  return files.map((file) => ({
    path: join(folder, file),
    names: [
      `${organisation}/${repository}/${file}`,
      stem(file),
      ...(files.length === 1 ? [`${organisation}/${repository}`, repository] : []),
    ],
  }));
}

const OLLAMA_MODEL = 'application/vnd.ollama.image.model';

/** `manifests/<registry>/<namespace>/<model>/<tag>` name a file in `blobs`. */
function ollama(): ModelCache {
  return {
    source: 'Ollama',
    folders: [
      variable('OLLAMA_MODELS') ?? join(homedir(), '.ollama', 'models'),
      '/usr/share/ollama/.ollama/models',
    ],
    async list(root) {
      const found: Found[] = [];
      for (const way of await filesBelow(join(root, 'manifests'), 4)) {
        const [registry, ...rest] = way;
        const [tag, model] = [rest.at(-1), rest.at(-2)];
        if (registry === undefined || tag === undefined || model === undefined) continue;
        const digest = await ollamaDigest(join(root, 'manifests', ...way));
        if (digest === null) continue;
        const space = rest.slice(0, -2).join('/');
        const home = registry === 'registry.ollama.ai' ? '' : `${registry}/`;
        const prefix = space === 'library' || space === '' ? home : `${home}${space}/`;
        found.push({
          path: join(root, 'blobs', `sha256-${digest}`),
          names: [`${prefix}${model}:${tag}`, ...(tag === 'latest' ? [`${prefix}${model}`] : [])],
        });
      }
      return found;
    },
  };
}

/** Digest of the model's file that a manifest names; null for a manifest of something else. */
async function ollamaDigest(path: string): Promise<string | null> {
  try {
    const { layers = [] } = JSON.parse(await readFile(path, 'utf8')) as {
      readonly layers?: readonly { readonly mediaType?: string; readonly digest?: string }[];
    };
    const digest = layers.find(({ mediaType }) => mediaType === OLLAMA_MODEL)?.digest;
    return /^sha256:([0-9a-f]{64})$/.exec(digest ?? '')?.[1] ?? null;
  } catch {
    return null; // a file that Ollama is writing, or another program's
  }
}

/** `models--<organisation>--<name>/snapshots/<commit>/<file>.gguf`. */
async function huggingFace(cacheFolder?: string): Promise<ModelCache> {
  const settings = await hubSettings(cacheFolder === undefined ? {} : { cacheFolder });
  return {
    source: 'Hugging Face',
    folders: [settings.cacheFolder],
    async list(root) {
      const found: Found[] = [];
      for (const model of await foldersOf(root)) {
        const [, organisation, name] = /^models--(.+?)--(.+)$/.exec(model) ?? [];
        if (organisation === undefined || name === undefined) continue;
        const snapshots = join(root, model, 'snapshots');
        for (const commit of await foldersOf(snapshots)) {
          const folder = join(snapshots, commit);
          found.push(...inRepository(folder, await ggufFilesOf(folder), [organisation, name]));
        }
      }
      return found;
    },
  };
}

/**
 * The caches in which people have GGUF files, in the order in which they are asked: MoMQ's own (`MOMQ_BASES`, `~/.cache/momq/bases`),
 * llama.cpp (`LLAMA_CACHE`), LM Studio, Ollama (`OLLAMA_MODELS`), Hugging Face (`HF_HUB_CACHE`, `HF_HOME`).
 */
export async function modelCaches(hubFolder?: string): Promise<ModelCache[]> {
  return [ownBases(), llamaCpp(), lmStudio(), ollama(), await huggingFace(hubFolder)];
}
