import { openSafetensors, type ExternalConstant } from '@momq/engine/safetensors';
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { MoeError } from '../errors.js';

/** A file of tensors that are computed once. */
export interface CachedTensorsRequest {
  /** Folder of the file; made when it is missing. */
  readonly folder: string;
  /** The file's name without extension: a digest of all that its tensors are made of. */
  readonly identity: string;
  /** What the file holds, in the order in which `bytes` gives it. */
  readonly tensors: readonly CachedTensor[];
  /** The tensors' bytes one after the other, in pieces of any length; asked for only when the file is missing. */
  bytes(): AsyncIterable<Uint8Array>;
}

/** One tensor of the file; its length in bytes is a multiple of 4 where F32 tensors follow. */
export interface CachedTensor {
  readonly name: string;
  readonly dtype: 'U8' | 'F32';
  readonly shape: readonly number[];
}

const ABANDONED_MS = 3_600_000;

/**
 * Tensors as places in a safetensors file of a cache folder. When the file exists it is used, else it is written piece by piece
 * and takes its name when it is complete.
 * @throws MoeError `MOE_DISK_FULL`
 */
export async function cachedTensors(
  request: CachedTensorsRequest,
): Promise<Record<string, ExternalConstant>> {
  const path = join(request.folder, `${request.identity}.safetensors`);
  if (!(await exists(path))) {
    await mkdir(request.folder, { recursive: true });
    await removeAbandoned(request.folder);
    await write(path, request);
  }
  return (await openSafetensors(path)).constants();
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}

/** Removes what programs that were ended left half-written. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.tmp')) continue;
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity })); // another program was faster
    if (Date.now() - mtimeMs > ABANDONED_MS) await rm(path, { force: true });
  }
}

interface Entry {
  readonly dtype: CachedTensor['dtype'];
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

function header(tensors: readonly CachedTensor[]): Uint8Array {
  const entries: Record<string, Entry> = {};
  let offset = 0;
  for (const { name, dtype, shape } of tensors) {
    const bytes = shape.reduce((a, b) => a * b, dtype === 'F32' ? 4 : 1);
    entries[name] = { dtype, shape, data_offsets: [offset, offset + bytes] };
    offset += bytes;
  }
  const text = JSON.stringify(entries);
  const json = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const bytes = new Uint8Array(8 + json.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

async function write(path: string, request: CachedTensorsRequest): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'w');
    try {
      await writeAll(file, header(request.tensors));
      for await (const bytes of request.bytes()) await writeAll(file, bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    if ((cause as NodeJS.ErrnoException).code !== 'ENOSPC') throw cause;
    throw new MoeError(
      'MOE_DISK_FULL',
      `expected room for the base's weights at ${path}, got a full disk; free some space, or name another folder`,
      { cause },
    );
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done);
    done += bytesWritten;
  }
}
