import { describe, expect, test } from 'vitest';
import type { PassTarget } from './graph-pass.js';
import { fuseGemm } from './fuse-gemm.js';
import { expectSameResults, operatorsOf, TestGraph } from './pass-cases.test-support.js';
import { removeDeadCode } from './remove-dead-code.js';

const cpu: PassTarget = { device: 'cpu', precision: 'float32' };
const webgpu: PassTarget = { device: 'webgpu', precision: 'float32' };

describe('fuseGemm', () => {
  test.each([[[4]], [[1, 4]]])('adds a bias of shape %j within the product', async (shape) => {
    const graph = new TestGraph();
    const product = graph.node(
      'FusedMatMul',
      [graph.input('a', [2, 3]), graph.input('b', [4, 3])],
      [2, 4],
      {
        domain: 'com.microsoft',
        attributes: { transA: 0, transB: 1, alpha: { float: 0.5 } },
      },
    );
    const before = graph.finish(graph.node('Add', [graph.input('bias', shape), product], [2, 4]));
    const after = removeDeadCode(fuseGemm(before, cpu));
    expect(operatorsOf(after)).toEqual({ Gemm: 1 });
    await expectSameResults(before, after, 1e-6);
  });

  test('leaves a sum of products and a product that others read', () => {
    const graph = new TestGraph();
    const product = graph.node(
      'MatMul',
      [graph.input('a', [2, 3]), graph.input('b', [3, 2])],
      [2, 2],
    );
    const before = graph.finish(
      product,
      graph.node('Add', [product, graph.input('bias', [2])], [2, 2]),
    );
    expect(fuseGemm(before, cpu).nodes).toEqual(before.nodes);
  });

  test.each([
    { batch: [], expected: { Gemm: 1 } },
    { batch: [5], expected: { Transpose: 2, MatMul: 1, Mul: 1 } },
  ])('leaves no FusedMatMul for WebGPU, batch $batch', async ({ batch, expected }) => {
    const graph = new TestGraph();
    const operands = [graph.input('a', [...batch, 3, 2]), graph.input('b', [...batch, 4, 3])];
    const before = graph.finish(
      graph.node('FusedMatMul', operands, [...batch, 2, 4], {
        domain: 'com.microsoft',
        attributes: { transA: 1, transB: 1, alpha: { float: 0.5 } },
      }),
    );
    const after = fuseGemm(before, webgpu);
    expect(operatorsOf(after)).toEqual(expected);
    await expectSameResults(before, after, 1e-6);
  });
});
