/** Bytes of the largest piece: 4 million float32 numbers. */
export const PIECE_BYTES = 16 * 1024 * 1024;

/** Buffers of {@link PIECE_BYTES} that nobody uses at the moment. A merge needs a handful, again and again. */
const idle: ArrayBuffer[] = [];

/**
 * Lends buffers for a piece of work and takes them back at its end, so that a merge of hundreds of tensors holds as much
 * memory as the merge of one.
 * @param count - buffers of {@link PIECE_BYTES}
 */
export async function withPieceBuffers<T>(
  count: number,
  work: (buffers: readonly ArrayBuffer[]) => Promise<T>,
): Promise<T> {
  const buffers = Array.from({ length: count }, () => idle.pop() ?? new ArrayBuffer(PIECE_BYTES));
  try {
    return await work(buffers);
  } finally {
    idle.push(...buffers);
  }
}
