/** What a safetensors file says of a tensor. */
export interface SafetensorsEntry<Dtype extends string = string> {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** First byte and the one after the last, from the end of the header. */
  readonly data_offsets: readonly [number, number];
}

/**
 * The start of a safetensors file: the header's length in 8 bytes and the JSON header, with spaces after it that align the
 * data to 8 bytes. https://github.com/huggingface/safetensors#format
 * @param metadata free text by key; none is written when empty
 */
export function encodeSafetensorsHeader(
  entries: Readonly<Record<string, SafetensorsEntry>>,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const hasMetadata = Object.keys(metadata).length > 0;
  const header = { ...(hasMetadata ? { __metadata__: metadata } : {}), ...entries };
  const json = Buffer.from(JSON.stringify(header));
  const padded = Math.ceil(json.length / 8) * 8;
  const start = Buffer.alloc(8 + padded, ' ');
  start.writeBigUInt64LE(BigInt(padded));
  json.copy(start, 8);
  return start;
}
