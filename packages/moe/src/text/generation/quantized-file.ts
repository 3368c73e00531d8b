import type { StoredTensor } from '@momq/engine';
import type { ExternalConstant } from '@momq/engine/safetensors';
import { createHash } from 'node:crypto';
import { cachedTensors, type CachedTensor } from '../../checkpoint/cached-tensors.js';
import { cacheRoot } from '../../checkpoint/cache-root.js';
import type { HostParameters, HostTensor } from '../../numerics/host-tensor.js';
import { bitsOf, QUANTIZED_BLOCK_SIZES, quantizedNames } from '../../numerics/quantized-linear.js';
import { quantizedMatrix } from './quantized-matrix.js';

/** Raised when the layout of the file, or how weights are rounded, changes. */
export const QUANTIZED_VERSION = 3;

/** What a quantised file is made of. */
export interface QuantizedFileRequest {
  /** The base's files as `Base.fingerprint` gives them. */
  readonly fingerprint: string;
  /** Shapes of the matrices. */
  readonly matrices: Readonly<Record<string, readonly number[]>>;
  /** The adapters that `read` folds in; part of the file's identity. */
  readonly adapters: HostParameters;
  /** What their products are multiplied by: alpha / rank. */
  readonly scale: number;
  readonly bits: 4 | 8;
  /** Default: `quantized` in the environment's `MOMQ_CACHE_DIR`, else in `~/.cache/momq`. */
  readonly cacheFolder?: string;
  /** The matrix to quantise. */
  read(name: string): Promise<HostTensor>;
}

/**
 * The matrices in blocks of 4 or 8 bits, as places in a file that is written once, matrix by matrix, and named by a digest of what it
 * is made of.
 * @throws MoeError `MOE_DISK_FULL`
 */
export async function quantizedFile(
  request: QuantizedFileRequest,
): Promise<Record<string, ExternalConstant>> {
  return cachedTensors({
    folder: request.cacheFolder ?? cacheRoot('quantized'),
    identity: identity(request),
    tensors: tensorsOf(request),
    bytes: () => quantizedBytes(request),
  });
}

/** Digest of the base's files, of the adapters' bytes and their scale, and of the format. */
function identity({ fingerprint, matrices, adapters, scale, bits }: QuantizedFileRequest): string {
  const hash = createHash('sha256').update(`${QUANTIZED_VERSION} ${bits}\n`);
  hash.update(fingerprint);
  for (const [name, shape] of Object.entries(matrices).sort())
    hash.update(`\n${name} ${shape.join()}`);
  const names = Object.keys(adapters).sort();
  if (names.length > 0) hash.update(`\n${scale}\n`);
  for (const name of names) {
    const { data } = adapters[name] as HostTensor;
    hash.update(name).update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest('hex').slice(0, 32);
}

/** For each matrix its packed blocks, then their scales; behind all of them, as their lengths are odd, the zero points. */
function tensorsOf({ matrices, bits }: QuantizedFileRequest): CachedTensor[] {
  const tensors: CachedTensor[] = [];
  const zeroPoints: CachedTensor[] = [];
  for (const [name, shape] of Object.entries(matrices)) {
    const [rows, columns] = shape as [number, number];
    const own = bitsOf(name, bits);
    const size = QUANTIZED_BLOCK_SIZES[own];
    const blocks = Math.ceil(columns / size);
    const names = quantizedNames(name);
    tensors.push(
      { name: names.packed, dtype: 'U8', shape: [rows, blocks, (size * own) / 8] },
      { name: names.scales, dtype: 'F32', shape: [rows, blocks] },
    );
    if (own === 4)
      zeroPoints.push({
        name: names.zeroPoints,
        dtype: 'U8',
        shape: [rows, Math.ceil(blocks / 2)],
      });
  }
  return [...tensors, ...zeroPoints];
}

async function* quantizedBytes(request: QuantizedFileRequest): AsyncGenerator<Uint8Array> {
  const last: StoredTensor[] = [];
  for (const name of Object.keys(request.matrices)) {
    const blocks = quantizedMatrix(name, await request.read(name), request.bits);
    const { packed, scales, zeroPoints } = quantizedNames(name);
    for (const part of [packed, scales]) yield bytesOf(blocks[part] as StoredTensor);
    const own = blocks[zeroPoints];
    if (own !== undefined) last.push(own);
  }
  for (const each of last) yield bytesOf(each);
}

function bytesOf({ data }: StoredTensor): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
