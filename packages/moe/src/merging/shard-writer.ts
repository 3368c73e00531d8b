import { open, rename, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { MoeError } from '../errors.js';
import { writeFileAtomically } from '../checkpoint/atomic-file.js';
import type { MergeDtype } from './merge-config.js';
import { bytesPerElement, encodeFloats, safetensorsDtype } from './stored-floats.js';

/** A tensor that will be written. */
export interface ShardTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Files of a model are at most this long, as Hugging Face's are. */
export const MAX_SHARD_BYTES = 5_000_000_000;

/**
 * Writes tensors of known sizes, one after the other and piece by piece, into safetensors files as Hugging Face names
 * them: `model.safetensors`, or `model-00001-of-00003.safetensors` … with an index.
 *
 * Sizes are known before data, so each header is written first and nothing is kept in memory. Files have the ending
 * `.partial` until {@link finish}.
 */
export class ShardWriter {
  readonly #folder: string;
  readonly #dtype: MergeDtype;
  readonly #shards: readonly (readonly ShardTensor[])[];
  #shard = -1;
  #file: FileHandle | null = null;

  constructor(
    folder: string,
    tensors: readonly ShardTensor[],
    { dtype, maxShardBytes = MAX_SHARD_BYTES }: { dtype: MergeDtype; maxShardBytes?: number },
  ) {
    this.#folder = folder;
    this.#dtype = dtype;
    this.#shards = splitIntoShards(tensors, (tensor) => this.#bytes(tensor), maxShardBytes);
  }

  /** The tensors in the order in which {@link write} must give their data. */
  get order(): readonly ShardTensor[] {
    return this.#shards.flat();
  }

  /** Starts the file that begins with `tensor`, if one does. Call before the first piece of each tensor. */
  async begin(tensor: ShardTensor): Promise<void> {
    if (this.#shards[this.#shard + 1]?.[0]?.name !== tensor.name) return;
    await this.#file?.close();
    this.#shard += 1;
    this.#file = await open(`${this.#path(this.#shard)}.partial`, 'w');
    await this.#append(this.#header(this.#shards[this.#shard] as readonly ShardTensor[]));
  }

  /** Appends the next elements of the current tensor. */
  async write(values: Float32Array): Promise<void> {
    await this.#append(encodeFloats(values, this.#dtype));
  }

  /** Gives the files their names and writes the index. */
  async finish(): Promise<void> {
    await this.#file?.sync();
    await this.close();
    for (let shard = 0; shard < this.#shards.length; shard += 1)
      await rename(`${this.#path(shard)}.partial`, this.#path(shard));
    if (this.#shards.length === 1) return;
    const entries = this.#shards.flatMap((tensors, shard) =>
      tensors.map(({ name }) => [name, path.basename(this.#path(shard))] as const),
    );
    const totalSize = this.order.reduce((sum, tensor) => sum + this.#bytes(tensor), 0);
    const index = {
      metadata: { total_size: totalSize },
      weight_map: Object.fromEntries(entries),
    };
    await writeFileAtomically(
      path.join(this.#folder, 'model.safetensors.index.json'),
      `${JSON.stringify(index, null, 2)}\n`,
    );
  }

  /** Closes the open file; the unfinished ones stay `.partial`. */
  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
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
    const entries: [string, unknown][] = [['__metadata__', { format: 'pt' }]];
    for (const tensor of tensors) {
      const end = offset + this.#bytes(tensor);
      const dtype = safetensorsDtype[this.#dtype];
      entries.push([tensor.name, { dtype, shape: tensor.shape, data_offsets: [offset, end] }]);
      offset = end;
    }
    const json = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
    const padding = (8 - (json.length % 8)) % 8;
    const header = Buffer.alloc(8 + json.length + padding, ' ');
    header.writeBigUInt64LE(BigInt(json.length + padding));
    json.copy(header, 8);
    return header;
  }

  async #append(bytes: Uint8Array): Promise<void> {
    try {
      let written = 0;
      while (written < bytes.length) {
        const result = await (this.#file as FileHandle).write(bytes, written);
        written += result.bytesWritten;
      }
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ENOSPC') throw cause;
      throw new MoeError(
        'MOE_DISK_FULL',
        `${this.#folder}: expected room for the merged model, got a full disk; free some space and run again`,
        { cause },
      );
    }
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
