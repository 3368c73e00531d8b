import { expect, test } from 'vitest';
import { gatherScalarFactors } from './gather-scalar-factors.js';
import { expectSameResults, operatorsOf, TestGraph } from './pass-cases.test-support.js';
import { removeDeadCode } from './remove-dead-code.js';

test('multiplies constants with each other', async () => {
  const graph = new TestGraph();
  const x = graph.input('x', [4, 5]);
  const halved = graph.node('Mul', [x, graph.scalar(0.5)], [4, 5]);
  const negative = graph.node('Neg', [halved], [4, 5]);
  const before = graph.finish(graph.node('Mul', [graph.scalar(3), negative], [4, 5]));
  const after = removeDeadCode(gatherScalarFactors(before));
  expect(operatorsOf(after)).toEqual({ Mul: 1 });
  await expectSameResults(before, after, 1e-6);
});

test('moves a constant to the smaller operand', async () => {
  const graph = new TestGraph();
  const x = graph.input('x', [4, 5]);
  const row = graph.input('row', [4, 1]);
  const doubled = graph.node('Mul', [x, graph.scalar(2)], [4, 5]);
  const before = graph.finish(graph.node('Mul', [row, doubled], [4, 5]));
  const after = removeDeadCode(gatherScalarFactors(before));
  const sizes = after.nodes
    .filter(({ opType }) => opType === 'Mul')
    .map(({ outputs }) => after.values.get(outputs[0] as string)?.shape);
  expect(sizes).toEqual([
    [4, 1],
    [4, 5],
  ]);
  await expectSameResults(before, after, 1e-6);
});

test('leaves a scaled value alone that others read too', () => {
  const graph = new TestGraph();
  const x = graph.input('x', [4]);
  const doubled = graph.node('Mul', [x, graph.scalar(2)], [4]);
  const before = graph.finish(doubled, graph.node('Mul', [doubled, graph.scalar(3)], [4]));
  expect(gatherScalarFactors(before).nodes).toEqual(before.nodes);
});
