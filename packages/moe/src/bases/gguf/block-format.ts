import { fromFloat16 } from '../../checkpoint/float16.js';

/** How a type of tensor packs neighbouring weights of a row. */
export interface BlockFormat {
  /** The type's name in ggml. */
  readonly name: string;
  /** Weights in a block; the length of a row is a multiple of it. */
  readonly blockSize: number;
  readonly blockBytes: number;
  /** Writes the weights of all blocks of `bytes` to `weights`. */
  dequantize(bytes: Uint8Array, weights: Float32Array): void;
}

/** Writes the weights of the block that starts at `bytes[at]` to `weights`, from `to` on. */
export type DequantizeBlock = (
  bytes: Uint8Array,
  at: number,
  weights: Float32Array,
  to: number,
) => void;

/** A format that is read block by block. */
export function blockFormat(
  name: string,
  size: { readonly blockSize: number; readonly blockBytes: number },
  dequantizeBlock: DequantizeBlock,
): BlockFormat {
  const { blockSize, blockBytes } = size;
  return {
    name,
    ...size,
    dequantize(bytes, weights) {
      for (let block = 0; block * blockBytes < bytes.length; block += 1)
        dequantizeBlock(bytes, block * blockBytes, weights, block * blockSize);
    },
  };
}

/** Every half-precision number by its bits. */
const halfNumbers = fromFloat16(Uint16Array.from({ length: 1 << 16 }, (_, bits) => bits));

/** The half-precision number, little-endian, at a place. */
export function halfAt(bytes: Uint8Array, at: number): number {
  return halfNumbers[(bytes[at] as number) | ((bytes[at + 1] as number) << 8)] as number;
}
