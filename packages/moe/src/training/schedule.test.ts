import { expect, it } from 'vitest';
import { learningRateAt } from './schedule.js';

it('warms up linearly, then falls along a cosine', () => {
  const schedule = { peak: 2, warmupRatio: 0.1, finalRatio: 0.1 };
  expect(learningRateAt(0, schedule)).toBeCloseTo(0.002, 6);
  expect(learningRateAt(0.05, schedule)).toBeCloseTo(1, 6);
  expect(learningRateAt(0.1, schedule)).toBeCloseTo(2, 6);
  expect(learningRateAt(0.55, schedule)).toBeCloseTo(1.1, 6);
  expect(learningRateAt(1, schedule)).toBeCloseTo(0.2, 6);
});
