import { expect, test } from 'vitest';
import { nameOutputs } from './name-outputs.js';
import { expectSameResults, TestGraph } from './pass-cases.test-support.js';

const identities = ({
  nodes,
}: {
  nodes: readonly { opType: string; outputs: readonly string[] }[];
}) => nodes.filter(({ opType }) => opType === 'Identity').flatMap(({ outputs }) => outputs);

test('nameOutputs lets nodes write outputs themselves, those that others read too', async () => {
  const graph = new TestGraph();
  const x = graph.input('x', [3]);
  const sum = graph.node('Add', [x, x], [3]);
  const before = graph.finish(sum, graph.node('Mul', [sum, x], [3]));
  expect(identities(before)).toEqual(['y0', 'y1']);
  const after = nameOutputs(before);
  expect(after.nodes.map(({ opType, outputs }) => [opType, ...outputs])).toEqual([
    ['Add', 'y0'],
    ['Mul', 'y1'],
  ]);
  expect(after.nodes[1]?.inputs).toContain('y0');
  expect(after.nodes.every(({ outputs }) => outputs.every((name) => after.values.has(name)))).toBe(
    true,
  );
  await expectSameResults(before, after);
});

test('nameOutputs keeps the copy of an input, a constant and an output', async () => {
  const graph = new TestGraph();
  const x = graph.input('x', [2]);
  const sum = graph.node('Add', [x, x], [2]);
  const before = graph.finish(sum, sum, x, graph.constant([1, 2]));
  const after = nameOutputs(before);
  expect(identities(after)).toEqual(['y1', 'y2', 'y3']);
  await expectSameResults(before, after);
});
