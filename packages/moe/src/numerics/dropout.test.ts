import { ones, tensor1d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import '../testing/cpu.js';
import { dropoutSeed, hashDropout, noDropout } from './dropout.js';

const masks = (seed: number, calls: number): number[][] => {
  const dropout = hashDropout(tensor1d(dropoutSeed(seed).data as Float32Array));
  return Array.from({ length: calls }, () =>
    Array.from(dropout.apply(ones([300, 64]), 0.1).dataSync()),
  );
};
const dropped = (mask: readonly number[]): number =>
  mask.filter((value) => value === 0).length / mask.length;

describe('hashDropout', () => {
  it('drops about the rate and keeps the mean', () => {
    for (const seed of [0, 1, 42, 123_456_789]) {
      const [mask] = masks(seed, 1);
      expect(dropped(mask!)).toBeGreaterThan(0.09);
      expect(dropped(mask!)).toBeLessThan(0.11);
      expect(new Set(mask)).toEqual(new Set([0, Math.fround(1 / 0.9)]));
    }
  });

  it('draws the same for a part of the model each time, other numbers for another part', () => {
    const dropout = hashDropout(tensor1d(dropoutSeed(3).data as Float32Array));
    const draw = (part: number) =>
      dropout
        .within(part)
        .apply(ones([300, 64]), 0.1)
        .dataSync();
    dropout.apply(ones([300, 64]), 0.1);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(2)).not.toEqual(draw(1));
  });

  it('repeats with the seed, and differs from call to call and from seed to seed', () => {
    const [a, b] = masks(7, 2);
    expect(masks(7, 2)).toEqual([a, b]);
    const both = (x: readonly number[], y: readonly number[]): number =>
      x.filter((value, i) => value === 0 && y[i] === 0).length / x.length;
    for (const other of [b!, masks(8, 1)[0]!, masks(7 + 4093, 1)[0]!])
      expect(both(a!, other)).toBeLessThan(0.03);
  });

  it('drops each row and each column about equally often', () => {
    const [mask] = masks(3, 1);
    const rows = Array.from({ length: 300 }, (_, row) =>
      dropped(mask!.slice(row * 64, row * 64 + 64)),
    );
    const columns = Array.from({ length: 64 }, (_, column) =>
      dropped(mask!.filter((_value, i) => i % 64 === column)),
    );
    expect(Math.max(...rows)).toBeLessThan(0.35);
    expect(Math.max(...columns)).toBeLessThan(0.2);
    expect(Math.min(...columns)).toBeGreaterThan(0.02);
  });

  it('leaves everything as it is at rate 0 and in evaluation', () => {
    const x = ones([2, 2]);
    expect(hashDropout(tensor1d([1, 2])).apply(x, 0)).toBe(x);
    expect(noDropout.apply(x, 0.5)).toBe(x);
  });
});
