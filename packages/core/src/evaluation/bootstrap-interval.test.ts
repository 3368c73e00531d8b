import { describe, expect, it } from 'vitest';

import { bootstrapInterval } from './bootstrap-interval.js';

describe('bootstrapInterval', () => {
  it('agrees with the normal approximation for a large sample', () => {
    const outcomes = Array.from({ length: 1000 }, (_, index) => index % 5 < 2);
    const { low, high } = bootstrapInterval(outcomes, 3);
    const half = 1.96 * Math.sqrt((0.4 * 0.6) / 1000);
    expect(low).toBeGreaterThan(0.4 - half - 0.006);
    expect(low).toBeLessThan(0.4 - half + 0.006);
    expect(high).toBeGreaterThan(0.4 + half - 0.006);
    expect(high).toBeLessThan(0.4 + half + 0.006);
  });

  it('repeats for a seed and has no width without doubt', () => {
    const outcomes = [true, false, true, true, false, false, true];
    expect(bootstrapInterval(outcomes, 1)).toEqual(bootstrapInterval(outcomes, 1));
    expect(bootstrapInterval([true, true, true], 1)).toEqual({ low: 1, high: 1 });
    expect(() => bootstrapInterval([], 1)).toThrow(/one outcome or more/);
  });
});
