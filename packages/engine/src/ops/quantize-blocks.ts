import { EngineError } from '../engine-error.js';
import type { HostTensor, StoredTensor } from '../host-tensor.js';

/** Bits of a quantised weight. */
export type QuantizedBits = 4 | 8;

/** Neighbouring weights of a row that share one scale. */
export type QuantizedBlockSize = 16 | 32 | 64 | 128;

/** Settings of {@link quantizeBlocks}. */
export interface QuantizeOptions {
  /** Default 4. */
  readonly bits?: QuantizedBits;
  /** Default 32. */
  readonly blockSize?: QuantizedBlockSize;
  /**
   * Whether a zero point in the middle of the range is fixed, so that none are stored. False fits weights whose blocks
   * are not centred at 0 better, for `bits / 8` bytes more a block. Default true.
   */
  readonly symmetric?: boolean;
}

/**
 * A weight matrix (N, K) in blocks of `blockSize` along K; all three tensors can be stored as they are, for example in a
 * safetensors file.
 *
 * Element `k` of row `n` is `(q − zeroPoint) · scale` of block `b = ⌊k / blockSize⌋`. Blocks are padded to full length.
 */
export interface QuantizedBlocks {
  /**
   * uint8, shape (N, blocks, blockSize · bits / 8). With 4 bits, byte `i` of a block holds element `2i` in its lower
   * and `2i + 1` in its upper half; with 8 bits, a byte is an element.
   */
  readonly packed: StoredTensor & { readonly data: Uint8Array<ArrayBuffer> };
  /** float32, shape (N, blocks). */
  readonly scales: HostTensor & { readonly data: Float32Array<ArrayBuffer> };
  /**
   * uint8, shape (N, ⌈blocks · bits / 8⌉), with 4 bits two blocks a byte, the lower half first. Absent when symmetric:
   * then all zero points are 2^(bits − 1).
   */
  readonly zeroPoints?: StoredTensor & { readonly data: Uint8Array<ArrayBuffer> };
}

/**
 * Quantises a weight matrix block by block, round to nearest.
 *
 * Symmetric blocks map their element of largest magnitude to −2^(bits−1), asymmetric ones their range, 0 included, to
 * 0 … 2^bits − 1. One call needs memory for one tensor; quantise a big model tensor by tensor.
 *
 * @param weights - float32, shape (N, K): one row per output, as Hugging Face stores linear layers
 * @throws EngineError `QUANTIZATION_INVALID` for other bits, block sizes or shapes, and for NaN or infinity
 * @remarks Layout: ONNX Runtime's `com.microsoft.MatMulNBits`, docs/ContribOperators.md. Symmetric scale: Q4_0 of
 * llama.cpp, `quantize_row_q4_0_ref`.
 */
export function quantizeBlocks(
  weights: HostTensor,
  options: QuantizeOptions = {},
): QuantizedBlocks {
  const { bits = 4, blockSize = 32, symmetric = true } = options;
  checkQuantization(bits, blockSize);
  const [N, K] = weights.shape;
  if (weights.dtype !== 'float32' || N === undefined || !K || weights.shape.length !== 2) {
    throw invalid(
      `expected float32 weights of shape (N, K), K ≥ 1, got ${weights.dtype} [${weights.shape.join(', ')}]. Flatten to rows, one per output.`,
    );
  }
  const blocks = Math.ceil(K / blockSize);
  const perByte = 8 / bits;
  const bytesPerBlock = blockSize / perByte;
  const packed = new Uint8Array(N * blocks * bytesPerBlock);
  const scales = new Float32Array(N * blocks);
  const zeroPointBytes = Math.ceil(blocks / perByte);
  const zeroPoints = symmetric ? undefined : new Uint8Array(N * zeroPointBytes);
  const highest = 2 ** bits - 1;
  const data = weights.data as Float32Array;
  for (let n = 0; n < N; n++) {
    for (let b = 0; b < blocks; b++) {
      const start = n * K + b * blockSize;
      const end = n * K + Math.min(K, (b + 1) * blockSize);
      const [scale, zeroPoint] = symmetric
        ? symmetricScale(data, { start, end, bits })
        : rangeScale(data, { start, end, bits });
      if (!Number.isFinite(scale)) {
        throw invalid(
          `expected finite weights, got NaN or infinity in row ${n}, columns ${b * blockSize} to ${b * blockSize + end - start - 1}. Check where the weights come from.`,
        );
      }
      scales[n * blocks + b] = scale;
      if (zeroPoints !== undefined) {
        const at = n * zeroPointBytes + Math.floor(b / perByte);
        zeroPoints[at] = (zeroPoints[at] as number) | (zeroPoint << (bits * (b % perByte)));
      }
      const inverse = scale === 0 ? 0 : 1 / scale;
      const target = (n * blocks + b) * bytesPerBlock;
      for (let index = 0; index < blockSize; index++) {
        const weight = start + index < end ? (data[start + index] as number) : 0;
        const rounded = Math.round(weight * inverse) + zeroPoint;
        const q = Math.min(highest, Math.max(0, rounded));
        const at = target + Math.floor(index / perByte);
        packed[at] = (packed[at] as number) | (q << (bits * (index % perByte)));
      }
    }
  }
  return {
    packed: { data: packed, shape: [N, blocks, bytesPerBlock], dtype: 'uint8' },
    scales: { data: scales, shape: [N, blocks], dtype: 'float32' },
    ...(zeroPoints !== undefined && {
      zeroPoints: { data: zeroPoints, shape: [N, zeroPointBytes], dtype: 'uint8' },
    }),
  };
}

/** @throws EngineError `QUANTIZATION_INVALID` */
export function checkQuantization(bits: number, blockSize: number): void {
  if (bits !== 4 && bits !== 8)
    throw invalid(`expected 4 or 8 bits, got ${bits}. ONNX Runtime has kernels for these.`);
  if (![16, 32, 64, 128].includes(blockSize)) {
    throw invalid(
      `expected a block size of 16, 32, 64 or 128, got ${blockSize}. 32 is the usual one; larger blocks are smaller and less exact.`,
    );
  }
}

interface Block {
  readonly start: number;
  readonly end: number;
  readonly bits: QuantizedBits;
}

/** Scale and zero point; the element of largest magnitude becomes the lowest number, which has no positive twin. */
function symmetricScale(data: Float32Array, { start, end, bits }: Block): [number, number] {
  let extreme = 0;
  for (let index = start; index < end; index++) {
    const weight = data[index] as number;
    if (!(Math.abs(weight) <= Math.abs(extreme))) extreme = weight;
    if (Number.isNaN(weight)) return [Number.NaN, 0];
  }
  const half = 2 ** (bits - 1);
  return [Math.fround(extreme / -half), half];
}

/** Scale and zero point that map the range of the block, 0 included, to all numbers. */
function rangeScale(data: Float32Array, { start, end, bits }: Block): [number, number] {
  let [lowest, highest] = [0, 0];
  for (let index = start; index < end; index++) {
    const weight = data[index] as number;
    if (weight < lowest) lowest = weight;
    else if (weight > highest) highest = weight;
    else if (Number.isNaN(weight)) return [Number.NaN, 0];
  }
  const scale = Math.fround((highest - lowest) / (2 ** bits - 1));
  return [scale, scale === 0 ? 0 : Math.round(-lowest / scale)];
}

function invalid(text: string): EngineError {
  return new EngineError('QUANTIZATION_INVALID', `quantizeBlocks: ${text}`);
}
