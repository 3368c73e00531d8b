import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmitWarning } from '../session/engine-warning.js';
import { decodeCacheFile, encodeCacheFile, type CachedGraph } from './cache-file.js';
import { pruneCache } from './prune-cache.js';

/**
 * Folder of graphs as ONNX Runtime optimised them, so that a second process need not do that again. Constants in files
 * stay references. Files appear whole or not at all (written beside, then renamed), so processes can share a folder; a
 * file that cannot be used is reported once and written anew.
 */
export class GraphCache {
  readonly #folder: string;
  readonly #warn: EmitWarning;

  constructor(folder: string, warn: EmitWarning) {
    this.#folder = folder;
    this.#warn = warn;
  }

  /** What is kept under a key; `undefined` when there is nothing that can be used. */
  async load(key: string): Promise<CachedGraph | undefined> {
    const path = this.#path(key);
    let file: Uint8Array;
    try {
      file = await readFile(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.reject(key, String(error));
      return undefined;
    }
    const cached = decodeCacheFile(file);
    if (typeof cached !== 'string') return cached;
    this.reject(key, cached);
    return undefined;
  }

  /** Reports that a file cannot be used; the graph is compiled again and the file replaced. */
  reject(key: string, reason: string): void {
    this.#warn('CACHE_UNUSABLE', `${this.#path(key)}: ignored, because ${reason}. It is rebuilt.`);
  }

  /**
   * A path for ONNX Runtime to write an optimised model to; `undefined`, with a warning, when the folder is not writable.
   */
  async reserve(key: string): Promise<string | undefined> {
    const path = join(this.#folder, `.${key.slice(0, 16)}.${randomUUID()}.tmp`);
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(path, '');
      return path;
    } catch (error) {
      this.#warn(
        'CACHE_UNUSABLE',
        `${this.#folder}: nothing is kept, because ${String(error)}. Choose another cacheFolder.`,
      );
      return undefined;
    }
  }

  /** Takes over what ONNX Runtime wrote to a reserved path, with a description in one line. */
  async store(key: string, reserved: string, description: string): Promise<void> {
    try {
      const model = await readFile(reserved);
      await writeFile(reserved, encodeCacheFile({ description, model }));
      await rename(reserved, this.#path(key));
      await pruneCache(this.#folder);
    } catch (error) {
      this.#warn(
        'CACHE_UNUSABLE',
        `${this.#path(key)}: not written, because ${String(error)}. Free disk space, or choose another cacheFolder.`,
      );
      await this.discard(reserved);
    }
  }

  /** Removes what lies at a reserved path. */
  async discard(reserved: string): Promise<void> {
    await rm(reserved, { force: true });
  }

  #path(key: string): string {
    return join(this.#folder, `${key}.graph`);
  }
}
