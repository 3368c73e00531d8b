import { appendFile, mkdir, open, readFile, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a vector lies: a slab, and a range of it. */
interface Place {
  readonly slab: Float32Array;
  readonly start: number;
  readonly length: number;
}

/**
 * Vectors by key, kept in memory and appended to two files (`<name>.jsonl` keys and places, `<name>.f32` numbers),
 * so that text is encoded once over all runs. A half-written tail is ignored.
 *
 * Numbers lie in few large slabs: an array per key would cost the garbage collector more than training itself.
 */
export class VectorStore {
  readonly #places = new Map<string, Place>();
  readonly #keysPath: string;
  readonly #numbersPath: string;
  #end = 0;

  private constructor(folder: string, name: string) {
    this.#keysPath = join(folder, `${name}.jsonl`);
    this.#numbersPath = join(folder, `${name}.f32`);
  }

  static async open(folder: string, name: string): Promise<VectorStore> {
    await mkdir(folder, { recursive: true });
    const store = new VectorStore(folder, name);
    const size = await stat(store.#numbersPath).then(
      (found) => found.size,
      () => 0,
    );
    store.#end = size - (size % 4);
    if (store.#end < size) await truncate(store.#numbersPath, store.#end);
    if (store.#end > 0) await store.#read(store.#end);
    return store;
  }

  /** A view of the vector; undefined when it was never added. */
  get(key: string): Float32Array | undefined {
    const place = this.#places.get(key);
    return place?.slab.subarray(place.start, place.start + place.length);
  }

  has(key: string): boolean {
    return this.#places.has(key);
  }

  /** Remembers and appends; numbers first, so that a key never points past the end. */
  async add(entries: readonly (readonly [string, Float32Array])[]): Promise<void> {
    const fresh = entries.filter(([key]) => !this.#places.has(key));
    const slab = new Float32Array(fresh.reduce((sum, [, vector]) => sum + vector.length, 0));
    let start = 0;
    const lines = fresh.map(([key, vector]) => {
      slab.set(vector, start);
      this.#places.set(key, { slab, start, length: vector.length });
      const line = `${JSON.stringify([key, this.#end + start * 4, vector.byteLength])}\n`;
      start += vector.length;
      return line;
    });
    await appendFile(this.#numbersPath, new Uint8Array(slab.buffer));
    this.#end += slab.byteLength;
    await appendFile(this.#keysPath, lines.join(''));
  }

  async #read(size: number): Promise<void> {
    const slab = new Float32Array(size / 4);
    const bytes = new Uint8Array(slab.buffer);
    const file = await open(this.#numbersPath);
    try {
      for (let offset = 0; offset < bytes.length;) {
        const { bytesRead } = await file.read(
          bytes,
          offset,
          Math.min(readBytes, bytes.length - offset),
          offset,
        );
        if (bytesRead === 0) break;
        offset += bytesRead;
      }
    } finally {
      await file.close();
    }
    for (const line of (await readFile(this.#keysPath, 'utf8')).split('\n').slice(0, -1)) {
      const [key, offset, length] = JSON.parse(line) as [string, number, number];
      if (offset + length <= size)
        this.#places.set(key, { slab, start: offset / 4, length: length / 4 });
    }
  }
}

const readBytes = 64 * 2 ** 20;
