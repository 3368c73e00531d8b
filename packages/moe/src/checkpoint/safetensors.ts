import { MoeError } from '../errors.js';
import { floatTensor, type HostParameters } from '../numerics/host-tensor.js';
import { fromFloat16, toFloat16 } from './float16.js';
import { encodeSafetensorsHeader, type SafetensorsEntry } from './safetensors-header.js';

/** Number format of stored weights. */
export type StorageFormat = 'float32' | 'float16';

type HeaderEntry = SafetensorsEntry<'F32' | 'F16'>;

const BYTES = { F32: 4, F16: 2 } as const;

/**
 * Weights as one safetensors file (8-byte header length, JSON header, data), names in order, data aligned to 8 bytes.
 * https://github.com/huggingface/safetensors#format
 */
export function encodeSafetensors(
  parameters: HostParameters,
  storage: StorageFormat = 'float32',
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const names = Object.keys(parameters).sort();
  const dtype = storage === 'float32' ? 'F32' : 'F16';
  const entries: Record<string, HeaderEntry> = {};
  let offset = 0;
  for (const name of names) {
    const { data, shape } = parameters[name] as HostParameters[string];
    if (!(data instanceof Float32Array))
      throw new MoeError(
        'MOE_BAD_INPUT',
        `expected float32 weights, got ${name} as int32; only weights are stored`,
      );
    const end = offset + data.length * BYTES[dtype];
    entries[name] = { dtype, shape, data_offsets: [offset, end] };
    offset = end;
  }
  const header = encodeSafetensorsHeader(entries, metadata);
  const file = new Uint8Array(header.length + offset);
  file.set(header);
  let position = header.length;
  for (const name of names) {
    const data = (parameters[name] as HostParameters[string]).data as Float32Array;
    const bytes = storage === 'float32' ? data : toFloat16(data);
    file.set(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), position);
    position += bytes.byteLength;
  }
  return file;
}

/**
 * Reads a safetensors file of float weights; F16 becomes float32.
 * @param origin file name for messages
 * @throws MoeError `MOE_CHECKPOINT_CORRUPT` when anything does not add up: sizes, header, dtypes, offsets, gaps
 */
export function decodeSafetensors(file: Uint8Array, origin: string): HostParameters {
  const { entries, data } = readHeader(file, origin);
  const parameters: HostParameters = {};
  let expectedOffset = 0;
  const ordered = Object.entries(entries).sort(
    ([, a], [, b]) =>
      a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1],
  );
  for (const [
    name,
    {
      dtype,
      shape,
      data_offsets: [start, end],
    },
  ] of ordered) {
    const size = shape.reduce((a, b) => a * b, 1);
    if (start !== expectedOffset || end - start !== size * BYTES[dtype] || end > data.length) {
      corrupt(
        origin,
        `bytes ${expectedOffset}..${expectedOffset + size * BYTES[dtype]} for ${name}`,
        `${start}..${end} of ${data.length}`,
      );
    }
    expectedOffset = end;
    // a copy of its own, so that typed arrays are aligned whatever the offset
    const bytes = new Uint8Array(end - start);
    bytes.set(data.subarray(start, end));
    parameters[name] = floatTensor(
      dtype === 'F32' ? new Float32Array(bytes.buffer) : fromFloat16(new Uint16Array(bytes.buffer)),
      shape,
    );
  }
  if (expectedOffset !== data.length)
    corrupt(origin, `${expectedOffset} bytes of data`, `${data.length}`);
  return parameters;
}

/** The free text of a safetensors file's header, by key. @throws MoeError `MOE_CHECKPOINT_CORRUPT` */
export function safetensorsMetadata(
  file: Uint8Array,
  origin: string,
): Readonly<Record<string, string>> {
  return readHeader(file, origin).metadata;
}

function readHeader(
  file: Uint8Array,
  origin: string,
): {
  entries: Record<string, HeaderEntry>;
  metadata: Readonly<Record<string, string>>;
  data: Uint8Array;
} {
  if (file.length < 8) corrupt(origin, 'at least 8 bytes', `${file.length}`);
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  if (length > file.length - 8)
    corrupt(origin, `a header of ${length} bytes`, `${file.length - 8} bytes in all`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(file.subarray(8, 8 + length)),
    );
  } catch (cause) {
    corrupt(origin, 'a JSON header', 'text that does not parse', cause);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    corrupt(origin, 'a header object', JSON.stringify(parsed));
  const { __metadata__: metadata = {}, ...entries } = parsed as Record<string, unknown>;
  for (const [name, entry] of Object.entries(entries)) {
    if (!isEntry(entry))
      corrupt(origin, `${name} as {dtype F32 or F16, shape, data_offsets}`, JSON.stringify(entry));
  }
  return {
    entries: entries as Record<string, HeaderEntry>,
    metadata: metadata as Readonly<Record<string, string>>,
    data: file.subarray(8 + length),
  };
}

function isEntry(value: unknown): value is HeaderEntry {
  const counts = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every((item) => Number.isInteger(item) && item >= 0);
  if (typeof value !== 'object' || value === null) return false;
  const { dtype, shape, data_offsets: offsets } = value as Record<string, unknown>;
  return (
    (dtype === 'F32' || dtype === 'F16') && counts(shape) && counts(offsets) && offsets.length === 2
  );
}

function corrupt(origin: string, expected: string, got: string, cause?: unknown): never {
  throw new MoeError(
    'MOE_CHECKPOINT_CORRUPT',
    `${origin}: expected ${expected}, got ${got}; the file is damaged, restore it from its source`,
    { cause },
  );
}
