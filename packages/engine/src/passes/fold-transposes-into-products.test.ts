import { describe, expect, test } from 'vitest';
import { foldTransposesIntoProducts } from './fold-transposes-into-products.js';
import { expectSameResults, operatorsOf, TestGraph } from './pass-cases.test-support.js';
import { removeDeadCode } from './remove-dead-code.js';

describe('foldTransposesIntoProducts', () => {
  test.each([
    { a: [3, 2], b: [3, 4], perm: [1, 0], swapA: true, swapB: false, y: [2, 4] },
    { a: [2, 3], b: [4, 3], perm: [1, 0], swapA: false, swapB: true, y: [2, 4] },
    { a: [5, 3, 2], b: [5, 4, 3], perm: [0, 2, 1], swapA: true, swapB: true, y: [5, 2, 4] },
  ])('$a · $b, transposed $swapA, $swapB', async ({ a, b, perm, swapA, swapB, y }) => {
    const graph = new TestGraph();
    const swap = (name: string, shape: number[], yes: boolean) => {
      const x = graph.input(name, shape);
      const swapped = perm.map((axis) => shape[axis] as number);
      return yes ? graph.node('Transpose', [x], swapped, { attributes: { perm } }) : x;
    };
    const before = graph.finish(
      graph.node('MatMul', [swap('a', a, swapA), swap('b', b, swapB)], y),
    );
    const after = removeDeadCode(foldTransposesIntoProducts(before));
    expect(operatorsOf(after)).toEqual({ FusedMatMul: 1 });
    await expectSameResults(before, after, 1e-6);
  });

  test('two transpositions cancel', async () => {
    const graph = new TestGraph();
    const x = graph.input('x', [2, 3]);
    const swapped = graph.node('Transpose', [x], [3, 2], { attributes: { perm: [1, 0] } });
    const before = graph.finish(
      graph.node('FusedMatMul', [swapped, graph.input('b', [3, 4])], [2, 4], {
        domain: 'com.microsoft',
        attributes: { transA: 1, transB: 0 },
      }),
    );
    const after = removeDeadCode(foldTransposesIntoProducts(before));
    expect(operatorsOf(after)).toEqual({ MatMul: 1 });
    await expectSameResults(before, after, 1e-6);
  });

  test('leaves transposes of other axes', () => {
    const graph = new TestGraph();
    const x = graph.input('x', [3, 2, 4]);
    const swapped = graph.node('Transpose', [x], [2, 3, 4], { attributes: { perm: [1, 0, 2] } });
    const before = graph.finish(
      graph.node('MatMul', [swapped, graph.input('b', [4, 5])], [2, 3, 5]),
    );
    expect(foldTransposesIntoProducts(before).nodes).toEqual(before.nodes);
  });
});
