import { PIECE_BYTES, withPieceBuffers } from './piece-buffers.js';

/**
 * One model's copy of a tensor that is being merged, read in pieces: a 7 B model's embedding has half a billion
 * elements, so nothing here ever holds a whole tensor.
 */
export interface TensorInput {
  /** Number of elements. */
  readonly size: number;
  /** Fills `into` with the elements from `start` on, as float32. One read at a time. */
  read(start: number, into: Float32Array): Promise<void>;
}

/** Computes one piece of the merged tensor from the same piece of every input, which it may overwrite. */
export type ChunkMerge = (chunks: readonly Float32Array[], start: number) => Float32Array;

/** Elements read at a time. */
export const CHUNK_ELEMENTS = PIECE_BYTES / 4;

/** A tensor in memory as an input, for small merges and tests. */
export function memoryInput(data: Float32Array): TensorInput {
  return {
    size: data.length,
    read: (start, into) => {
      into.set(data.subarray(start, start + into.length));
      return Promise.resolve();
    },
  };
}

/** Calls `visit` with the same piece of every input, piece by piece, in arrays that the next piece overwrites. */
export async function forEachChunk(
  inputs: readonly TensorInput[],
  visit: (chunks: Float32Array[], start: number) => void | Promise<void>,
): Promise<void> {
  const size = inputs[0]?.size ?? 0;
  await withPieceBuffers(inputs.length, async (buffers) => {
    for (let start = 0; start < size; start += CHUNK_ELEMENTS) {
      const count = Math.min(CHUNK_ELEMENTS, size - start);
      const chunks = buffers.map((buffer) => new Float32Array(buffer, 0, count));
      await Promise.all(inputs.map((input, i) => input.read(start, chunks[i] as Float32Array)));
      await visit(chunks, start);
    }
  });
}
