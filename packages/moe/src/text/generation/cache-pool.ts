import { floatTensor, type HostTensor } from '../../numerics/host-tensor.js';
import type { DecoderConfig } from '../../config/decoder-config.js';
import { cacheNames } from '../../generation/cached-attention.js';

/**
 * The key-value caches of all rows: per layer two buffers (rows, Hkv, slots, dh). Neighbouring rows are one piece of memory, so a
 * graph for n rows works on the first n of them, or on any single one, where they lie.
 */
export class CachePool {
  readonly #config: DecoderConfig;
  #rows = 0;
  #slots = 0;
  #buffers = new Map<string, Float32Array>();

  constructor(config: DecoderConfig) {
    this.#config = config;
  }

  /** Rows there are. */
  get rows(): number {
    return this.#rows;
  }

  /** Tokens that a row has room for. */
  get slots(): number {
    return this.#slots;
  }

  /**
   * Makes the pool as large as asked for and keeps what the rows hold; earlier views are void then.
   * @param used tokens that each row holds
   * @returns whether it moved
   */
  resize(rows: number, slots: number, used: readonly number[]): boolean {
    if (rows === this.#rows && slots === this.#slots) return false;
    const { numKvHeads: heads, headWidth } = this.#config;
    const before = { buffers: this.#buffers, slots: this.#slots };
    this.#buffers = new Map();
    for (const name of this.#names()) {
      const next = new Float32Array(rows * heads * slots * headWidth);
      const old = before.buffers.get(name);
      if (old !== undefined)
        used.forEach((length, row) => {
          for (let head = row * heads; head < (row + 1) * heads; head += 1) {
            const start = head * before.slots * headWidth;
            next.set(old.subarray(start, start + length * headWidth), head * slots * headWidth);
          }
        });
      this.#buffers.set(name, next);
    }
    this.#rows = rows;
    this.#slots = slots;
    return true;
  }

  /** The caches of `count` rows from `first` on, by the names that the attention reads: (count, Hkv, slots, dh). */
  view(first: number, count: number): Record<string, HostTensor> {
    const { numKvHeads, headWidth } = this.#config;
    const size = numKvHeads * this.#slots * headWidth;
    const shape = [count, numKvHeads, this.#slots, headWidth];
    return Object.fromEntries(
      [...this.#buffers].map(([name, buffer]) => [
        name,
        floatTensor(buffer.subarray(first * size, (first + count) * size), shape),
      ]),
    );
  }

  /** Copies the tokens `start` to `end` of a row to another row. */
  copy(
    from: number,
    to: number,
    { start, end }: { readonly start: number; readonly end: number },
  ): void {
    if (from === to) return;
    const { numKvHeads: heads, headWidth } = this.#config;
    for (const buffer of this.#buffers.values())
      for (let head = 0; head < heads; head += 1) {
        const place = (row: number): number =>
          ((row * heads + head) * this.#slots + start) * headWidth;
        buffer.copyWithin(place(to), place(from), place(from) + (end - start) * headWidth);
      }
  }

  #names(): string[] {
    return Array.from({ length: this.#config.numLayers }, (_, layer) => cacheNames(layer)).flatMap(
      ({ key, value }) => [key, value],
    );
  }
}
