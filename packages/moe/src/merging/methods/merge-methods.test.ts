import { describe, expect, test } from 'vitest';
import { mergeGolden } from '../../testing/merge-golden.js';
import { memoryInput } from '../tensor-input.js';
import { mergeTensors, type MergeMethodName, type TensorMerge } from './merge-methods.js';
import { MagnitudeSelection } from './largest-magnitudes.js';
import { keepsElement } from './random-mask.js';
import { prepareTaskVectors } from './task-vectors.js';

const sine = (shift: number, scale: number) =>
  Float32Array.from({ length: 12 }, (_, i) => scale * Math.sin(0.7 * i + shift));

const [v0, v1] = [sine(51, 1), sine(52, 1)];
const taskTensors = [61, 62, 63, 64].map((shift) => sine(shift, 0.3));

const defaults: TensorMerge = {
  hasBase: true,
  ts: [],
  weights: [0, 1, 0.5, 2],
  densities: [1, 1, 1, 1],
  seeds: [1, 2, 3, 4],
};

const merge = (method: MergeMethodName, tensors: Float32Array[], change: Partial<TensorMerge>) =>
  mergeTensors(method, tensors, { ...defaults, ...change });

function expectClose(got: Float32Array, expected: readonly (readonly number[])[]): void {
  expect(got.length).toBe(expected.flat().length);
  expected.flat().forEach((value, i) => expect(got[i]).toBeCloseTo(value, 5));
}

describe('slerp', () => {
  test.each([
    [0.25, mergeGolden.slerpQuarter],
    [0.5, mergeGolden.slerpHalf],
  ])('equals mergekit at t = %f', async (t, expected) => {
    expectClose(await merge('slerp', [v0, v1], { ts: [t] }), expected);
  });

  test('is linear for parallel and antiparallel tensors', async () => {
    const longer = v0.map((x) => 1.5 * x);
    const between = await merge('slerp', [v0, longer], { ts: [0.5] });
    between.forEach((x, i) => expect(x).toBeCloseTo(1.25 * (v0[i] as number), 5));
    const opposite = v0.map((x) => -x);
    const nothing = await merge('slerp', [v0, opposite], { ts: [0.5] });
    nothing.forEach((x) => expect(x).toBeCloseTo(0, 6));
  });

  test('with unit normalisation gives a vector of norm 1 at the same angle', async () => {
    const unit = await merge('slerp', [v0, v1], { ts: [0.5], slerp: { normalization: 'unit' } });
    expect(Math.hypot(...unit)).toBeCloseTo(1, 5);
    const half = [...v0].map(
      (x, i) => x / Math.hypot(...v0) + (v1[i] as number) / Math.hypot(...v1),
    );
    const norm = Math.hypot(...half);
    unit.forEach((x, i) => expect(x).toBeCloseTo((half[i] as number) / norm, 5));
  });

  test('chains three tensors two by two', async () => {
    const v2 = sine(57, 0.4);
    const pair = await merge('slerp', [v0, v1], { ts: [0.3] });
    const expected = await merge('slerp', [pair, v2], { ts: [0.6] });
    const chained = await merge('slerp', [v0, v1, v2], { ts: [0.3, 0.6] });
    chained.forEach((x, i) => expect(x).toBeCloseTo(expected[i] as number, 5));
  });
});

describe('task vectors', () => {
  test('ties with density 1', async () => {
    expectClose(await merge('ties', taskTensors, {}), mergeGolden.tiesFull);
  });

  test('ties with density 0.5', async () => {
    const densities = [1, 0.5, 0.5, 0.5];
    expectClose(await merge('ties', taskTensors, { densities }), mergeGolden.tiesHalf);
  });

  test('task arithmetic', async () => {
    expectClose(await merge('task_arithmetic', taskTensors, {}), mergeGolden.taskArithmetic);
  });

  test.each([
    ['density', mergeGolden.dareOld],
    ['l1-norm', mergeGolden.dareNew],
  ] as const)('dare rescaled by %s', async (rescaling, expected) => {
    const delta = sine(65, 0.3);
    const mask: readonly number[] = mergeGolden.dareMask.flat();
    const zero = new Float32Array(12);
    const combine = await prepareTaskVectors([zero, delta].map(memoryInput), {
      weights: [1],
      densities: [0.6],
      sparsification: 'random',
      rescaling,
      electSign: false,
      normalize: false,
      lambda: 1,
      keeps: (_model, index) => mask[index] === 1,
    });
    expectClose(combine([zero.slice(), delta.slice()], 0), expected);
  });

  test('dare keeps the share of elements that its density says, and repeats itself', async () => {
    const size = 20_000;
    const [base, model] = [new Float32Array(size), new Float32Array(size).fill(1)];
    const change = { weights: [0, 1], densities: [1, 0.3], rescaling: 'density' as const };
    const merged = await merge('dare_linear', [base, model], change);
    const kept = merged.filter((x) => x !== 0);
    // 5 standard deviations of a binomial share
    expect(Math.abs(kept.length / size - 0.3)).toBeLessThan(5 * Math.sqrt((0.3 * 0.7) / size));
    kept.forEach((x) => expect(x).toBeCloseTo(1 / 0.3, 5));
    expect(await merge('dare_linear', [base, model], change)).toEqual(merged);
    const otherSeed = await merge('dare_linear', [base, model], { ...change, seeds: [1, 9] });
    expect(otherSeed).not.toEqual(merged);
  });
});

test('random masks of neighbouring seeds are independent', () => {
  const size = 20_000;
  let both = 0;
  for (let i = 0; i < size; i += 1)
    both += Number(keepsElement(7, i, 0.5) && keepsElement(8, i, 0.5));
  expect(Math.abs(both / size - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / size));
});

test('the k-th magnitude is found exactly, ties and signs included', () => {
  const values = Float32Array.from(
    { length: 5000 },
    (_, i) => Math.sin(i * i) * 10 ** ((i % 9) - 4),
  );
  values.set([0.5, -0.5, 0.5, -0.5], 100);
  for (const k of [1, 2, 777, 2500, 5000]) {
    const selection = new MagnitudeSelection(k);
    selection.count(values);
    selection.refine(values);
    const { magnitudeBits, ties } = selection.threshold();
    const sorted = [...values].map(Math.abs).sort((a, b) => b - a);
    const threshold = new Float32Array(new Uint32Array([magnitudeBits]).buffer)[0];
    expect(threshold).toBe(Math.fround(sorted[k - 1] as number));
    expect(ties).toBe(sorted.slice(0, k).filter((x) => x === threshold).length);
  }
});

test('linear merging divides by the sum of the weights unless told otherwise', async () => {
  const [a, b] = [Float32Array.of(1, 2), Float32Array.of(3, 6)];
  const change = { hasBase: false, weights: [1, 3] };
  expect([...(await merge('linear', [a, b], change))]).toEqual([2.5, 5]);
  expect([...(await merge('linear', [a, b], { ...change, normalize: false }))]).toEqual([10, 20]);
  await expect(merge('linear', [a, b], { ...change, weights: [1, -1] })).rejects.toMatchObject({
    code: 'MOE_MERGE_CONFIG',
  });
});
