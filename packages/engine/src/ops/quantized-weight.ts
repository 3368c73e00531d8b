import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.js';
import {
  checkQuantization,
  type QuantizedBits,
  type QuantizedBlockSize,
} from './quantize-blocks.js';

/** A quantised weight as tensors: what `quantizeBlocks` made, given as constants or state of a jitted function. */
export interface QuantizedWeight {
  /** Stored as uint8, in TF.js int32; shape (N, blocks, blockSize · bits / 8). */
  readonly packed: tf.Tensor;
  /** float32, shape (N, blocks). */
  readonly scales: tf.Tensor;
  /** Stored as uint8, in TF.js int32; shape (N, ⌈blocks · bits / 8⌉). Absent: symmetric. */
  readonly zeroPoints?: tf.Tensor;
  readonly bits: QuantizedBits;
  readonly blockSize: QuantizedBlockSize;
}

/**
 * Checks that the tensors of a quantised weight fit together.
 * @param K - columns of the weight before quantisation; `undefined` stands for a scalar operand
 * @throws EngineError `QUANTIZATION_INVALID`, `INPUT_SHAPE`, `INPUT_DTYPE`
 */
export function checkQuantizedWeight(
  op: string,
  { packed, scales, zeroPoints, bits, blockSize }: QuantizedWeight,
  K: number | undefined,
): void {
  checkQuantization(bits, blockSize);
  if (K === undefined) {
    throw new EngineError(
      'INPUT_SHAPE',
      `${op}: expected x of at least one axis, got a scalar. Reshape it to (1, K).`,
    );
  }
  const N = scales.shape[0] ?? 0;
  const blocks = Math.ceil(K / blockSize);
  const expected: [string, tf.Tensor | undefined, number[], string][] = [
    ['packed', packed, [N, blocks, (blockSize * bits) / 8], 'int32'],
    ['scales', scales, [N, blocks], 'float32'],
    ['zeroPoints', zeroPoints, [N, Math.ceil((blocks * bits) / 8)], 'int32'],
  ];
  for (const [name, tensor, shape, dtype] of expected) {
    if (tensor === undefined) continue;
    if (tensor.dtype !== dtype) {
      throw new EngineError(
        'INPUT_DTYPE',
        `${op}: expected ${name} to be ${dtype === 'int32' ? 'stored as uint8 (in TF.js int32)' : dtype}, got ${tensor.dtype}. Give it as quantizeBlocks returns it.`,
      );
    }
    if (!tf.util.arraysEqual(tensor.shape, shape)) {
      throw new EngineError(
        'INPUT_SHAPE',
        `${op}: expected ${name} [${shape.join(', ')}] for K = ${K}, ${bits} bits and blocks of ${blockSize}, got [${tensor.shape.join(', ')}]. Use the bits and block size that the weight was quantised with.`,
      );
    }
  }
}
