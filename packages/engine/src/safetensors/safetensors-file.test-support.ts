/** One tensor to be written. */
export interface WrittenTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** Bytes of a typed array. */
export function bytesOf(array: ArrayBufferView<ArrayBuffer>): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/**
 * A safetensors file: https://github.com/huggingface/safetensors#format
 * @param header - replaces what the header would say
 * @param pad - spaces after the header. Default: up to a multiple of 8
 */
export function safetensorsFile(
  tensors: Readonly<Record<string, WrittenTensor>>,
  { header, pad }: { header?: unknown; pad?: number } = {},
): Uint8Array {
  const entries: Record<string, object> = {};
  let offset = 0;
  for (const [name, { dtype, shape, bytes }] of Object.entries(tensors)) {
    entries[name] = { dtype, shape, data_offsets: [offset, offset + bytes.length] };
    offset += bytes.length;
  }
  const text = typeof header === 'string' ? header : JSON.stringify(header ?? entries);
  const spaces = pad ?? (8 - (Buffer.byteLength(text) % 8)) % 8;
  const head = Buffer.from(text + ' '.repeat(spaces));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(head.length));
  return Buffer.concat([length, head, ...Object.values(tensors).map(({ bytes }) => bytes)]);
}
