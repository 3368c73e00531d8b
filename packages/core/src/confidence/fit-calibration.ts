import { calibratedConfidence } from './calibration.js';
import type { Calibration, CalibrationTerm, Evidence } from './calibration.js';

/** An answer whose rightness is known. */
export interface JudgedAnswer {
  readonly evidence: Evidence;
  readonly correct: boolean;
  /** The database: answers about one are never on both sides of a cross-validation. */
  readonly dbId: string;
}

/** How {@link fitCalibration} fits. */
export interface FitOptions {
  /** The evidence that counts, and whether more of it speaks for an answer or against it. */
  readonly directions: Readonly<Record<string, 'for' | 'against'>>;
  /** Strength of the pull of weights towards 0: half of this times their squares is added to the loss. Default 1. */
  readonly penalty?: number;
}

const maxSteps = 50;
const tolerance = 1e-9;

/**
 * Fits a logistic model by Newton's method on standardised evidence: the minimum of
 *
 *     Σ log(1 + exp(-y·score)) + penalty/2 · Σ weight²,   y = ±1, the bias unpenalised
 *
 * Evidence that never changes or that no answer has is left out, and so is what would count against its direction: of two answers
 * that differ in one thing, the worse one is never the surer.
 *
 * @throws RangeError for no answers
 * @remarks The loss of scikit-learn's LogisticRegression with C = 1/penalty.
 */
export function fitCalibration(
  answers: readonly JudgedAnswer[],
  { directions, penalty = 1 }: FitOptions,
): Pick<Calibration, 'bias' | 'terms'> {
  if (answers.length === 0) throw new RangeError('answers: expected at least one, got none.');
  let scales = Object.keys(directions)
    .filter((name) => answers.some(({ evidence }) => evidence[name] !== undefined))
    .map((name) => scaleOf(name, answers))
    .filter(({ deviation }) => deviation > 0);
  for (;;) {
    const fitted = fitLogistic(answers, scales, penalty);
    const kept = fitted.terms.filter(({ name, weight }) =>
      directions[name] === 'for' ? weight >= 0 : weight <= 0,
    );
    if (kept.length === scales.length) return fitted;
    scales = kept;
  }
}

type Scale = Pick<CalibrationTerm, 'name' | 'mean' | 'deviation'>;

function fitLogistic(
  answers: readonly JudgedAnswer[],
  scales: readonly Scale[],
  penalty: number,
): Pick<Calibration, 'bias' | 'terms'> {
  const rows = answers.map(({ evidence }) => [
    1,
    ...scales.map(({ name, mean, deviation }) => (evidence[name]! - mean) / deviation),
  ]);
  const weights = rows[0]!.map(() => 0);
  for (let step = 0; step < maxSteps; step++) {
    const gradient = weights.map((weight, index) => (index === 0 ? 0 : penalty * weight));
    const hessian = weights.map((_, row) =>
      weights.map((__, column) => (row === column && row > 0 ? penalty : 0)),
    );
    rows.forEach((row, place) => {
      const score = row.reduce((sum, value, index) => sum + value * weights[index]!, 0);
      const p = 1 / (1 + Math.exp(-score));
      const error = p - (answers[place]!.correct ? 1 : 0);
      row.forEach((value, index) => {
        gradient[index]! += error * value;
        row.forEach((other, column) => (hessian[index]![column]! += p * (1 - p) * value * other));
      });
    });
    const change = solve(hessian, gradient);
    change.forEach((value, index) => (weights[index]! -= value));
    if (Math.max(...change.map(Math.abs)) < tolerance) break;
  }
  return {
    bias: weights[0]!,
    terms: scales.map((scale, index): CalibrationTerm => ({
      ...scale,
      weight: weights[index + 1]!,
    })),
  };
}

/**
 * Confidence of each answer from a model fitted on the answers about all other databases: what a calibration is worth on a
 * database that it has not seen.
 */
export function crossValidate(answers: readonly JudgedAnswer[], options: FitOptions): number[] {
  const models = new Map(
    [...new Set(answers.map(({ dbId }) => dbId))].map((dbId) => {
      const others = answers.filter((answer) => answer.dbId !== dbId);
      return [dbId, fitCalibration(others, options)];
    }),
  );
  return answers.map(({ evidence, dbId }) => calibratedConfidence(evidence, models.get(dbId)!)!);
}

function scaleOf(name: string, answers: readonly JudgedAnswer[]): Scale {
  const values = answers.map(({ evidence }) => {
    const value = evidence[name];
    if (value === undefined)
      throw new RangeError(`evidence: expected ${name} of every answer, got none of one.`);
    return value;
  });
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { name, mean, deviation: Math.sqrt(variance) };
}

/** Solves a positive definite system by Gaussian elimination with pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index]!]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = rows[row]![column]! / rows[column]![column]!;
      for (let place = column; place <= size; place++)
        rows[row]![place]! -= factor * rows[column]![place]!;
    }
  }
  return rows.map((row, index) => row[size]! / row[index]!);
}
