import { describe, expect, test } from 'vitest';
import type { GraphValue } from '../trace/graph-value.js';
import { expectSameResults, operatorsOf, TestGraph } from './pass-cases.test-support.js';
import { removeDeadCode } from './remove-dead-code.js';
import { simplifyShapes } from './simplify-shapes.js';

interface Case {
  readonly what: string;
  readonly build: (graph: TestGraph, x: GraphValue) => GraphValue;
  readonly expected: Record<string, number>;
}

const transposed = (graph: TestGraph, x: GraphValue, perm: number[]) =>
  graph.node(
    'Transpose',
    [x],
    perm.map((axis) => x.shape[axis] as number),
    { attributes: { perm } },
  );

/** `x` has the shape (2, 1, 3, 4). */
const cases: readonly Case[] = [
  {
    what: 'a reshape of a reshape',
    build: (graph, x) =>
      graph.node('Reshape', [graph.node('Reshape', [x, [6, 4]], [6, 4]), [24]], [24]),
    expected: { Reshape: 1 },
  },
  {
    what: 'reshapes there and back',
    build: (graph, x) =>
      graph.node('Reshape', [graph.node('Reshape', [x, [24]], [24]), [2, 1, 3, 4]], [2, 1, 3, 4]),
    expected: {},
  },
  {
    what: 'transposes there and back',
    build: (graph, x) => transposed(graph, transposed(graph, x, [3, 1, 2, 0]), [3, 1, 2, 0]),
    expected: {},
  },
  {
    what: 'a transpose of a transpose',
    build: (graph, x) => transposed(graph, transposed(graph, x, [1, 0, 3, 2]), [2, 0, 1, 3]),
    expected: { Transpose: 1 },
  },
  {
    what: 'a transpose that moves an axis of size 1',
    build: (graph, x) => transposed(graph, x, [1, 0, 2, 3]),
    expected: { Reshape: 1 },
  },
  {
    what: 'a transpose that moves more',
    build: (graph, x) => transposed(graph, x, [1, 2, 0, 3]),
    expected: { Transpose: 1 },
  },
  {
    what: 'an expansion to the same shape',
    build: (graph, x) => graph.node('Expand', [x, [2, 1, 3, 4]], [2, 1, 3, 4]),
    expected: {},
  },
  {
    what: 'an expansion before an operator that broadcasts',
    build: (graph, x) =>
      graph.node(
        'Add',
        [x, graph.node('Expand', [graph.scalar(3), [2, 1, 3, 4]], [2, 1, 3, 4])],
        [2, 1, 3, 4],
      ),
    expected: { Add: 1 },
  },
  {
    what: 'an expansion that gives the result its shape',
    build: (graph, x) =>
      graph.node(
        'Add',
        [x, graph.node('Expand', [graph.scalar(3), [2, 5, 3, 4]], [2, 5, 3, 4])],
        [2, 5, 3, 4],
      ),
    expected: { Add: 1, Expand: 1 },
  },
  {
    what: 'an expansion before PRelu, which broadcasts only its slope',
    build: (graph, x) => {
      const slope = graph.node('Neg', [x], [2, 1, 3, 4]);
      const expanded = graph.node('Expand', [graph.scalar(3), [2, 1, 3, 4]], [2, 1, 3, 4]);
      return graph.node('PRelu', [expanded, slope], [2, 1, 3, 4]);
    },
    expected: { Neg: 1, Expand: 1, PRelu: 1 },
  },
];

describe('simplifyShapes', () => {
  test.each(cases)('$what', async ({ build, expected }) => {
    const graph = new TestGraph();
    const before = graph.finish(build(graph, graph.input('x', [2, 1, 3, 4])));
    const after = removeDeadCode(simplifyShapes(before));
    expect(operatorsOf(after)).toEqual(expected);
    await expectSameResults(before, after);
  });
});
