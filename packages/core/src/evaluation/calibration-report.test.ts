import { expect, it } from 'vitest';
import { calibrationReport } from './calibration-report.js';
import type { EvaluationRecord } from './evaluate.js';

const record = (
  outcome: EvaluationRecord['outcome'],
  confidence?: number,
): Pick<EvaluationRecord, 'confidence' | 'outcome'> => ({
  outcome,
  ...(confidence !== undefined && { confidence }),
});

it('measures the answers that claim a confidence, and counts all questions as asked', () => {
  const report = calibrationReport([
    record('correct', 0.95),
    record('correct', 0.95),
    record('wrong', 0.45),
    record('failed', 0.45),
    record('declined'),
    record('no-answer'),
    record('correct'),
    record('correct'),
  ])!;
  expect(report.n).toBe(4);
  // |0.95 - 1| and |0.45 - 0|, half of the answers each
  expect(report.ece).toBeCloseTo(0.25, 12);
  expect(report.bins.filter(({ n }) => n > 0)).toEqual([
    { low: 0.4, high: 0.5, n: 2, confidence: 0.45, accuracy: 0 },
    { low: 0.9, high: 1, n: 2, confidence: 0.95, accuracy: 1 },
  ]);
  expect(report.coverage).toEqual(
    [0.95, 0.9, 0.8].map((precision) => ({ precision, confidence: 0.95, coverage: 0.25 })),
  );
});

it('has nothing to say where no answer claims a confidence', () => {
  expect(calibrationReport([record('correct'), record('declined')])).toBeUndefined();
  const [point] = calibrationReport([record('wrong', 0.9)])!.coverage;
  expect(point).toEqual({ precision: 0.95, confidence: 1, coverage: 0 });
});

it('counts the answers that are sure and wrong', () => {
  const { sure } = calibrationReport([
    record('correct', 0.95),
    record('wrong', 0.9),
    { ...record('wrong', 0.8), unanswerable: 'no prices' },
    record('failed', 0.5),
    record('wrong', 0.1),
    record('declined'),
    { ...record('declined'), unanswerable: 'no prices' },
  ])!;
  expect(sure).toEqual([
    { confidence: 0.9, answers: 2, wrong: 1, unanswerable: 0 },
    { confidence: 0.7, answers: 3, wrong: 2, unanswerable: 1 },
    { confidence: 0.5, answers: 4, wrong: 3, unanswerable: 1 },
  ]);
});
