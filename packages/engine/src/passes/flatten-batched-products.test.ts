import { expect, test } from 'vitest';
import { flattenBatchedProducts } from './flatten-batched-products.js';
import { expectSameResults, operatorsOf, TestGraph } from './pass-cases.test-support.js';

const transposedProduct = {
  domain: 'com.microsoft',
  attributes: { transA: 1, transB: 0 },
} as const;

test.each([
  { batch: [5], axes: [0], keepdims: 0, shape: [2, 4] },
  { batch: [5, 2], axes: [0, 1], keepdims: 1, shape: [1, 1, 2, 4] },
])('sums the products of a batch $batch as one', async ({ batch, axes, keepdims, shape }) => {
  const graph = new TestGraph();
  const a = graph.input('a', [...batch, 3, 2]);
  const b = graph.input('b', [...batch, 3, 4]);
  const product = graph.node('FusedMatMul', [a, b], [...batch, 2, 4], transposedProduct);
  const before = graph.finish(
    graph.node('ReduceSum', [product, axes], shape, { attributes: { keepdims } }),
  );
  const after = flattenBatchedProducts(before);
  expect(operatorsOf(after)['ReduceSum']).toBeUndefined();
  const flat = after.nodes.findLast(({ opType }) => opType === 'FusedMatMul');
  expect(after.values.get(flat?.outputs[0] as string)?.shape).toEqual([2, 4]);
  await expectSameResults({ ...before }, after, 1e-5);
});

test('leaves sums over other axes', () => {
  const graph = new TestGraph();
  const [a, b] = [graph.input('a', [5, 2, 3, 2]), graph.input('b', [5, 2, 3, 4])];
  const product = graph.node('FusedMatMul', [a, b], [5, 2, 2, 4], transposedProduct);
  const before = graph.finish(
    graph.node('ReduceSum', [product, [0]], [2, 2, 4], { attributes: { keepdims: 0 } }),
  );
  expect(flattenBatchedProducts(before).nodes).toEqual(before.nodes);
});
