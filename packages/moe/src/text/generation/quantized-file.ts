import type { StoredTensor } from '@momq/engine';
import type { ExternalConstant } from '@momq/engine/safetensors';
import { createHash } from 'node:crypto';
import { cachedTensors, type CachedTensor } from '../../checkpoint/cached-tensors.js';
import { cacheRoot } from '../../checkpoint/cache-root.js';
import type { HostParameters, HostTensor } from '../../numerics/host-tensor.js';
import { QUANTIZED_BLOCK_SIZE, quantizedNames } from '../../numerics/quantized-linear.js';
import { quantizedMatrix } from './quantized-matrix.js';

/** Raised when the layout of the file, or how weights are rounded, changes. */
export const QUANTIZED_VERSION = 2;

/** What a quantised file is made of. */
export interface QuantizedFileRequest {
  /** The base's files as `Base.fingerprint` gives them. */
  readonly fingerprint: string;
  /** Shapes of the matrices. */
  readonly matrices: Readonly<Record<string, readonly number[]>>;
  /** The adapters that `read` folds in; part of the file's identity. */
  readonly adapters: HostParameters;
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

/** Digest of the base's files, of the adapters' bytes and of the format. */
function identity({ fingerprint, matrices, adapters, bits }: QuantizedFileRequest): string {
  const hash = createHash('sha256').update(
    `${QUANTIZED_VERSION} ${bits} ${QUANTIZED_BLOCK_SIZE}\n`,
  );
  hash.update(fingerprint);
  for (const [name, shape] of Object.entries(matrices).sort())
    hash.update(`\n${name} ${shape.join()}`);
  for (const name of Object.keys(adapters).sort()) {
    const { data } = adapters[name] as HostTensor;
    hash.update(name).update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest('hex').slice(0, 32);
}

/** For each matrix its packed blocks, then their scales. */
function tensorsOf({ matrices, bits }: QuantizedFileRequest): CachedTensor[] {
  return Object.entries(matrices).flatMap(([name, shape]) => {
    const [rows, columns] = shape as [number, number];
    const blocks = Math.ceil(columns / QUANTIZED_BLOCK_SIZE);
    const names = quantizedNames(name);
    const packed = [rows, blocks, (QUANTIZED_BLOCK_SIZE * bits) / 8];
    return [
      { name: names.packed, dtype: 'U8' as const, shape: packed },
      { name: names.scales, dtype: 'F32' as const, shape: [rows, blocks] },
    ];
  });
}

async function* quantizedBytes(request: QuantizedFileRequest): AsyncGenerator<Uint8Array> {
  for (const name of Object.keys(request.matrices)) {
    const blocks = quantizedMatrix(name, await request.read(name), request.bits);
    const { packed, scales } = quantizedNames(name);
    for (const part of [packed, scales]) {
      const { data } = blocks[part] as StoredTensor;
      yield new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    }
  }
}
