import '@tensorflow/tfjs-backend-cpu';
import { setBackend, type Tensor } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

await setBackend('cpu');

/** Asserts that every element of `actual` is within `tolerance` of `expected`, shapes aside. */
export function expectClose(
  actual: Tensor | Float32Array,
  expected: ArrayLike<number> | readonly (readonly number[])[],
  tolerance = 1e-5,
): void {
  const got = actual instanceof Float32Array ? actual : actual.dataSync();
  const want = (Array.from(expected as ArrayLike<unknown>) as unknown[]).flat() as number[];
  expect(got.length).toBe(want.length);
  let worst = 0;
  want.forEach((value, i) => (worst = Math.max(worst, Math.abs(value - (got[i] as number)))));
  expect(worst).toBeLessThanOrEqual(tolerance);
}
