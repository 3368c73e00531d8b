import { describe, expect, test } from 'vitest';
import { blockProductRows } from './block-product-rows.js';
import { expectSameResults, operatorsOf, TestGraph } from './pass-cases.test-support.js';

const cpu = { device: 'cpu', precision: 'float32' } as const;

describe('blockProductRows', () => {
  test.each([
    { a: [1024, 24], b: [24, 64], transB: 0, blocks: [2, 512, 24] },
    { a: [4, 300, 24], b: [80, 24], transB: 1, blocks: [3, 400, 24] },
  ])('computes $a · $b in blocks', async ({ a, b, transB, blocks }) => {
    const graph = new TestGraph();
    const shape = [...a.slice(0, -1), b[1 - transB] as number];
    const product = graph.node('FusedMatMul', [graph.input('a', a), graph.input('b', b)], shape, {
      domain: 'com.microsoft',
      attributes: { transA: 0, transB, alpha: { float: 0.5 } },
    });
    const before = graph.finish(product);
    const after = blockProductRows(before, cpu);
    expect(operatorsOf(after)).toEqual({ Reshape: 3, FusedMatMul: 1 });
    const blocked = after.nodes.find(({ opType }) => opType === 'FusedMatMul');
    expect(after.values.get(blocked?.inputs[0] as string)?.shape).toEqual(blocks);
    await expectSameResults(before, after, 1e-5);
  });

  test.each([
    { why: 'few rows', a: [1023, 8], b: [8, 64] },
    { why: 'no divisor of the rows', a: [1031, 8], b: [8, 64] },
    { why: 'few columns', a: [1024, 8], b: [8, 63] },
    { why: 'batches on both sides', a: [2, 1024, 8], b: [2, 8, 64] },
  ])('leaves $why', ({ a, b }) => {
    const graph = new TestGraph();
    const product = graph.node(
      'MatMul',
      [graph.input('a', a), graph.input('b', b)],
      [...a.slice(0, -1), b.at(-1) as number],
    );
    const before = graph.finish(product);
    expect(blockProductRows(before, cpu).nodes).toEqual(before.nodes);
  });

  test('leaves products with a constant, and other devices', () => {
    const graph = new TestGraph();
    const ones = new Array<number>(8 * 64).fill(1);
    const constant = graph.finish(
      graph.node(
        'MatMul',
        [graph.input('a', [1024, 8]), graph.constant(ones, [8, 64])],
        [1024, 64],
      ),
    );
    expect(blockProductRows(constant, cpu).nodes).toEqual(constant.nodes);
    const other = new TestGraph();
    const product = other.finish(
      other.node('MatMul', [other.input('a', [1024, 8]), other.input('b', [8, 64])], [1024, 64]),
    );
    expect(blockProductRows(product, { ...cpu, device: 'webgpu' }).nodes).toEqual(product.nodes);
  });
});
