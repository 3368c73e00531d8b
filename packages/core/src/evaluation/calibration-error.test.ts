import { describe, expect, it } from 'vitest';
import { expectedCalibrationError, reliabilityBins } from './calibration-error.js';
import { coverageAt, precisionCoverage } from './precision-coverage.js';

const judged = (...pairs: [number, boolean][]) =>
  pairs.map(([confidence, correct]) => ({ confidence, correct }));

/** Two answers at 0.95, of which one is right, and three at 0.25, all wrong. */
const five = judged([0.95, true], [0.25, false], [0.95, false], [0.25, false], [0.25, false]);

describe('expectedCalibrationError', () => {
  it('weighs the distance of each bin by its answers', () => {
    // 2/5 · |0.95 - 0.5| + 3/5 · |0.25 - 0|
    expect(expectedCalibrationError(five)).toBeCloseTo(0.4 * 0.45 + 0.6 * 0.25, 12);
    expect(expectedCalibrationError(five, { bins: 1 })).toBeCloseTo(Math.abs(0.53 - 0.2), 12);
  });

  it('is 0 for claims that come true, and for none', () => {
    expect(expectedCalibrationError(judged([1, true], [0, false]))).toBe(0);
    expect(expectedCalibrationError([])).toBe(0);
  });
});

describe('reliabilityBins', () => {
  it('puts 1 into the last bin of equal width and leaves others empty', () => {
    const bins = reliabilityBins(judged([1, true], [0.5, true], [0.49, false]), { bins: 2 });
    expect(bins).toEqual([
      { low: 0, high: 0.5, n: 1, confidence: 0.49, accuracy: 0 },
      { low: 0.5, high: 1, n: 2, confidence: 0.75, accuracy: 1 },
    ]);
    expect(reliabilityBins(judged([0.9, true]), { bins: 2 })[0]).toMatchObject({ n: 0 });
  });

  it('puts as many answers into each bin of equal mass', () => {
    const bins = reliabilityBins(five, { bins: 2, equal: 'mass' });
    expect(bins.map(({ n }) => n)).toEqual([3, 2]);
    expect(bins[1]).toMatchObject({ low: 0.95, high: 0.95, accuracy: 0.5 });
    expect(reliabilityBins(five, { bins: 9, equal: 'mass' })).toHaveLength(5);
  });
});

describe('precisionCoverage', () => {
  const answers = judged([0.9, true], [0.8, true], [0.8, false], [0.7, true], [0.1, false]);

  it('has a point for each confidence, equal ones together', () => {
    expect(precisionCoverage(answers, 10)).toEqual([
      { confidence: 0.9, coverage: 0.1, precision: 1 },
      { confidence: 0.8, coverage: 0.3, precision: 2 / 3 },
      { confidence: 0.7, coverage: 0.4, precision: 0.75 },
      { confidence: 0.1, coverage: 0.5, precision: 0.6 },
    ]);
  });

  it('finds the most that is answered at a precision', () => {
    const points = precisionCoverage(answers);
    expect(coverageAt(points, 0.9)?.coverage).toBeCloseTo(0.2);
    expect(coverageAt(points, 0.75)?.coverage).toBeCloseTo(0.8);
    expect(coverageAt(precisionCoverage(judged([1, false])), 0.5)).toBeUndefined();
  });
});
