import { mkdir, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../../../checkpoint/atomic-file.js';
import type { DecoderConfig } from '../../../config/decoder-config.js';
import { decodePrefix, encodePrefix } from './prefix-file.js';
import type { SharedPrefix } from './shared-prefix.js';

const EXTENSION = '.prefix';
/** Age after which a file that a program left half-written is removed, in milliseconds. */
const ABANDONED_MS = 3_600_000;

/** Prefixes on disk, a file each, bounded in bytes; those that were not used for longest go first. */
export class PrefixFolder {
  readonly #folder: string;
  readonly #maxBytes: number;
  #writes: Promise<void> = Promise.resolve();
  #warned = false;

  constructor(folder: string, maxBytes: number) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  /** A prefix that was written before, or null; a file that cannot be used counts as none. */
  async read(
    key: string,
    of: { readonly length: number; readonly config: DecoderConfig },
  ): Promise<SharedPrefix | null> {
    const path = this.#path(key);
    const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') this.#warn('read', error);
      return null;
    });
    const prefix = bytes === null ? null : decodePrefix(bytes, { key, ...of });
    const now = new Date();
    if (prefix !== null) await utimes(path, now, now).catch(() => undefined); // another program removed it
    return prefix;
  }

  /** Writes a prefix in the background, in place of a file of its name. A disk that refuses it costs time only, and a warning. */
  write(prefix: SharedPrefix): void {
    this.#writes = this.#writes.then(() =>
      this.#write(prefix).catch((error: Error) => {
        this.#warn('write', error);
      }),
    );
  }

  /** Waits for what is being written. */
  settled(): Promise<void> {
    return this.#writes;
  }

  async #write(prefix: SharedPrefix): Promise<void> {
    const bytes = encodePrefix(prefix);
    if (bytes.length > this.#maxBytes) return;
    // what a prompt says can be guessed from its keys and values: for the user's eyes only
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeFileAtomically(this.#path(prefix.key), bytes);
    await this.#prune();
  }

  async #prune(): Promise<void> {
    const kept: { path: string; size: number; mtimeMs: number }[] = [];
    for (const name of await readdir(this.#folder)) {
      const path = join(this.#folder, name);
      const found = await stat(path).catch(() => null); // another program removed it
      if (found === null) continue;
      if (name.endsWith(EXTENSION)) kept.push({ path, ...pick(found) });
      else if (/\.prefix\.\d+\.tmp$/.test(name) && Date.now() - found.mtimeMs > ABANDONED_MS)
        await rm(path, { force: true });
    }
    let bytes = kept.reduce((sum, { size }) => sum + size, 0);
    for (const { path, size } of kept.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
      if (bytes <= this.#maxBytes) break;
      await rm(path, { force: true });
      bytes -= size;
    }
  }

  #path(key: string): string {
    return join(this.#folder, `${key}${EXTENSION}`);
  }

  #warn(what: 'read' | 'write', error: Error): void {
    if (this.#warned) return;
    this.#warned = true;
    process.emitWarning(
      `expected to ${what} prefixes in ${this.#folder}, got: ${error.message}. They are computed again in every program; name another folder, or set prefixCache.folder to false.`,
      'MomqPrefixCacheWarning',
    );
  }
}

function pick({ size, mtimeMs }: { readonly size: number; readonly mtimeMs: number }): {
  size: number;
  mtimeMs: number;
} {
  return { size, mtimeMs };
}
