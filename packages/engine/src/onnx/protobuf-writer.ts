const VARINT = 0;
const BYTES = 2;
const FIXED32 = 5;
/** Byte sequences shorter than this are gathered instead of kept as chunks of their own. */
const SMALL = 64;
const utf8 = new TextEncoder();

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false;
  return true;
}

/**
 * Writes Protocol Buffers messages into a list of byte chunks; large arrays are referenced, not copied, until
 * {@link ProtobufWriter.finish}. Source: https://protobuf.dev/programming-guides/encoding/
 */
export class ProtobufWriter {
  readonly #chunks: Uint8Array[] = [];
  #small: number[] = [];
  #byteLength = 0;

  /** Field of an integer type. Accepts negative values, as int64 does. */
  integer(field: number, value: number | bigint): this {
    this.#tag(field, VARINT);
    this.#varint(value);
    return this;
  }

  /** Repeated integer field, packed. */
  integers(field: number, values: readonly (number | bigint)[]): this {
    const packed = new ProtobufWriter();
    for (const value of values) packed.#varint(value);
    return this.message(field, packed);
  }

  /** Field of type float. */
  float(field: number, value: number): this {
    this.#tag(field, FIXED32);
    this.#append(new Uint8Array(new Float32Array([value]).buffer));
    return this;
  }

  /** Field of type string. */
  string(field: number, value: string): this {
    if (value.length >= SMALL || !isAscii(value)) return this.bytes(field, utf8.encode(value));
    this.#tag(field, BYTES);
    this.#small.push(value.length);
    for (let index = 0; index < value.length; index++) this.#small.push(value.charCodeAt(index));
    return this;
  }

  /** Field of type bytes. */
  bytes(field: number, value: Uint8Array): this {
    this.#tag(field, BYTES);
    this.#varint(value.length);
    this.#append(value);
    return this;
  }

  /** Field that holds another message. */
  message(field: number, value: ProtobufWriter): this {
    this.#tag(field, BYTES);
    this.#varint(value.#byteLength + value.#small.length);
    if (value.#chunks.length > 0) {
      value.#flush();
      for (const chunk of value.#chunks) this.#append(chunk);
    } else {
      for (const byte of value.#small) this.#small.push(byte);
    }
    return this;
  }

  /** The encoded message. */
  finish(): Uint8Array {
    this.#flush();
    const result = new Uint8Array(this.#byteLength);
    let offset = 0;
    for (const chunk of this.#chunks) {
      result.set(chunk, offset);
      offset += chunk.length;
    }
    return result;
  }

  #tag(field: number, wireType: number): void {
    this.#varint((field << 3) | wireType);
  }

  #varint(value: number | bigint): void {
    if (typeof value === 'number' && value >= 0 && value <= 0x7fffffff) {
      let rest = value;
      for (; rest > 127; rest >>= 7) this.#small.push((rest & 127) | 128);
      this.#small.push(rest);
      return;
    }
    let rest = BigInt.asUintN(64, BigInt(value));
    for (; rest > 127n; rest >>= 7n) this.#small.push(Number(rest & 127n) | 128);
    this.#small.push(Number(rest));
  }

  #append(bytes: Uint8Array): void {
    if (bytes.length < SMALL) {
      this.#small.push(...bytes);
      return;
    }
    this.#flush();
    this.#chunks.push(bytes);
    this.#byteLength += bytes.length;
  }

  #flush(): void {
    if (this.#small.length === 0) return;
    this.#chunks.push(Uint8Array.from(this.#small));
    this.#byteLength += this.#small.length;
    this.#small = [];
  }
}
