import { describe, expect, test } from 'vitest';
import type { OnnxNode } from '../onnx/onnx-graph.js';
import { nodeFlops } from './flops.js';

interface Case {
  readonly opType: string;
  readonly inputs: readonly (readonly number[])[];
  readonly output: readonly number[];
  readonly attributes?: OnnxNode['attributes'];
  readonly flops: number;
}

/** Counted by hand from the definition of each operator. */
const cases: readonly Case[] = [
  {
    opType: 'MatMul',
    inputs: [
      [2, 3],
      [3, 4],
    ],
    output: [2, 4],
    flops: 48,
  },
  {
    opType: 'MatMul',
    inputs: [
      [5, 2, 3],
      [3, 4],
    ],
    output: [5, 2, 4],
    flops: 240,
  },
  {
    opType: 'FusedMatMul',
    inputs: [
      [3, 2],
      [3, 4],
    ],
    output: [2, 4],
    attributes: { transA: 1 },
    flops: 48,
  },
  { opType: 'Gemm', inputs: [[2, 3], [3, 4], [4]], output: [2, 4], flops: 56 },
  {
    opType: 'Gemm',
    inputs: [
      [3, 2],
      [3, 4],
    ],
    output: [2, 4],
    attributes: { transA: 1 },
    flops: 48,
  },
  {
    opType: 'MatMulNBits',
    inputs: [
      [2, 32],
      [8, 1, 16],
    ],
    output: [2, 8],
    attributes: { K: 32, N: 8 },
    flops: 1024,
  },
  {
    opType: 'Einsum',
    inputs: [
      [2, 3],
      [3, 4],
    ],
    output: [2, 4],
    attributes: { equation: 'ij,jk->ik' },
    flops: 48,
  },
  { opType: 'Add', inputs: [[4, 1], [5]], output: [4, 5], flops: 20 },
  { opType: 'ReduceSum', inputs: [[4, 5], [1]], output: [4], flops: 20 },
  { opType: 'Softmax', inputs: [[4, 5]], output: [4, 5], flops: 100 },
  { opType: 'Transpose', inputs: [[4, 5]], output: [5, 4], flops: 0 },
];

describe('nodeFlops', () => {
  test.each(cases)('$opType $inputs', ({ opType, inputs, output, attributes = {}, flops }) => {
    const names = inputs.map((_, index) => `x${index}`);
    const node = { opType, domain: '', inputs: names, outputs: ['y'], attributes };
    const shapes = [
      ...inputs.map((shape, index) => [`x${index}`, shape] as const),
      ['y', output] as const,
    ];
    const values = new Map(
      shapes.map(([name, shape]) => [name, { shape, dtype: 'float32' as const }]),
    );
    expect(nodeFlops(node, values)).toBe(flops);
  });
});
