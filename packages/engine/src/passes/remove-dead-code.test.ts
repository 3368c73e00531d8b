import { expect, test } from 'vitest';
import { expectSameResults, operatorsOf, TestGraph } from './pass-cases.test-support.js';
import { removeDeadCode } from './remove-dead-code.js';

test('drops nodes, constants and inputs that no output needs', async () => {
  const graph = new TestGraph();
  const x = graph.input('x', [2, 3]);
  const unused = graph.input('unused', [2, 3]);
  graph.node('Exp', [graph.node('Add', [unused, graph.constant([1, 2, 3])], [2, 3])], [2, 3]);
  const before = graph.finish(graph.node('Mul', [x, graph.scalar(2)], [2, 3]));
  const after = removeDeadCode(before);
  expect(operatorsOf(before)).toEqual({ Add: 1, Exp: 1, Mul: 1 });
  expect(operatorsOf(after)).toEqual({ Mul: 1 });
  expect(after.inputs.map(({ name }) => name)).toEqual(['x']);
  expect(after.initializers).toHaveLength(1);
  // x, the constant, the product and the output
  expect([...after.values.keys()]).toHaveLength(4);
  await expectSameResults({ ...before, inputs: after.inputs, nodes: after.nodes }, after);
});
