import { CachePool } from '../cache-pool.js';
import { cacheNames } from '../../../generation/cached-attention.js';
import { floatTensor, type HostTensor } from '../../../numerics/host-tensor.js';
import type { BatchJob } from '../generation-job.js';
import type { LaneBook } from '../lane-book.js';
import { prefixPiece } from '../prompt-piece.js';
import type { StepRunner } from '../step-runner.js';
import type { PrefixCache } from './prefix-cache.js';
import type { PrefixKeys } from './prefix-keys.js';
import { prefixNames, prefixSlots, type SharedPrefix } from './shared-prefix.js';

interface Reading {
  readonly key: string;
  readonly pool: CachePool;
  read: number;
}

/**
 * Finds prefixes, or reads them piece by piece. A prefix is always read the same way, whatever runs beside it and whatever comes after it,
 * and on its own: so an answer has the same bits whether its prefix was kept or not.
 */
export class PrefixReader {
  readonly #runner: StepRunner;
  readonly #lanes: LaneBook;
  readonly #keys: PrefixKeys;
  readonly #cache: PrefixCache;
  #reading: Reading | null = null;

  constructor(runner: StepRunner, lanes: LaneBook, keys: PrefixKeys, cache: PrefixCache) {
    this.#runner = runner;
    this.#lanes = lanes;
    this.#keys = keys;
    this.#cache = cache;
  }

  /**
   * A request's prefix where it is known, else one more piece of it is read.
   * @param inUse prefixes of requests that run
   * @returns the prefix, or how many tokens the pass took
   */
  async advance(
    job: BatchJob,
    inUse: readonly (SharedPrefix | null)[],
  ): Promise<SharedPrefix | number> {
    const key = this.#keys.of(job);
    const total = job.prefix.length;
    let reading = this.#reading?.key === key ? this.#reading : null;
    if (reading === null) {
      const found = inUse.find((each) => each?.key === key) ?? (await this.#cache.get(key, total));
      if (found !== null) return found;
      const pool = new CachePool(this.#lanes.decoder);
      pool.resize(1, prefixSlots(total), []);
      reading = { key, pool, read: 0 };
      this.#reading = reading;
      job.onPrefix?.({ read: 0, total });
    }
    if (reading.read === total) {
      const prefix = this.#finished(reading);
      this.#reading = null;
      this.#cache.add(prefix, { onDisk: job.keepPrefixOnDisk });
      return prefix;
    }
    const { tokens, count } = prefixPiece(job.prefix, reading.read);
    const lanes = this.#lanes.ofPrefix(job.dialect);
    await this.#runner.run(
      {
        first: 0,
        tokens: [tokens],
        starts: [reading.read],
        last: null,
        groupMask: [this.#lanes.mask(lanes, job.dialect)],
      },
      lanes,
      { pool: reading.pool, prefix: null },
    );
    reading.read += count;
    job.onPrefix?.({ read: reading.read, total });
    return tokens.length;
  }

  /** Forgets a prefix that is half read, and ends what runs in the background. */
  async close(): Promise<void> {
    this.#reading = null;
    await this.#cache.close();
  }

  /** The pool's buffers are the prefix: nothing is copied. */
  #finished({ key, pool, read }: Reading): SharedPrefix {
    const { numLayers, numKvHeads, headWidth } = this.#lanes.decoder;
    const caches = pool.view(0, 1);
    const shape = [numKvHeads, pool.slots, headWidth];
    const tensors: Record<string, HostTensor> = {};
    for (let layer = 0; layer < numLayers; layer += 1) {
      const [from, to] = [cacheNames(layer), prefixNames(layer)];
      for (const part of ['key', 'value'] as const)
        tensors[to[part]] = floatTensor(
          (caches[from[part]] as HostTensor).data as Float32Array,
          shape,
        );
    }
    return { key, length: read, slots: pool.slots, tensors };
  }
}
