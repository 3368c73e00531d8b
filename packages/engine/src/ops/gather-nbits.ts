import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.js';
import { attr, input } from '../kernels/kernel-translation.js';
import { sizeOf } from '../tensor-spec.js';
import type { Operand } from '../trace/graph-value.js';
import { defineOp } from './define-op.js';
import { dequantizeBlocks } from './dequantize-blocks.js';
import type { QuantizedBits, QuantizedBlockSize } from './quantize-blocks.js';
import { checkQuantizedWeight, type QuantizedWeight } from './quantized-weight.js';

const gatherNBitsOp = defineOp({
  name: 'MomqGatherNBits',
  fallback: ({ ids, packed, scales, zeroPoints }, { bits, blockSize, width }) => {
    const indices = tf.reshape(ids as tf.Tensor, [-1]);
    const rows = (table: tf.Tensor) => tf.gather(table, indices);
    const chosen = dequantizeBlocks({
      packed: rows(packed as tf.Tensor),
      scales: rows(scales as tf.Tensor),
      ...(zeroPoints !== undefined && { zeroPoints: rows(zeroPoints) }),
      bits: bits as QuantizedBits,
      blockSize: blockSize as QuantizedBlockSize,
    });
    const K = width as number;
    return tf.reshape(tf.slice(chosen, [0, 0], [-1, K]), [...(ids as tf.Tensor).shape, K]);
  },
  lower: (call) => {
    const { graph } = call;
    const [ids, packed] = [input(call, 'ids'), graph.storedOperand(input(call, 'packed'))];
    const zeroPoints = call.inputs['zeroPoints'];
    const stored = zeroPoints === undefined ? undefined : graph.storedOperand(zeroPoints);
    const [N, blocks, bytes] = packed.shape as [number, number, number];
    const [bits, blockSize] = [attr<number>(call, 'bits'), attr<number>(call, 'blockSize')];
    const width = attr<number>(call, 'width');
    if (packed.dtype !== 'uint8' || (stored !== undefined && stored.dtype !== 'uint8'))
      return undefined;
    if (blocks * blockSize !== width) return undefined; // the node has no padded rows
    const flat = { shape: [N, blocks * bytes], dtype: 'uint8' as const };
    const [rows] = graph.node('Reshape', [packed, graph.int64(flat.shape)], [flat]);
    const operands = [rows as Operand, graph.dense(ids), graph.dense(input(call, 'scales'))];
    return graph.node(
      'GatherBlockQuantized',
      stored === undefined ? operands : [...operands, stored],
      [{ shape: [...ids.shape, width], dtype: 'float32' }],
      {
        domain: 'com.microsoft',
        attributes: { gather_axis: 0, quantize_axis: 1, block_size: blockSize, bits },
      },
    );
  },
});

/**
 * Rows of a quantised matrix, dequantised: the embedding of tokens, from the matrix that a tied output projection
 * multiplies with. In jitted functions one ONNX Runtime node, `com.microsoft.GatherBlockQuantized`. No gradient.
 *
 * @param ids - int32 row numbers, any shape
 * @param width - columns before quantisation, K
 * @returns float32, the shape of `ids` with K as last axis
 * @throws EngineError `INPUT_SHAPE`, `INPUT_DTYPE`, `QUANTIZATION_INVALID`
 */
export function gatherNBits(ids: tf.Tensor, weight: QuantizedWeight, width: number): tf.Tensor {
  const { bits, blockSize, packed, scales, zeroPoints } = weight;
  checkQuantizedWeight('gatherNBits', weight, width);
  if (ids.dtype !== 'int32' || sizeOf(ids.shape) === 0) {
    throw new EngineError(
      'INPUT_DTYPE',
      `gatherNBits: expected at least one int32 id, got ${ids.dtype} [${ids.shape.join(', ')}]. Cast ids with tf.cast(ids, 'int32').`,
    );
  }
  const inputs = { ids, packed, scales, ...(zeroPoints !== undefined && { zeroPoints }) };
  return gatherNBitsOp(inputs, { bits, blockSize, width })[0] as tf.Tensor;
}
