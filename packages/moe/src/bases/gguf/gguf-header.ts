import { corruptBase, unsupported } from '../config-fields.js';
import { GgufValues, NotGguf, OutOfBytes, type GgufValue } from './gguf-values.js';
import type { BlockFormat } from './block-format.js';
import { tensorTypeName, tensorTypes } from './tensor-types.js';

/** Where a tensor lies in a GGUF file. */
export interface GgufTensor {
  readonly name: string;
  /** Rows first, as everywhere here; the file has the fastest axis first. */
  readonly shape: readonly number[];
  readonly format: BlockFormat;
  /** Place of the first byte in the file. */
  readonly offset: number;
  readonly length: number;
}

/** What a GGUF file says of itself. */
export interface GgufHeader {
  readonly metadata: ReadonlyMap<string, GgufValue>;
  readonly tensors: ReadonlyMap<string, GgufTensor>;
}

const MAGIC = 0x46554747; // "GGUF", little-endian
const VERSIONS = [2, 3];
const MAX_DIMENSIONS = 4;

/**
 * Reads the head of a GGUF file: metadata, and what tensors there are where.
 * Layout: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 *
 * @param bytes the start of the file
 * @returns null when the head goes on behind `bytes`
 * @throws MoeError `MOE_BASE_CORRUPT` when it is no GGUF file, or one cut short; `MOE_BASE_UNSUPPORTED` for versions and types of tensors that cannot be read
 */
export function parseGgufHeader(
  bytes: Uint8Array,
  { path, size }: { readonly path: string; readonly size: number },
): GgufHeader | null {
  try {
    return parse(new GgufValues(bytes), path, size);
  } catch (cause) {
    if (cause instanceof NotGguf) corruptBase(path, 'a GGUF file', cause.message, cause);
    if (!(cause instanceof OutOfBytes)) throw cause;
    if (bytes.length < size) return null;
    corruptBase(path, 'a whole GGUF file', `one that ends after ${size} bytes, inside its head`);
  }
}

function parse(values: GgufValues, path: string, size: number): GgufHeader {
  if (values.uint32() !== MAGIC) throw new NotGguf('a file that does not start with "GGUF"');
  const version = values.uint32();
  if (!VERSIONS.includes(version)) {
    const swapped = version % 65_536 === 0; // a small number with its bytes in the other order
    unsupported(
      path,
      `GGUF version ${VERSIONS.join(' or ')}, little-endian`,
      swapped ? 'a big-endian file' : version,
    );
  }
  const [tensorCount, valueCount] = [values.uint64(), values.uint64()];
  const metadata = new Map<string, GgufValue>();
  for (let i = 0; i < valueCount; i += 1) {
    const key = values.string();
    metadata.set(key, values.value(values.uint32()));
  }
  const entries: Omit<GgufTensor, 'length'>[] = [];
  for (let i = 0; i < tensorCount; i += 1) {
    const name = values.string();
    const dimensions = values.uint32();
    if (dimensions > MAX_DIMENSIONS)
      throw new NotGguf(`a tensor "${name}" of ${dimensions} dimensions`);
    const shape = Array.from({ length: dimensions }, () => values.uint64()).reverse();
    const type = values.uint32();
    const format = tensorTypes.get(type);
    if (format === undefined) {
      const known = [...tensorTypes.values()].map((each) => each.name).join(', ');
      unsupported(path, `tensors of type ${known}`, `${name} of type ${tensorTypeName(type)}`);
    }
    entries.push({ name, shape, format, offset: values.uint64() });
  }
  const alignment = metadata.get('general.alignment') ?? 32;
  if (typeof alignment !== 'number' || alignment < 8 || alignment % 8 !== 0)
    throw new NotGguf(`an alignment of ${String(alignment)}`);
  const start = Math.ceil(values.position / alignment) * alignment;
  const tensors = new Map<string, GgufTensor>();
  for (const entry of entries) {
    if (tensors.has(entry.name)) throw new NotGguf(`two tensors "${entry.name}"`);
    tensors.set(entry.name, locate(entry, start, { path, size }));
  }
  return { metadata, tensors };
}

function locate(
  entry: Omit<GgufTensor, 'length'>,
  start: number,
  { path, size }: { path: string; size: number },
): GgufTensor {
  const { name, shape, format } = entry;
  const weights = shape.reduce((product, length) => product * length, 1);
  const columns = shape.at(-1) ?? 1;
  if (columns % format.blockSize !== 0)
    throw new NotGguf(`"${name}" with rows of ${columns} in blocks of ${format.blockSize}`);
  const length = (weights / format.blockSize) * format.blockBytes;
  const offset = start + entry.offset;
  if (!(offset + length <= size))
    corruptBase(
      path,
      `a whole GGUF file, whose "${name}" ends at byte ${offset + length}`,
      `one that ends after ${size} bytes`,
    );
  return { ...entry, offset, length };
}
