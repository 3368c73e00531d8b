import { expect, test } from 'vitest';
import { limitingFactor, timeShares } from './limiting-factor.js';

test('adds up a profile and names the largest share first', () => {
  const operator = (name: string, milliseconds: number) => ({
    operator: name,
    provider: 'WebGpu',
    nodeCount: 1,
    milliseconds,
  });
  const shares = timeShares({
    runs: 1,
    milliseconds: 100,
    measuredPeakBytes: 0,
    operators: [
      operator('MatMul', 20),
      operator('Gemm', 10),
      operator('Mul', 5),
      operator('MemcpyToHost', 40),
    ],
  });
  expect(shares).toEqual({
    products: 0.3,
    others: 0.05,
    copies: 0.4,
    outside: expect.closeTo(0.25) as number,
  });
  expect(limitingFactor(shares)).toMatch(
    /^Of a step's time: copies between device and host 40 %, matrix products 30 %, work outside/,
  );
});
