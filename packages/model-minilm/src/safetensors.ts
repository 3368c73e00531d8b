import { MiniLmError } from './minilm-error.js';

/** One half-precision tensor of a safetensors file. */
export interface HalfTensor {
  /** Bit patterns, row-major. */
  readonly halves: Uint16Array;
  /** Axis sizes. */
  readonly shape: readonly number[];
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape?: readonly number[];
  /** First byte and the one after the last, from the end of the header. */
  readonly data_offsets?: readonly number[];
}

/**
 * Reads a safetensors file whose tensors are all `F16`, without copying them.
 *
 * @param bytes - the whole file
 * @param file - name for messages
 * @throws {@link MiniLmError} `WEIGHTS_CORRUPT` when the header or an entry does not fit the file
 * @remarks Format: https://github.com/huggingface/safetensors#format
 */
export function readHalfTensors(
  bytes: Uint8Array<ArrayBuffer>,
  file: string,
): Map<string, HalfTensor> {
  const fail = (got: string, cause?: unknown): MiniLmError =>
    new MiniLmError(
      'WEIGHTS_CORRUPT',
      `${file}: expected a safetensors file of F16 tensors, got ${got}. Reinstall the package.`,
      { cause },
    );
  if (bytes.length < 8) throw fail(`${bytes.length} bytes`);
  const headerBytes = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const dataStart = 8 + headerBytes;
  if (dataStart > bytes.length) throw fail(`a header of ${headerBytes} bytes in ${bytes.length}`);

  let header: Record<string, HeaderEntry>;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, dataStart)));
  } catch (cause) {
    throw fail('a header that is not JSON', cause);
  }

  const tensors = new Map<string, HalfTensor>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const { dtype, shape, data_offsets: offsets } = entry;
    if (dtype !== 'F16') throw fail(`${dtype} for ${name}`);
    if (shape === undefined || offsets === undefined) throw fail(`no place for ${name}`);
    const [start = NaN, end = NaN] = offsets;
    const size = shape.reduce((product, axis) => product * axis, 1);
    const byteOffset = bytes.byteOffset + dataStart + start;
    if (end - start !== size * 2 || dataStart + end > bytes.length || byteOffset % 2 !== 0) {
      throw fail(`${name} of shape [${shape.join(', ')}] at bytes ${start} to ${end}`);
    }
    const halves = new Uint16Array(bytes.buffer, byteOffset, size);
    tensors.set(name, { halves, shape });
  }
  return tensors;
}
