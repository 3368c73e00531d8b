import { expect, test } from 'vitest';
import { mergeCommonSubexpressions } from './merge-common-subexpressions.js';
import { expectSameResults, operatorsOf, TestGraph } from './pass-cases.test-support.js';

test('computes equal chains once', async () => {
  const graph = new TestGraph();
  const x = graph.input('x', [2, 3]);
  const chain = () => graph.node('Sqrt', [graph.node('Mul', [x, x], [2, 3])], [2, 3]);
  const before = graph.finish(graph.node('Add', [chain(), chain()], [2, 3]), chain());
  const after = mergeCommonSubexpressions(before);
  expect(operatorsOf(before)).toEqual({ Mul: 3, Sqrt: 3, Add: 1 });
  expect(operatorsOf(after)).toEqual({ Mul: 1, Sqrt: 1, Add: 1 });
  await expectSameResults(before, after);
});

test('tells attributes, operators and constants apart', async () => {
  const graph = new TestGraph();
  const x = graph.input('x', [3, 3]);
  const swapped = graph.node('Transpose', [x], [3, 3], { attributes: { perm: [1, 0] } });
  const same = graph.node('Transpose', [x], [3, 3], { attributes: { perm: [0, 1] } });
  const plus = graph.node('Add', [x, graph.constant([0, 1, 2])], [3, 3]);
  const minus = graph.node('Add', [x, graph.constant([-0, 1, 2])], [3, 3]);
  const before = graph.finish(swapped, same, plus, minus);
  const after = mergeCommonSubexpressions(before);
  expect(operatorsOf(after)).toEqual(operatorsOf(before));
  await expectSameResults(before, after);
});

test('never merges draws of random numbers', () => {
  const graph = new TestGraph();
  const draw = () => graph.node('RandomUniform', [], [4], { attributes: { shape: [4] } });
  const before = graph.finish(graph.node('Sub', [draw(), draw()], [4]));
  expect(operatorsOf(mergeCommonSubexpressions(before))).toEqual({ RandomUniform: 2, Sub: 1 });
});
