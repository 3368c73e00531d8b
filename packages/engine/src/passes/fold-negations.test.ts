import { expect, test } from 'vitest';
import { foldNegations } from './fold-negations.js';
import { expectSameResults, operatorsOf, TestGraph } from './pass-cases.test-support.js';
import { removeDeadCode } from './remove-dead-code.js';

test('turns a + (−b) · c into a − b · c', async () => {
  const graph = new TestGraph();
  const [a, b, c] = ['a', 'b', 'c'].map((name) => graph.input(name, [2, 3]));
  const product = graph.node('Mul', [graph.node('Neg', [b!], [2, 3]), c!], [2, 3]);
  const before = graph.finish(graph.node('Add', [a!, product], [2, 3]));
  const after = removeDeadCode(foldNegations(before));
  expect(operatorsOf(after)).toEqual({ Mul: 1, Sub: 1 });
  await expectSameResults(before, after);
});

test('cancels two negations', async () => {
  const graph = new TestGraph();
  const x = graph.input('x', [3]);
  const y = graph.input('y', [3]);
  const twice = graph.node('Neg', [graph.node('Neg', [x], [3])], [3]);
  const before = graph.finish(twice, graph.node('Sub', [x, graph.node('Neg', [y], [3])], [3]));
  const after = removeDeadCode(foldNegations(before));
  expect(operatorsOf(after)).toEqual({ Add: 1 });
  await expectSameResults(before, after);
});

test('does not move a negation to more elements', () => {
  const graph = new TestGraph();
  const x = graph.input('x', [1, 3]);
  const negative = graph.node('Neg', [x], [1, 3]);
  const before = graph.finish(graph.node('Mul', [negative, graph.input('y', [4, 3])], [4, 3]));
  expect(foldNegations(before).nodes).toEqual(before.nodes);
});
