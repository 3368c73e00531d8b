import { describe, expect, test } from 'vitest';
import { copyTransposedFactors } from './copy-transposed-factors.js';
import { mergeCommonSubexpressions } from './merge-common-subexpressions.js';
import { expectSameResults, operatorsOf, TestGraph } from './pass-cases.test-support.js';

const cpu = { device: 'cpu', precision: 'float32' } as const;
const transA = { domain: 'com.microsoft', attributes: { transA: 1, transB: 0 } } as const;

describe('copyTransposedFactors', () => {
  test.each([
    { rows: 64, columns: 768, expected: { Transpose: 1, MatMul: 1 } },
    { rows: 768, columns: 64, expected: { Transpose: 2, MatMul: 1 } },
  ])('copies the narrower factor of ($rows, 1024) · (1024, $columns)', async (each) => {
    const { rows, columns, expected } = each;
    const graph = new TestGraph();
    const before = graph.finish(
      graph.node(
        'FusedMatMul',
        [graph.input('a', [1024, rows]), graph.input('b', [1024, columns])],
        [rows, columns],
        transA,
      ),
    );
    const after = copyTransposedFactors(before, cpu);
    expect(operatorsOf(after)).toEqual(expected);
    await expectSameResults(before, after, 1e-5);
  });

  test('takes a Gemm without bias for a product', async () => {
    const graph = new TestGraph();
    const operands = [graph.input('a', [1024, 64]), graph.input('b', [1024, 768])];
    const before = graph.finish(
      graph.node('Gemm', operands, [64, 768], { attributes: { transA: 1, transB: 0 } }),
    );
    const after = copyTransposedFactors(before, cpu);
    expect(operatorsOf(after)).toEqual({ Transpose: 1, MatMul: 1 });
    await expectSameResults(before, after, 1e-5);
  });

  test.each(['a', 'b'])('copies the factor %s that two products share, once', async (shared) => {
    const graph = new TestGraph();
    const factor = graph.input('shared', [1024, 400]);
    const products = ['x', 'y'].map((name) => {
      const other = graph.input(name, [1024, 400]);
      const operands = shared === 'a' ? [factor, other] : [other, factor];
      return graph.node('FusedMatMul', operands, [400, 400], transA);
    });
    const before = graph.finish(...products);
    const after = mergeCommonSubexpressions(copyTransposedFactors(before, cpu));
    expect(operatorsOf(after)).toEqual({ Transpose: shared === 'a' ? 1 : 3, MatMul: 2 });
    await expectSameResults(before, after, 1e-4);
  });

  test.each([
    { why: 'short sums', terms: 1023, rows: 768, batch: [] },
    { why: 'narrow products', terms: 1024, rows: 63, batch: [] },
    { why: 'a copy for one narrow product', terms: 1024, rows: 767, batch: [] },
    { why: 'batches', terms: 1024, rows: 768, batch: [2] },
  ])('leaves $why', ({ terms, rows, batch }) => {
    const graph = new TestGraph();
    const before = graph.finish(
      graph.node(
        'FusedMatMul',
        [graph.input('a', [...batch, terms, rows]), graph.input('b', [...batch, terms, 64])],
        [...batch, rows, 64],
        transA,
      ),
    );
    expect(copyTransposedFactors(before, cpu).nodes).toEqual(before.nodes);
  });
});
