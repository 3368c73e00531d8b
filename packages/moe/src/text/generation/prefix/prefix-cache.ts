import { cacheRoot } from '../../../checkpoint/cache-root.js';
import type { DecoderConfig } from '../../../config/decoder-config.js';
import { MoeError } from '../../../errors.js';
import { PrefixFolder } from './prefix-folder.js';
import { prefixBytes, type SharedPrefix } from './shared-prefix.js';

/** Where prefixes are kept, and how many. */
export interface PrefixCacheOptions {
  /** Most bytes in memory, besides prefixes in use. Default 256 MiB: ten of 1,000 tokens for a base of half a billion parameters. */
  readonly memoryBytes?: number;
  /**
   * Folder for other programs and later runs; false: memory only. Default: `prefixes` in the environment's `MOMQ_CACHE_DIR`, else in
   * `~/.cache/momq`. A model whose weights are given in memory keeps none on disk.
   */
  readonly folder?: string | false;
  /** Most bytes of that folder. Default 1 GiB. */
  readonly diskBytes?: number;
}

/** Options with defaults filled in. @param known whether the weights can be told apart from others. @throws MoeError `MOE_BAD_CONFIG` */
export function prefixCacheOptions(
  { prefixCache = {} }: { readonly prefixCache?: PrefixCacheOptions },
  known: boolean,
): Required<PrefixCacheOptions> {
  const { memoryBytes = 256 * MEBIBYTE, diskBytes = 1024 * MEBIBYTE, folder } = prefixCache;
  for (const [name, value] of Object.entries({ memoryBytes, diskBytes }))
    if (!(value >= 0))
      throw new MoeError(
        'MOE_BAD_CONFIG',
        `expected prefixCache.${name} as a number of at least 0, got ${value}; leave it out for the default`,
      );
  return {
    memoryBytes,
    diskBytes,
    folder: known ? (folder ?? cacheRoot('prefixes')) : false,
  };
}

const MEBIBYTE = 2 ** 20;

/** Keys and values of prefixes in memory and on disk; those that were not used for longest go first. */
export class PrefixCache {
  readonly #config: DecoderConfig;
  readonly #memoryBytes: number;
  readonly #folder: PrefixFolder | null;
  readonly #kept = new Map<string, SharedPrefix>();
  #bytes = 0;

  /** @param folder null: memory only */
  constructor(config: DecoderConfig, options: Required<PrefixCacheOptions>) {
    this.#config = config;
    this.#memoryBytes = options.memoryBytes;
    this.#folder =
      options.folder === false ? null : new PrefixFolder(options.folder, options.diskBytes);
  }

  /** The prefix of that key, or null when it has to be read. @param length tokens */
  async get(key: string, length: number): Promise<SharedPrefix | null> {
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      this.#kept.delete(key); // the most recent one comes last
      this.#kept.set(key, kept);
      return kept;
    }
    const found = (await this.#folder?.read(key, { length, config: this.#config })) ?? null;
    if (found !== null) this.#keep(found);
    return found;
  }

  /** Keeps a prefix that was read. @param options `onDisk`: whether in the folder too */
  add(prefix: SharedPrefix, { onDisk }: { readonly onDisk: boolean }): void {
    this.#keep(prefix);
    if (onDisk) this.#folder?.write(prefix);
  }

  /** Waits for what is being written, and lets go of what is in memory. */
  async close(): Promise<void> {
    await this.#folder?.settled();
    this.#kept.clear();
    this.#bytes = 0;
  }

  #keep(prefix: SharedPrefix): void {
    this.#kept.set(prefix.key, prefix);
    this.#bytes += prefixBytes(prefix);
    for (const [key, each] of this.#kept) {
      if (this.#bytes <= this.#memoryBytes) break;
      this.#kept.delete(key);
      this.#bytes -= prefixBytes(each);
    }
  }
}
