import { expect, it } from 'vitest';
import { planBatches } from './batches.js';

it('puts every sequence into exactly one batch that is long enough', () => {
  const lengths = Array.from({ length: 500 }, (_, index) => 2 + ((index * 97) % 255));
  const batches = planBatches(lengths);
  const seen = batches.flatMap((batch) => batch.sequences).sort((a, b) => a - b);
  expect(seen).toEqual([...lengths.keys()]);
  for (const { sequences, numRows, length } of batches) {
    expect(sequences.length).toBeLessThanOrEqual(numRows);
    for (const sequence of sequences) expect(lengths[sequence]).toBeLessThanOrEqual(length);
  }
});

it('pads a large rest and runs a small one row by row', () => {
  const rows = (count: number): number[] =>
    planBatches(new Array<number>(count).fill(5)).map((batch) => batch.numRows);
  expect(rows(1)).toEqual([1]);
  expect(rows(3)).toEqual([1, 1, 1]);
  expect(rows(7)).toEqual([8]);
  expect(rows(60)).toEqual([32, 32]);
  expect(rows(42)).toEqual([32, 8, 1, 1]);
});

it('rejects a sequence longer than the model takes', () => {
  expect(() => planBatches([257])).toThrow(RangeError);
});
