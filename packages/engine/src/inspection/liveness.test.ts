import { expect, test } from 'vitest';
import { TestGraph } from '../passes/pass-cases.test-support.js';
import { liveBytes } from './liveness.js';

test('a value lives from its node to its last reader; views share memory; outputs belong to the caller', () => {
  const graph = new TestGraph();
  const x = graph.input('x', [10]); // not counted
  const a = graph.node('Exp', [x], [10]); // 40 bytes
  const b = graph.node('Reshape', [a, [2, 5]], [2, 5]); // a's memory
  const c = graph.node('ReduceSum', [a, [0]], []); // 4 bytes; a lives on through b
  const d = graph.node('Concat', [b, b], [4, 5]); // 80 bytes
  const e = graph.node('Mul', [d, c], [4, 5]); // the output's memory
  expect(liveBytes(graph.finish(e))).toEqual([40, 40, 44, 124, 84, 0]);
});
