import { describe, expect, it } from 'vitest';
import { acrossSeeds, exactMcNemar, pairedDifference } from './paired-statistics.js';

describe('acrossSeeds', () => {
  it('is the t interval of scipy.stats.t.interval', () => {
    // scipy.stats.t.interval(0.95, 2, np.mean(x), scipy.stats.sem(x)) for x = [0.5, 0.6, 0.55]
    const { mean, low, high } = acrossSeeds([0.5, 0.6, 0.55]);
    expect(mean).toBeCloseTo(0.55, 10);
    expect(low).toBeCloseTo(0.425793, 4);
    expect(high).toBeCloseTo(0.674207, 4);
  });

  it('has no width for one seed', () => {
    expect(acrossSeeds([0.4])).toEqual({ mean: 0.4, low: 0.4, high: 0.4 });
  });
});

describe('exactMcNemar', () => {
  it('is the exact binomial test', () => {
    // scipy.stats.binomtest(k, n).pvalue
    expect(exactMcNemar(2, 8)).toBeCloseTo(0.109375, 10);
    expect(exactMcNemar(0, 6)).toBeCloseTo(0.03125, 10);
    expect(exactMcNemar(30, 50)).toBeCloseTo(0.033, 3);
    expect(exactMcNemar(5, 5)).toBe(1);
    expect(exactMcNemar(0, 0)).toBe(1);
  });
});

describe('pairedDifference', () => {
  const answers = (rows: boolean[][]) => new Map(rows.map((row, i) => [`q${i}`, row]));

  it('counts what one method alone answered, and holds zero when both are the same', () => {
    const a = answers([
      [true, true],
      [true, false],
      [false, false],
      [false, true],
    ]);
    const b = answers([
      [true, false],
      [false, false],
      [false, false],
      [true, true],
    ]);
    const found = pairedDifference(a, b);
    expect(found.mean).toBeCloseTo(1 / 8, 10);
    expect([found.onlyFirst, found.onlySecond]).toEqual([2, 1]);
    expect(found.low).toBeLessThan(0);
    expect(found.high).toBeGreaterThan(0);
    expect(pairedDifference(a, a)).toMatchObject({ mean: 0, low: 0, high: 0, mcNemar: 1 });
  });

  it('is sure of a difference on every question', () => {
    const rows = (value: boolean) => answers(Array.from({ length: 20 }, () => [value]));
    expect(pairedDifference(rows(true), rows(false))).toMatchObject({ mean: 1, low: 1, high: 1 });
  });

  it('refuses methods that did not answer the same questions with the same seeds', () => {
    expect(() => pairedDifference(answers([[true]]), answers([[true, false]]))).toThrow(RangeError);
  });
});
