import { describe, expect, test } from 'vitest';
import { foldConstants } from './fold-constants.js';
import { expectSameResults, operatorsOf, TestGraph } from './pass-cases.test-support.js';
import { removeDeadCode } from './remove-dead-code.js';

const fold = (graph: Parameters<typeof foldConstants>[0]) => removeDeadCode(foldConstants(graph));

describe('foldConstants', () => {
  test('computes rotary frequencies while compiling', async () => {
    const graph = new TestGraph();
    const x = graph.input('x', [3, 4]);
    const exponents = graph.node('Div', [graph.constant([0, 1, 2, 3]), graph.scalar(-4)], [4]);
    const frequencies = graph.node('Pow', [graph.scalar(10000), exponents], [4]);
    const angles = graph.node('Mul', [graph.constant([0, 1, 2], [3, 1]), frequencies], [3, 4]);
    const before = graph.finish(
      graph.node('Mul', [x, graph.node('Cos', [angles], [3, 4])], [3, 4]),
    );
    const after = fold(before);
    expect(operatorsOf(before)).toEqual({ Div: 1, Pow: 1, Mul: 2, Cos: 1 });
    expect(operatorsOf(after)).toEqual({ Mul: 1 });
    await expectSameResults(before, after, 1e-6);
  });

  test('transposes, compares, selects and casts as ONNX Runtime does', async () => {
    const graph = new TestGraph();
    const x = graph.input('x', [3, 2]);
    const a = graph.constant([1.7, -2.5, 0, NaN, Infinity, -0], [2, 3]);
    const swapped = graph.node('Transpose', [a], [3, 2], { attributes: { perm: [1, 0] } });
    const small = graph.node('Less', [swapped, graph.scalar(1)], [3, 2], { dtype: 'bool' });
    const chosen = graph.node('Where', [small, graph.constant([5, 6]), graph.scalar(7)], [3, 2]);
    const integers = graph.node('Cast', [graph.constant([1.7, -2.5])], [2], {
      attributes: { to: 6 },
      dtype: 'int32',
    });
    const back = graph.node('Cast', [integers], [2], { attributes: { to: 1 } });
    const before = graph.finish(
      graph.node('Add', [graph.node('Add', [x, chosen], [3, 2]), back], [3, 2]),
    );
    const after = fold(before);
    expect(operatorsOf(after)).toEqual({ Add: 2 });
    await expectSameResults(before, after);
  });

  test('keeps a uniform result a scalar', () => {
    const graph = new TestGraph();
    const x = graph.input('x', [64]);
    const zeros = graph.constant(new Array<number>(64).fill(2));
    const before = graph.finish(graph.node('Concat', [x, graph.node('Exp', [zeros], [64])], [128]));
    const after = fold(before);
    expect(operatorsOf(after)).toEqual({ Expand: 1, Concat: 1 });
    const floats = after.initializers.filter(({ dtype }) => dtype === 'float32');
    expect(floats.map(({ data }) => data?.length)).toEqual([1]);
    expect(floats[0]?.data?.[0]).toBeCloseTo(Math.exp(2), 5);
  });

  test('leaves large results to ONNX Runtime, so that the model stays small', () => {
    const graph = new TestGraph();
    const x = graph.input('x', [100, 100]);
    const range = Array.from({ length: 100 }, (_, index) => index);
    const mask = graph.node(
      'Less',
      [graph.constant(range, [100, 1]), graph.constant(range)],
      [100, 100],
      {
        dtype: 'bool',
      },
    );
    const before = graph.finish(graph.node('Where', [mask, x, graph.scalar(0)], [100, 100]));
    expect(operatorsOf(fold(before))).toEqual({ Less: 1, Where: 1 });
  });

  test('drops neutral elements, but not where they give the result its shape', async () => {
    const graph = new TestGraph();
    const x = graph.input('x', [3]);
    let y = x;
    y = graph.node('Mul', [graph.scalar(1), y], [3]);
    y = graph.node('Div', [y, graph.scalar(1)], [3]);
    y = graph.node('Add', [graph.scalar(0), y], [3]);
    y = graph.node('Sub', [y, graph.scalar(0)], [3]);
    y = graph.node('Pow', [y, graph.scalar(1)], [3]);
    y = graph.node('Sub', [graph.scalar(0), y], [3]);
    y = graph.node('Mul', [y, graph.constant([1], [1, 1])], [1, 3]);
    const before = graph.finish(y);
    const after = fold(before);
    expect(operatorsOf(after)).toEqual({ Sub: 1, Mul: 1 });
    await expectSameResults(before, after);
  });
});
