import { describe, expect, it } from 'vitest';
import { Random } from './random.js';

/** How often each outcome comes in many draws. */
function shares(draw: (random: Random) => string | number, times = 6000): Record<string, number> {
  const random = new Random(3);
  const counts: Record<string, number> = {};
  for (let time = 0; time < times; time += 1) {
    const outcome = String(draw(random));
    counts[outcome] = (counts[outcome] ?? 0) + 1 / times;
  }
  return counts;
}

describe('Random', () => {
  it('repeats for a seed, also after a fork', () => {
    const series = (seed: number): number[] => {
      const random = new Random(seed);
      const forked = new Random(random.fork());
      return [random.real(0, 1), forked.real(0, 1), random.integer(0, 1e9)];
    };
    expect(series(5)).toEqual(series(5));
    expect(series(5)).not.toEqual(series(6));
  });

  it('draws every integer of a range equally often, its ends included', () => {
    const counts = shares((random) => random.integer(-1, 2));
    expect(Object.keys(counts).sort()).toEqual(['-1', '0', '1', '2']);
    for (const share of Object.values(counts)) expect(share).toBeCloseTo(1 / 4, 1);
  });

  it('draws by weights and never what weighs nothing', () => {
    const counts = shares((random) =>
      random.weighted([
        ['often', 3],
        ['never', 0],
        ['seldom', 1],
      ]),
    );
    expect(Object.keys(counts).sort()).toEqual(['often', 'seldom']);
    expect(counts['often']).toBeCloseTo(0.75, 1);
  });

  it('is true as often as it is told', () => {
    expect(shares((random) => Number(random.chance(0.2)))['1']).toBeCloseTo(0.2, 1);
    expect(shares((random) => Number(random.chance(0)), 100)).toEqual({ 0: expect.closeTo(1) });
  });

  it('shuffles into every order, and leaves the items as they were', () => {
    const items = ['a', 'b', 'c'] as const;
    const counts = shares((random) => random.shuffle(items).join(''));
    expect(Object.keys(counts).sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
    for (const share of Object.values(counts)) expect(share).toBeCloseTo(1 / 6, 1);
    expect(items).toEqual(['a', 'b', 'c']);
  });

  it('samples different items, all of them where more are asked for', () => {
    const random = new Random(1);
    for (let time = 0; time < 50; time += 1)
      expect(new Set(random.sample([1, 2, 3, 4, 5], 3)).size).toBe(3);
    expect(random.sample([1, 2], 5).sort()).toEqual([1, 2]);
  });

  it('refuses to pick from nothing', () => {
    expect(() => new Random(1).pick([])).toThrow(RangeError);
  });
});
