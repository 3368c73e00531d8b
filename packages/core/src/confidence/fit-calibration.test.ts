import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectedCalibrationError } from '../evaluation/calibration-error.js';
import { calibratedConfidence, parseCalibration } from './calibration.js';
import { crossValidate, fitCalibration } from './fit-calibration.js';
import type { JudgedAnswer } from './fit-calibration.js';

interface Golden {
  readonly penalty: number;
  readonly names: readonly string[];
  readonly x: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly bias: number;
  readonly weights: readonly number[];
  readonly p: readonly number[];
  readonly eceWidth: number;
  readonly eceMass: number;
}

/** Figures that `reference/calibration/make_golden.py` made with scikit-learn and numpy. */
const golden = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'testing/logistic-golden.json'), 'utf8'),
) as Golden;

const answers = golden.x.map((row, place): JudgedAnswer => ({
  evidence: Object.fromEntries(golden.names.map((name, index) => [name, row[index]!])),
  correct: golden.y[place] === 1,
  dbId: `db${place % 3}`,
}));
const { names, penalty } = golden;
const directions = Object.fromEntries(
  names.map((name, index) => [name, golden.weights[index]! > 0 ? 'for' : 'against'] as const),
);

describe('fitCalibration', () => {
  it('finds the weights that scikit-learn finds', () => {
    const { bias, terms } = fitCalibration(answers, { directions, penalty });
    expect(bias).toBeCloseTo(golden.bias, 5);
    terms.forEach((term, index) => {
      expect(term.name).toBe(names[index]);
      expect(term.mean).toBeCloseTo(golden.mean[index]!, 10);
      expect(term.deviation).toBeCloseTo(golden.deviation[index]!, 10);
      expect(term.weight).toBeCloseTo(golden.weights[index]!, 5);
    });
    const p = answers.map(({ evidence }) => calibratedConfidence(evidence, { bias, terms })!);
    p.forEach((value, place) => expect(value).toBeCloseTo(golden.p[place]!, 5));
  });

  it('leaves out what never changes, and refuses what is missing', () => {
    const same = answers.map((answer) => ({
      ...answer,
      evidence: { ...answer.evidence, constant: 4 },
    }));
    const { terms } = fitCalibration(same, { directions: { ...directions, constant: 'for' } });
    expect(terms.map(({ name }) => name)).toEqual(names);
    const none = fitCalibration(same, { directions: { ...directions, other: 'for' } });
    expect(none.terms.map(({ name }) => name)).toEqual(names);
    const [first, ...rest] = answers;
    const some = [{ ...first!, evidence: { ...first!.evidence, other: 1 } }, ...rest];
    expect(() => fitCalibration(some, { directions: { other: 'for' } })).toThrow(
      /expected other of every/,
    );
    expect(() => fitCalibration([], { directions })).toThrow(/at least one/);
  });

  it('leaves out what would count against its direction', () => {
    const turned = {
      ...directions,
      [names[0]!]: directions[names[0]!] === 'for' ? 'against' : 'for',
    } as const;
    const { [names[0]!]: _first, ...others } = directions;
    expect(fitCalibration(answers, { directions: turned, penalty })).toEqual(
      fitCalibration(answers, { directions: others, penalty }),
    );
  });

  it('keeps bounded weights where evidence divides right from wrong', () => {
    const divided = [0, 1, 2, 3].map((value) => ({
      evidence: { value },
      correct: value > 1,
      dbId: 'db',
    }));
    const { terms } = fitCalibration(divided, { directions: { value: 'for' } });
    expect(terms[0]!.weight).toBeGreaterThan(0.5);
    expect(terms[0]!.weight).toBeLessThan(3);
  });
});

it('cross-validates with models that have not seen the database', () => {
  const expected = ['db0', 'db1', 'db2'].map((dbId) =>
    fitCalibration(
      answers.filter((answer) => answer.dbId !== dbId),
      { directions },
    ),
  );
  const found = crossValidate(answers, { directions });
  answers.forEach(({ evidence, dbId }, place) =>
    expect(found[place]).toBe(calibratedConfidence(evidence, expected[Number(dbId.slice(2))]!)),
  );
});

it('measures the calibration error that numpy measures', () => {
  const judged = golden.p.map((confidence, place) => ({
    confidence,
    correct: golden.y[place] === 1,
  }));
  expect(expectedCalibrationError(judged)).toBeCloseTo(golden.eceWidth, 10);
  expect(expectedCalibrationError(judged, { equal: 'mass' })).toBeCloseTo(golden.eceMass, 10);
});

describe('a calibration file', () => {
  const valid = {
    formatVersion: 1,
    bias: 0.5,
    terms: [{ name: 'a', mean: 1, deviation: 2, weight: -1 }],
    provenance: {
      command: 'momq calibrate',
      model: 'nano 1',
      data: 'made',
      licence: 'Apache-2.0',
      n: 10,
      databases: ['harbour'],
    },
  };

  it('gives the logistic of its score, and nothing where evidence is missing', () => {
    const calibration = parseCalibration(valid, 'here');
    expect(calibratedConfidence({ a: 1 }, calibration)).toBeCloseTo(1 / (1 + Math.exp(-0.5)), 12);
    expect(calibratedConfidence({ a: 5 }, calibration)).toBeCloseTo(1 / (1 + Math.exp(1.5)), 12);
    expect(calibratedConfidence({ b: 1 }, calibration)).toBeUndefined();
  });

  it.each<[object | string, string]>([
    ['text', 'here: expected an object, got string'],
    [{ ...valid, formatVersion: 2 }, 'expected formatVersion 1, got 2'],
    [{ ...valid, bias: '1' }, 'expected bias to be a number, got 1'],
    [{ ...valid, terms: [] }, 'expected terms, at least one'],
    [{ ...valid, terms: [{ mean: 1 }] }, 'expected terms[0] to have a name'],
    [
      { ...valid, terms: [{ ...valid.terms[0], deviation: 0 }] },
      'expected deviation of a to be above 0, got 0',
    ],
    [
      { ...valid, terms: [{ ...valid.terms[0], weight: null }] },
      'expected weight of a to be a number, got null',
    ],
    [{ ...valid, terms: [...valid.terms, ...valid.terms] }, 'expected each term once, got a twice'],
    [{ ...valid, provenance: undefined }, 'expected provenance'],
  ])('refuses %j', (value, message) => {
    const attempt = (): unknown => parseCalibration(value, 'here');
    expect(attempt).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
    expect(attempt).toThrow(message);
  });
});
