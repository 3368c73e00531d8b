import { open } from 'node:fs/promises';
import { EngineError } from '../engine-error.js';
import { storageArrayClass, type HostTensor } from '../host-tensor.js';
import { bytesPerElement } from '../tensor-spec.js';
import { widen } from '../widen.js';
import type { ExternalConstant } from './external-constant.js';
import { invalid, type SafetensorsEntry } from './safetensors-header.js';
import { storageDtypeOf } from './safetensors-dtype.js';

/** A tensor's entry with the file that holds it. */
export interface LocatedEntry extends SafetensorsEntry {
  readonly file: string;
}

/** Tensors of one safetensors file or of a sharded set; only headers are in memory. */
export class SafetensorsCheckpoint {
  /** What was opened: a file, an index or a folder. */
  readonly path: string;
  /** Absolute paths of the safetensors files, symbolic links resolved. */
  readonly files: readonly string[];
  /** `__metadata__` of the files; of equal keys the last file's. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly #entries: ReadonlyMap<string, LocatedEntry>;

  /** @internal Use {@link openSafetensors}. */
  constructor(
    path: string,
    files: readonly string[],
    metadata: Readonly<Record<string, string>>,
    entries: ReadonlyMap<string, LocatedEntry>,
  ) {
    this.path = path;
    this.files = files;
    this.metadata = metadata;
    this.#entries = entries;
  }

  /** Names of the tensors. */
  names(): string[] {
    return [...this.#entries.keys()];
  }

  /** Whether a tensor of that name exists. */
  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Shape, bytes, file and the format's own dtype of a tensor, also of one whose dtype the engine cannot use.
   * @throws {@link EngineError} `SAFETENSORS_MISSING_TENSOR`
   */
  entry(name: string): LocatedEntry {
    const entry = this.#entries.get(name);
    if (entry !== undefined) return entry;
    throw new EngineError(
      'SAFETENSORS_MISSING_TENSOR',
      `${this.path}: expected a tensor "${name}", got ${this.#entries.size} others (${this.names().slice(0, 8).join(', ')}). Check the name and its prefix, or take the checkpoint that belongs to this model.`,
    );
  }

  /**
   * A tensor as an external constant for `jit(fn, { constants })`: a reference, no bytes are read.
   * @throws {@link EngineError} `SAFETENSORS_MISSING_TENSOR`, `SAFETENSORS_MISALIGNED`, `UNSUPPORTED_DTYPE`
   */
  constant(name: string): ExternalConstant {
    const { file, offset, length, shape } = this.entry(name);
    const dtype = this.#dtype(name);
    if (offset % bytesPerElement[dtype] !== 0) {
      throw new EngineError(
        'SAFETENSORS_MISALIGNED',
        `${file}: expected "${name}" (${dtype}) at a multiple of ${bytesPerElement[dtype]} bytes, got offset ${offset}. Save the file again with a present version of safetensors, or use read("${name}").`,
      );
    }
    return { kind: 'external', file, offset, length, shape, dtype };
  }

  /**
   * External constants by name.
   * @param names - default: all tensors
   * @throws {@link EngineError} as {@link SafetensorsCheckpoint.constant}
   */
  constants(names: readonly string[] = this.names()): Record<string, ExternalConstant> {
    return Object.fromEntries(names.map((name) => [name, this.constant(name)]));
  }

  /**
   * Reads one tensor into memory; float16 and bfloat16 become float32, uint8 and int8 int32.
   * @throws {@link EngineError} `SAFETENSORS_MISSING_TENSOR`, `UNSUPPORTED_DTYPE`, `SAFETENSORS_INVALID` when the file got shorter
   */
  async read(name: string): Promise<HostTensor> {
    const { file, offset, length, shape } = this.entry(name);
    const dtype = this.#dtype(name);
    const bytes = new Uint8Array(length);
    const handle = await open(file, 'r');
    try {
      let done = 0;
      while (done < length) {
        const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
        if (bytesRead === 0)
          throw invalid(file, `${length} bytes of "${name}" at ${offset}`, `${done}`);
        done += bytesRead;
      }
    } finally {
      await handle.close();
    }
    return widen({ data: new storageArrayClass[dtype](bytes.buffer), shape, dtype });
  }

  #dtype(name: string): ExternalConstant['dtype'] {
    const { dtype, file } = this.entry(name);
    const known = storageDtypeOf[dtype];
    if (known !== undefined) return known;
    throw new EngineError(
      'UNSUPPORTED_DTYPE',
      `${file}: "${name}" is ${dtype}; expected ${Object.keys(storageDtypeOf).join(', ')}. Convert the tensor, or leave it out.`,
    );
  }
}
