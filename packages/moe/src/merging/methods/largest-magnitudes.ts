/** Buckets of the first pass: the upper 16 bits of a float's magnitude. */
const BUCKETS = 1 << 15;

/**
 * Finds the magnitude of the k-th largest of many float32 numbers that come in pieces, with two counting passes.
 *
 * The bit pattern of a float's magnitude grows with the magnitude, so its upper half picks a bucket and its lower half
 * a place in that bucket: exact, in constant memory, at the price of seeing the numbers twice.
 */
export class MagnitudeSelection {
  readonly #k: number;
  readonly #upper = new Float64Array(BUCKETS);
  readonly #lower = new Float64Array(1 << 16);
  #bucket = -1;
  #above = 0;

  /** @param k - how many numbers are kept, at least 1 */
  constructor(k: number) {
    this.#k = k;
  }

  /** First pass. */
  count(values: Float32Array): void {
    const bits = bitsOf(values);
    const upper = this.#upper;
    for (let i = 0; i < bits.length; i += 1) {
      const bucket = ((bits[i] as number) & 0x7fffffff) >>> 16;
      upper[bucket] = (upper[bucket] as number) + 1;
    }
  }

  /** Second pass, over the same numbers. */
  refine(values: Float32Array): void {
    this.#chooseBucket();
    const bits = bitsOf(values);
    const lower = this.#lower;
    for (let i = 0; i < bits.length; i += 1) {
      const magnitude = (bits[i] as number) & 0x7fffffff;
      if (magnitude >>> 16 !== this.#bucket) continue;
      const place = magnitude & 0xffff;
      lower[place] = (lower[place] as number) + 1;
    }
  }

  /**
   * The threshold: numbers with larger magnitude bits are kept, and of those that equal it the first `ties`.
   */
  threshold(): { readonly magnitudeBits: number; readonly ties: number } {
    this.#chooseBucket();
    let above = this.#above;
    for (let place = 0xffff; place >= 0; place -= 1) {
      const here = this.#lower[place] as number;
      if (above + here >= this.#k)
        return { magnitudeBits: this.#bucket * 65536 + place, ties: this.#k - above };
      above += here;
    }
    return { magnitudeBits: 0, ties: Infinity };
  }

  #chooseBucket(): void {
    if (this.#bucket >= 0) return;
    let above = 0;
    for (let bucket = BUCKETS - 1; bucket >= 0; bucket -= 1) {
      const here = this.#upper[bucket] as number;
      if (above + here >= this.#k) {
        [this.#bucket, this.#above] = [bucket, above];
        return;
      }
      above += here;
    }
    this.#bucket = 0;
    this.#above = above;
  }
}

function bitsOf(values: Float32Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length);
}
