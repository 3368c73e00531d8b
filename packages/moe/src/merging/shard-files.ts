import { open, rename, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { writeFileAtomically } from '../checkpoint/atomic-file.js';
import {
  encodeSafetensorsHeader,
  type SafetensorsEntry,
} from '../checkpoint/safetensors-header.js';
import { MoeError } from '../errors.js';
import type { MergeDtype } from './merge-config.js';
import { withPieceBuffers } from './piece-buffers.js';
import { bytesPerElement, encodeFloats, safetensorsDtype } from './stored-floats.js';

/** A tensor that will be written. */
export interface ShardTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Settings of {@link ShardFiles}. */
export interface ShardOptions {
  readonly dtype: MergeDtype;
  /** Longest safetensors file in bytes. Default 5 · 10⁹, as Hugging Face's. */
  readonly maxShardBytes?: number;
}

interface Place {
  readonly shard: number;
  /** Byte of the tensor's first element in the file. */
  readonly offset: number;
}

/**
 * Safetensors files as Hugging Face names them, `model.safetensors` or `model-00001-of-00003.safetensors` … with an
 * index, for tensors of known sizes: headers come first, then pieces of tensors in any order, from several threads.
 * Files have the ending `.partial` until {@link finish}.
 */
export class ShardFiles {
  readonly #folder: string;
  readonly #dtype: MergeDtype;
  readonly #shards: readonly (readonly ShardTensor[])[];
  readonly #places = new Map<string, Place>();
  readonly #open = new Map<number, Promise<FileHandle>>();

  constructor(
    folder: string,
    tensors: readonly ShardTensor[],
    { dtype, maxShardBytes = 5e9 }: ShardOptions,
  ) {
    this.#folder = folder;
    this.#dtype = dtype;
    this.#shards = splitIntoShards(tensors, (tensor) => this.#bytes(tensor), maxShardBytes);
    this.#shards.forEach((shard, index) => {
      let offset = this.#header(shard).length;
      for (const tensor of shard) {
        this.#places.set(tensor.name, { shard: index, offset });
        offset += this.#bytes(tensor);
      }
    });
  }

  /** Creates the files with their headers. Once, before pieces are written. */
  async create(): Promise<void> {
    for (const [index, shard] of this.#shards.entries()) {
      const file = await open(`${this.#path(index)}.partial`, 'w');
      try {
        await writeAt(file, 0, this.#header(shard), this.#folder);
      } finally {
        await file.close();
      }
    }
  }

  /**
   * Writes elements of a tensor.
   * @param start - index of the first of them in the tensor
   * @throws MoeError `MOE_DISK_FULL`
   */
  async write(name: string, start: number, values: Float32Array): Promise<void> {
    const { shard, offset } = this.#places.get(name) as Place;
    let file = this.#open.get(shard);
    if (file === undefined) {
      file = open(`${this.#path(shard)}.partial`, 'r+');
      this.#open.set(shard, file);
    }
    const position = offset + start * bytesPerElement[this.#dtype];
    const handle = await file;
    await withPieceBuffers(1, async ([buffer]) => {
      const encoded = encodeFloats(values, this.#dtype, new Uint8Array(buffer as ArrayBuffer));
      await writeAt(handle, position, encoded, this.#folder);
    });
  }

  /** Closes the files; they stay `.partial`. */
  async close(): Promise<void> {
    const files = [...this.#open.values()];
    this.#open.clear();
    for (const file of files) await (await file).close();
  }

  /** Brings the files to the disk, gives them their names and writes the index. */
  async finish(): Promise<void> {
    await this.close();
    for (let shard = 0; shard < this.#shards.length; shard += 1) {
      const file = await open(`${this.#path(shard)}.partial`, 'r+');
      await file.sync();
      await file.close();
      await rename(`${this.#path(shard)}.partial`, this.#path(shard));
    }
    if (this.#shards.length === 1) return;
    const entries = this.#shards.flatMap((tensors, shard) =>
      tensors.map(({ name }) => [name, path.basename(this.#path(shard))] as const),
    );
    const tensors = this.#shards.flat();
    const index = {
      metadata: { total_size: tensors.reduce((sum, tensor) => sum + this.#bytes(tensor), 0) },
      weight_map: Object.fromEntries(entries),
    };
    await writeFileAtomically(
      path.join(this.#folder, 'model.safetensors.index.json'),
      `${JSON.stringify(index, null, 2)}\n`,
    );
  }

  #bytes({ shape }: ShardTensor): number {
    return shape.reduce((size, dim) => size * dim, 1) * bytesPerElement[this.#dtype];
  }

  #path(shard: number): string {
    const count = this.#shards.length;
    const digits = (number: number) => String(number).padStart(5, '0');
    const name =
      count === 1
        ? 'model.safetensors'
        : `model-${digits(shard + 1)}-of-${digits(count)}.safetensors`;
    return path.join(this.#folder, name);
  }

  #header(tensors: readonly ShardTensor[]): Uint8Array {
    let offset = 0;
    const entries: Record<string, SafetensorsEntry> = {};
    const dtype = safetensorsDtype[this.#dtype];
    for (const { name, shape } of tensors) {
      const end = offset + this.#bytes({ name, shape });
      entries[name] = { dtype, shape, data_offsets: [offset, end] };
      offset = end;
    }
    return encodeSafetensorsHeader(entries, { format: 'pt' });
  }
}

async function writeAt(
  file: FileHandle,
  position: number,
  bytes: Uint8Array,
  folder: string,
): Promise<void> {
  try {
    let written = 0;
    while (written < bytes.length) {
      const left = bytes.length - written;
      written += (await file.write(bytes, written, left, position + written)).bytesWritten;
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOSPC') throw cause;
    throw new MoeError(
      'MOE_DISK_FULL',
      `${folder}: expected room for the model, got a full disk; free some space and run again`,
      { cause },
    );
  }
}

function splitIntoShards(
  tensors: readonly ShardTensor[],
  bytesOf: (tensor: ShardTensor) => number,
  maxShardBytes: number,
): ShardTensor[][] {
  const shards: ShardTensor[][] = [];
  let room = 0;
  for (const tensor of tensors) {
    const bytes = bytesOf(tensor);
    if (shards.length === 0 || bytes > room) {
      shards.push([]);
      room = maxShardBytes;
    }
    (shards.at(-1) as ShardTensor[]).push(tensor);
    room -= bytes;
  }
  return shards;
}
