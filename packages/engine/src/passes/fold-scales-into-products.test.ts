import { expect, test } from 'vitest';
import { liveBytes } from '../inspection/liveness.js';
import { foldScalesIntoProducts } from './fold-scales-into-products.js';
import { expectSameResults, operatorsOf, TestGraph } from './pass-cases.test-support.js';
import { removeDeadCode } from './remove-dead-code.js';

test('makes factors before and after a product its alpha', async () => {
  const graph = new TestGraph();
  const a = graph.node('Mul', [graph.input('a', [2, 3]), graph.scalar(0.5)], [2, 3]);
  const b = graph.node('Neg', [graph.input('b', [3, 4])], [3, 4]);
  const product = graph.node('MatMul', [a, b], [2, 4]);
  const before = graph.finish(graph.node('Div', [product, graph.scalar(8)], [2, 4]));
  const after = removeDeadCode(foldScalesIntoProducts(before));
  expect(operatorsOf(after)).toEqual({ FusedMatMul: 1 });
  expect(after.nodes[0]?.attributes['alpha']).toEqual({ float: -0.0625 });
  await expectSameResults(before, after, 1e-6);
});

test('keeps a product that is also read unscaled', async () => {
  const graph = new TestGraph();
  const product = graph.node(
    'MatMul',
    [graph.input('a', [2, 3]), graph.input('b', [3, 4])],
    [2, 4],
  );
  const before = graph.finish(product, graph.node('Mul', [product, graph.scalar(3)], [2, 4]));
  expect(foldScalesIntoProducts(before).nodes).toEqual(before.nodes);
  await expectSameResults(before, foldScalesIntoProducts(before));
});

test('leaves factors that are infinite or no constants', () => {
  const graph = new TestGraph();
  const a = graph.node('Div', [graph.input('a', [2, 3]), graph.scalar(0)], [2, 3]);
  const b = graph.node('Mul', [graph.input('b', [3, 4]), graph.input('c', [4])], [3, 4]);
  const before = graph.finish(graph.node('MatMul', [a, b], [2, 4]));
  expect(foldScalesIntoProducts(before).nodes).toEqual(before.nodes);
});

test('leaves a product where it is, so that its operands are free early', async () => {
  const graph = new TestGraph();
  const a = graph.node('Exp', [graph.input('a', [20, 30])], [20, 30]);
  const product = graph.node('MatMul', [a, graph.input('b', [30, 2])], [20, 2]);
  const other = graph.node('Exp', [graph.input('c', [20, 30])], [20, 30]);
  const sum = graph.node('ReduceSum', [other, [0, 1]], [], { attributes: { keepdims: 0 } });
  const before = graph.finish(graph.node('Mul', [product, graph.scalar(3)], [20, 2]), sum);
  const after = removeDeadCode(foldScalesIntoProducts(before));
  expect(operatorsOf(after)).toEqual({ Exp: 2, FusedMatMul: 1, ReduceSum: 1 });
  expect(Math.max(...liveBytes(after))).toBeLessThanOrEqual(Math.max(...liveBytes(before)));
  await expectSameResults(before, after, 1e-6);
});
