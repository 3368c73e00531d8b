import { describe, expect, test } from 'vitest';
import { delayDecay } from './delay-decay.js';
import { expectSameResults, operatorsOf, TestGraph } from './pass-cases.test-support.js';
import { removeDeadCode } from './remove-dead-code.js';

/** s · decay + e^x · share, in either order; `reread`: the first product is an output too. */
function movingAverage({
  decay = 0.9,
  share = 0.1,
  swapped = false,
  reread = false,
  shape = [2, 3],
} = {}) {
  const graph = new TestGraph();
  const s = graph.input('s', [2, 3]);
  const x = graph.node('Exp', [graph.input('x', shape)], shape);
  const kept = graph.node('Mul', [s, graph.scalar(decay)], [2, 3]);
  const added = graph.node('Mul', [x, graph.scalar(share)], shape);
  const sum = graph.node('Add', swapped ? [added, kept] : [kept, added], [2, 3]);
  return graph.finish(sum, ...(reread ? [kept] : []));
}

describe('a moving average', () => {
  test.each([
    [{}],
    [{ decay: 0.999, share: 0.001 }],
    [{ swapped: true }],
    [{ decay: -1.5, share: 3 }],
  ])('reads its input only after what it averages: %o', async (settings) => {
    const before = movingAverage(settings);
    const after = removeDeadCode(delayDecay(before));
    expect(operatorsOf(after)).toEqual(operatorsOf(before));
    const readers = after.nodes.filter(({ inputs }) => inputs.includes('s'));
    expect(readers.map(({ opType }) => opType)).toEqual(['Add']);
    await expectSameResults(before, after, 1e-6);
  });

  test.each([
    [{ decay: 1e-3 }],
    [{ decay: 0 }],
    [{ decay: Infinity }],
    [{ decay: NaN }],
    [{ shape: [1, 3] }],
    [{ reread: true }],
  ])('stays as it is: %o', (settings) => {
    const graph = movingAverage(settings);
    expect(delayDecay(graph).nodes).toEqual(graph.nodes);
  });
});
