import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.js';
import { attr, input } from '../kernels/kernel-translation.js';
import type { Operand } from '../trace/graph-value.js';
import { defineOp } from './define-op.js';
import { dequantizeBlocks } from './dequantize-blocks.js';
import type { QuantizedBits, QuantizedBlockSize } from './quantize-blocks.js';
import { checkQuantizedWeight, type QuantizedWeight } from './quantized-weight.js';

/** Settings of {@link matMulNBits}. */
export interface MatMulNBitsOptions {
  /**
   * How exact the products are: 0 and 1 are float32; 4 rounds each block of `x` to int8 first, as llama.cpp does,
   * which is several times as fast and what decoding wants. Has no effect on other backends. Default 4.
   */
  readonly accuracyLevel?: 0 | 1 | 4;
  /** Added to each row of the product; float32, shape (N). Default none. */
  readonly bias?: tf.Tensor;
}

const matMulNBitsOp = defineOp({
  name: 'MomqMatMulNBits',
  fallback: ({ x, packed, scales, zeroPoints, bias }, { bits, blockSize }) => {
    const [a, rows] = [x as tf.Tensor, scales as tf.Tensor];
    const K = a.shape.at(-1) as number;
    const weight = dequantizeBlocks({
      packed: packed as tf.Tensor,
      scales: rows,
      zeroPoints: zeroPoints as tf.Tensor,
      bits: bits as QuantizedBits,
      blockSize: blockSize as QuantizedBlockSize,
    });
    const N = rows.shape[0] as number;
    const product = tf.matMul(
      tf.reshape(a, [-1, K]),
      tf.slice(weight, [0, 0], [N, K]),
      false,
      true,
    );
    const sum = bias === undefined ? product : tf.add(product, bias);
    return tf.reshape(sum, [...a.shape.slice(0, -1), N]);
  },
  lower: (call) => {
    const { graph } = call;
    const [x, scales] = [input(call, 'x'), input(call, 'scales')];
    const [packed, zeroPoints] = ['packed', 'zeroPoints'].map((name) =>
      graph.storedOperand(input(call, name)),
    ) as [Operand, Operand];
    const symmetric = zeroPoints.shape.length === 0;
    if (packed.dtype !== 'uint8' || (!symmetric && zeroPoints.dtype !== 'uint8')) return undefined;
    const [K, N] = [x.shape.at(-1) as number, scales.shape[0] as number];
    const bias = call.inputs['bias'];
    const required = [graph.dense(x), packed, graph.dense(scales)];
    const group = undefined; // an index per column, for weights that were sorted before
    const optional = [
      symmetric ? undefined : zeroPoints,
      group,
      bias === undefined ? undefined : graph.dense(bias),
    ];
    const given = optional.findLastIndex((operand) => operand !== undefined) + 1;
    return graph.node(
      'MatMulNBits',
      [...required, ...optional.slice(0, given)],
      [{ shape: x.shape.with(-1, N), dtype: 'float32' }],
      {
        domain: 'com.microsoft',
        attributes: {
          K,
          N,
          bits: attr<number>(call, 'bits'),
          block_size: attr<number>(call, 'blockSize'),
          accuracy_level: attr<number>(call, 'accuracyLevel'),
        },
      },
    );
  },
  gradient: {
    inputsToSave: ['x', 'packed', 'scales', 'zeroPoints'],
    derivatives: ([dy], saved, attributes) => {
      const [x, packed, scales, zeroPoints] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
      const [N, K] = [scales.shape[0] as number, x.shape.at(-1) as number];
      const flat = tf.reshape(dy as tf.Tensor, [-1, N]);
      return {
        x: () => {
          const weight = dequantizeBlocks({
            packed,
            scales,
            zeroPoints,
            bits: attributes['bits'] as QuantizedBits,
            blockSize: attributes['blockSize'] as QuantizedBlockSize,
          });
          return tf.reshape(tf.matMul(flat, tf.slice(weight, [0, 0], [N, K])), x.shape);
        },
        bias: () => tf.sum(flat, 0),
      };
    },
  },
});

/**
 * Matrix product with a 4- or 8-bit weight: `x · dequantised weightᵀ`.
 *
 * In jitted functions one ONNX Runtime node, `com.microsoft.MatMulNBits`, provided that `packed` is stored as uint8;
 * elsewhere the weight is dequantised. Differentiable by `x` and `bias`, so that adapters can be trained over a
 * quantised base (QLoRA).
 *
 * @param x - float32, shape (…, K)
 * @returns float32, shape (…, N)
 * @throws EngineError `INPUT_SHAPE` when the tensors do not fit together, `INPUT_DTYPE`, `QUANTIZATION_INVALID`
 * @remarks Source: docs/ContribOperators.md of ONNX Runtime 1.30.
 */
export function matMulNBits(
  x: tf.Tensor,
  weight: QuantizedWeight,
  { accuracyLevel = 4, bias }: MatMulNBitsOptions = {},
): tf.Tensor {
  const { bits, blockSize, packed, scales, zeroPoints } = weight;
  checkQuantizedWeight('matMulNBits', weight, x.shape.at(-1));
  if (x.dtype !== 'float32') {
    throw new EngineError(
      'INPUT_DTYPE',
      `matMulNBits: expected float32 x, got ${x.dtype}. Cast it with tf.cast(x, 'float32').`,
    );
  }
  if (bias !== undefined && !tf.util.arraysEqual(bias.shape, [scales.shape[0] as number])) {
    throw new EngineError(
      'INPUT_SHAPE',
      `matMulNBits: expected bias [${scales.shape[0]}], one per row of the weight, got [${bias.shape.join(', ')}]. Reshape it.`,
    );
  }
  return tf.tidy(() => {
    const inputs = {
      x,
      packed,
      scales,
      zeroPoints: zeroPoints ?? tf.scalar(2 ** (bits - 1), 'int32'),
      ...(bias !== undefined && { bias }),
    };
    return matMulNBitsOp(inputs, { bits, blockSize, accuracyLevel })[0] as tf.Tensor;
  });
}
