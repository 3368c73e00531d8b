/** A value of a GGUF file's metadata; 64-bit integers are exact up to 2^53. */
export type GgufValue =
  number | boolean | string | readonly GgufValue[] | Float32Array | Int32Array | Uint32Array;

/** Thrown where the bytes at hand end; the reader fetches more, or finds that the file has no more. */
export class OutOfBytes extends Error {}

/** Thrown where bytes cannot be what the format says. */
export class NotGguf extends Error {}

const UTF8 = new TextDecoder();
const MAX_DEPTH = 4;

/** Reads the little-endian values of a GGUF header one after the other. */
export class GgufValues {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Bytes read so far. */
  get position(): number {
    return this.#at;
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  /** @throws NotGguf above 2^53 */
  uint64(): number {
    const value = this.#view.getBigUint64(this.#take(8), true);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new NotGguf(`a count of ${value}`);
    return Number(value);
  }

  string(): string {
    const length = this.uint64();
    const start = this.#take(length);
    return UTF8.decode(this.#bytes.subarray(start, start + length));
  }

  /** A value of a type of `gguf_type` in ggml's gguf.h. */
  value(type: number, depth = 0): GgufValue {
    const view = this.#view;
    switch (type) {
      case 0:
        return view.getUint8(this.#take(1));
      case 1:
        return view.getInt8(this.#take(1));
      case 2:
        return view.getUint16(this.#take(2), true);
      case 3:
        return view.getInt16(this.#take(2), true);
      case 4:
        return this.uint32();
      case 5:
        return view.getInt32(this.#take(4), true);
      case 6:
        return view.getFloat32(this.#take(4), true);
      case 7:
        return view.getUint8(this.#take(1)) !== 0;
      case 8:
        return this.string();
      case 9:
        return this.#list(depth);
      case 10:
        return this.uint64();
      case 11:
        return Number(view.getBigInt64(this.#take(8), true));
      case 12:
        return view.getFloat64(this.#take(8), true);
      default:
        throw new NotGguf(`a value of type ${type}`);
    }
  }

  #list(depth: number): GgufValue {
    if (depth >= MAX_DEPTH) throw new NotGguf('lists in lists in lists');
    const type = this.uint32();
    const length = this.uint64();
    // the lists of a vocabulary's length as typed arrays
    const Typed = { 4: Uint32Array, 5: Int32Array, 6: Float32Array }[type];
    if (Typed !== undefined) {
      const start = this.#take(4 * length);
      return new Typed(this.#bytes.slice(start, start + 4 * length).buffer);
    }
    if (length > this.#bytes.length - this.#at) throw new OutOfBytes(); // every value has a byte
    const values: GgufValue[] = [];
    for (let i = 0; i < length; i += 1) values.push(this.value(type, depth + 1));
    return values;
  }

  /** Start of the next `length` bytes, which count as read. */
  #take(length: number): number {
    const start = this.#at;
    if (start + length > this.#bytes.length) throw new OutOfBytes();
    this.#at = start + length;
    return start;
  }
}
