import type { StoredTensor } from '@momq/engine';
import { openSafetensors, type ExternalConstant } from '@momq/engine/safetensors';
import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { MoeError } from '../../errors.js';
import type { HostParameters, HostTensor } from '../../numerics/host-tensor.js';
import { QUANTIZED_BLOCK_SIZE, quantizedNames } from '../../numerics/quantized-linear.js';
import { quantizedMatrix } from './quantized-matrix.js';

/** Raised when the layout of the file changes. */
const VERSION = 1;

/** What a quantised file is made of. */
export interface QuantizedFileRequest {
  /** Where the matrices lie in the base's files; also their shapes. */
  readonly matrices: Readonly<Record<string, ExternalConstant>>;
  /** The adapters that `read` folds in; part of the file's identity. */
  readonly adapters: HostParameters;
  readonly bits: 4 | 8;
  /** Default: `quantized` in the environment's `MOMQ_CACHE_DIR`, else in `~/.cache/momq`. */
  readonly cacheFolder?: string;
  /** The matrix to quantise. */
  read(name: string): Promise<HostTensor>;
}

/**
 * The matrices in blocks of 4 or 8 bits, as places in a safetensors file. The file's name is a digest of what it is made of; when it
 * exists it is used, else it is written matrix by matrix and takes its name when it is complete.
 * @throws MoeError `MOE_DISK_FULL`
 */
export async function quantizedFile(
  request: QuantizedFileRequest,
): Promise<Record<string, ExternalConstant>> {
  const folder = request.cacheFolder ?? defaultFolder();
  const path = join(folder, `${await identity(request)}.safetensors`);
  if (!(await exists(path))) {
    await mkdir(folder, { recursive: true });
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

function defaultFolder(): string {
  // eslint-disable-next-line no-restricted-properties -- one folder for all programs, as the engine's compiled graphs
  const root = process.env['MOMQ_CACHE_DIR'];
  return join(
    root === undefined || root === '' ? join(homedir(), '.cache', 'momq') : root,
    'quantized',
  );
}

/** Digest of the places and times of the base's files, of the adapters' bytes and of the format. */
async function identity({ matrices, adapters, bits }: QuantizedFileRequest): Promise<string> {
  const hash = createHash('sha256').update(`${VERSION} ${bits} ${QUANTIZED_BLOCK_SIZE}\n`);
  const files = new Set(Object.values(matrices).map(({ file }) => file));
  for (const file of [...files].sort()) {
    const { size, mtimeMs } = await stat(file);
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  for (const name of Object.keys(matrices).sort()) {
    const { offset, length, shape } = matrices[name] as ExternalConstant;
    hash.update(`${name} ${offset} ${length} ${shape.join()}\n`);
  }
  for (const name of Object.keys(adapters).sort()) {
    const { data } = adapters[name] as HostTensor;
    hash.update(name).update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest('hex').slice(0, 32);
}

interface Entry {
  readonly dtype: 'U8' | 'F32';
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** Header of the file: for each matrix its packed blocks, then their scales; every length is a multiple of 4 bytes. */
function entriesOf({ matrices, bits }: QuantizedFileRequest): Record<string, Entry> {
  const entries: Record<string, Entry> = {};
  let offset = 0;
  const add = (name: string, dtype: Entry['dtype'], shape: readonly number[]): void => {
    const bytes = shape.reduce((a, b) => a * b, dtype === 'F32' ? 4 : 1);
    entries[name] = { dtype, shape, data_offsets: [offset, offset + bytes] };
    offset += bytes;
  };
  for (const [name, { shape }] of Object.entries(matrices)) {
    const [rows, columns] = shape as [number, number];
    const blocks = Math.ceil(columns / QUANTIZED_BLOCK_SIZE);
    const names = quantizedNames(name);
    add(names.packed, 'U8', [rows, blocks, (QUANTIZED_BLOCK_SIZE * bits) / 8]);
    add(names.scales, 'F32', [rows, blocks]);
  }
  return entries;
}

async function write(path: string, request: QuantizedFileRequest): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  const entries = entriesOf(request);
  const text = JSON.stringify(entries);
  const header = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const prefix = new Uint8Array(8);
  new DataView(prefix.buffer).setBigUint64(0, BigInt(header.length), true);
  try {
    const file = await open(temporary, 'w');
    try {
      await writeAll(file, prefix);
      await writeAll(file, header);
      for (const name of Object.keys(request.matrices)) {
        const blocks = quantizedMatrix(name, await request.read(name), request.bits);
        const { packed, scales } = quantizedNames(name);
        for (const part of [packed, scales]) {
          const { data } = blocks[part] as StoredTensor;
          await writeAll(file, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
        }
      }
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
      `expected room for the quantised base at ${path}, got a full disk; free some space, or name another cacheFolder`,
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
