import { describe, expect, it } from 'vitest';
import { packRows, planEpoch, type PlanOptions } from './batch-plan.js';
import { dialectShares, sampleOrder } from './sample-order.js';
import { paddedLength, textBatch } from './text-batch.js';
import type { TokenizedSample } from './training-sample.js';

const sample = (id: number, dialect: number, length: number): TokenizedSample => ({
  id: String(id),
  dialect,
  tokens: Array.from({ length }, (_, i) => i + 1),
  promptLength: Math.max(1, length - 2),
});
const options: PlanOptions = {
  seed: 1,
  temperature: 1,
  batchSize: 4,
  accumulationSteps: 2,
  bucketing: true,
  packing: false,
  maxLength: 32,
};
const samples = Array.from({ length: 90 }, (_, i) => sample(i, i % 3, 3 + ((i * 11) % 28)));
const ids = (plan: ReturnType<typeof planEpoch>) =>
  plan.flat(2).flatMap((row) => row.map(({ id }) => id));

describe('planEpoch', () => {
  it('brings every sample once, the same way for the same seed and epoch, in another order in the next', () => {
    const plan = planEpoch(samples, 0, options);
    expect(ids(plan).sort()).toEqual(samples.map(({ id }) => id).sort());
    expect(planEpoch(samples, 0, options)).toEqual(plan);
    expect(ids(planEpoch(samples, 1, options))).not.toEqual(ids(plan));
    expect(plan).toHaveLength(Math.ceil(90 / 8));
    for (const step of plan.filter((each) => each.flat().length === 8)) {
      expect(step).toHaveLength(2);
      expect(step[0]).toHaveLength(4);
    }
  });

  it('gathers samples of similar length in a bucket, the longest first', () => {
    const spreadOf = (plan: ReturnType<typeof planEpoch>) => {
      const each = plan.map((step) => step.flat(2).map(({ tokens }) => tokens.length));
      return each.reduce((sum, sizes) => sum + Math.max(...sizes) - Math.min(...sizes), 0);
    };
    const bucketed = planEpoch(samples, 0, options);
    const mixed = planEpoch(samples, 0, { ...options, bucketing: false });
    expect(spreadOf(bucketed)).toBeLessThan(spreadOf(mixed) / 4);
    expect(Math.max(...bucketed[0]!.flat(2).map(({ tokens }) => tokens.length))).toBe(30);
  });

  it('packs rows that fit, with little room left', () => {
    const rows = packRows(samples, 32);
    const sizes = rows.map((row) => row.reduce((sum, { tokens }) => sum + tokens.length, 0));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(32);
    expect(rows.flat()).toHaveLength(90);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    expect(total / (32 * rows.length)).toBeGreaterThan(0.9);
  });
});

describe('sampling temperature', () => {
  it('draws in proportion to n^(1/T)', () => {
    expect(dialectShares([800, 200, 0], 100, 1)).toEqual([80, 20, 0]);
    expect(dialectShares([800, 200, 0], 99, 2)).toEqual([66, 33, 0]);
    expect(dialectShares([10_000, 128, 128, 128], 10_384, 1e9)).toEqual([2596, 2596, 2596, 2596]);
  });

  it('repeats small dialects only after all of their samples came', () => {
    const uneven = Array.from({ length: 100 }, (_, i) => sample(i, i < 90 ? 0 : 1, 5));
    const drawn = sampleOrder(uneven, 0, { seed: 3, temperature: 1e9 });
    expect(drawn.filter(({ dialect }) => dialect === 1)).toHaveLength(50);
    const times = new Map<string, number>();
    for (const { id, dialect } of drawn) if (dialect === 1) times.set(id, (times.get(id) ?? 0) + 1);
    expect([...times.values()]).toEqual(Array<number>(10).fill(5));
  });
});

describe('textBatch', () => {
  it('pads to few lengths', () => {
    const sizes = new Set(Array.from({ length: 1024 }, (_, i) => paddedLength(i + 1, 1000)));
    expect([...sizes].filter((size) => size <= 1000)).toEqual([
      16, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1000,
    ]);
  });

  it('marks answers, samples and padding', () => {
    const shape = { batchSize: 3, numGroups: 2, packed: true, maxLength: 8, scope: 'own' } as const;
    const {
      tensors,
      answerTokens,
      ids: names,
    } = textBatch([[sample(7, 1, 4), sample(8, 0, 3)], [sample(9, 0, 5)]], shape);
    const values = (name: keyof typeof tensors) => [...tensors[name]!.data];
    expect(names).toEqual(['7', '8', '9']);
    expect(values('tokens')).toEqual([
      1,
      2,
      3,
      4,
      1,
      2,
      3,
      0,
      1,
      2,
      3,
      4,
      5,
      ...Array<number>(11).fill(0),
    ]);
    expect(values('positions').slice(0, 8)).toEqual([0, 1, 2, 3, 0, 1, 2, 0]);
    expect(values('segments').slice(0, 8)).toEqual([0, 0, 0, 0, 1, 1, 1, -1]);
    // the last two tokens of each are the answer; their predecessors predict them
    expect(answerTokens).toBe(6);
    expect(values('answerPlaces').slice(0, 6)).toEqual([1, 2, 4, 5, 10, 11]);
    expect(new Set(values('answerPlaces')).size).toBe(16);
    expect(values('targets').slice(0, 7)).toEqual([3, 4, 2, 3, 4, 5, 0]);
    expect(values('targetMask').reduce((a, b) => a + b)).toBe(6);
    expect(tensors.dialects.shape).toEqual([3, 4]);
    expect(values('sampleMask')).toEqual([1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
    expect(values('groupMask')).toEqual([1, 1, 1, 0, 1, 1]);
  });
});
