import { open, realpath, type FileHandle } from 'node:fs/promises';
import { MoeError } from '../../errors.js';
import { corruptBase } from '../config-fields.js';
import { parseGgufHeader, type GgufHeader, type GgufTensor } from './gguf-header.js';
import type { GgufValue } from './gguf-values.js';

const FIRST_READ = 1 << 20;
/** Bytes of a tensor that are in memory at once beside its weights. */
const PIECE = 4 << 20;

/** A GGUF file whose head is in memory; weights are read when asked for. */
export class GgufFile {
  /** Absolute, symbolic links resolved. */
  readonly path: string;
  readonly #header: GgufHeader;

  private constructor(path: string, header: GgufHeader) {
    this.path = path;
    this.#header = header;
  }

  /**
   * Reads and checks the head of a file.
   * @throws MoeError `MOE_BASE_MISSING`, `MOE_BASE_CORRUPT`, `MOE_BASE_UNSUPPORTED`
   */
  static async open(path: string): Promise<GgufFile> {
    const resolved = await realpath(path).catch((cause: unknown) => {
      throw new MoeError(
        'MOE_BASE_MISSING',
        `expected a GGUF file at ${path}, got ${(cause as Error).message}; check the path`,
        { cause },
      );
    });
    const file = await open(resolved, 'r');
    try {
      const { size } = await file.stat();
      for (let length = FIRST_READ; ; length *= 4) {
        const bytes = new Uint8Array(Math.min(length, size));
        await readFully(file, bytes, { at: 0, path });
        const header = parseGgufHeader(bytes, { path, size });
        if (header !== null) return new GgufFile(resolved, header);
      }
    } finally {
      await file.close();
    }
  }

  /** The file's metadata by key. */
  get metadata(): ReadonlyMap<string, GgufValue> {
    return this.#header.metadata;
  }

  /** The file's tensors by name. */
  get tensors(): ReadonlyMap<string, GgufTensor> {
    return this.#header.tensors;
  }

  /** The weights of a tensor as float32: what its blocks stand for, exactly. */
  async read({ shape, format, offset, length }: GgufTensor): Promise<Float32Array> {
    const weights = new Float32Array(shape.reduce((product, each) => product * each, 1));
    const blocks = Math.max(1, Math.floor(PIECE / format.blockBytes));
    const buffer = new Uint8Array(Math.min(length, blocks * format.blockBytes));
    const file = await open(this.path, 'r');
    try {
      for (let done = 0; done < length; done += buffer.length) {
        const bytes = buffer.subarray(0, Math.min(buffer.length, length - done));
        await readFully(file, bytes, { at: offset + done, path: this.path });
        const first = (done / format.blockBytes) * format.blockSize;
        const count = (bytes.length / format.blockBytes) * format.blockSize;
        format.dequantize(bytes, weights.subarray(first, first + count));
      }
    } finally {
      await file.close();
    }
    return weights;
  }
}

async function readFully(
  file: FileHandle,
  bytes: Uint8Array,
  { at, path }: { at: number; path: string },
): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, at + done);
    if (bytesRead === 0) corruptBase(path, `bytes up to ${at + bytes.length}`, 'a file cut short');
    done += bytesRead;
  }
}
