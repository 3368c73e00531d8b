import { describe, expect, it } from 'vitest';

import type { Value } from '@momq/dialect';
import type { ResultRows } from './results-equal.js';
import { resultsEqual } from './results-equal.js';

const bag = { orderMatters: false };
const ordered = { orderMatters: true };

describe('resultsEqual', () => {
  it('compares bags: order and column order do not count, multiplicity does', () => {
    expect(
      resultsEqual(
        [
          ['a', 1],
          ['b', 2],
        ],
        [
          [2, 'b'],
          [1, 'a'],
        ],
        bag,
      ),
    ).toBe(true);
    expect(resultsEqual([['a'], ['a'], ['b']], [['a'], ['b'], ['b']], bag)).toBe(false);
    expect(resultsEqual([['a'], ['a']], [['a']], bag)).toBe(false);
    expect(resultsEqual([['a', 1]], [['a']], bag)).toBe(false);
  });

  it('needs one permutation for all rows', () => {
    // Every column has the same values and every row the same set, but no permutation maps all rows.
    expect(
      resultsEqual(
        [
          [1, 2],
          [2, 1],
          [1, 2],
        ],
        [
          [1, 2],
          [2, 1],
          [2, 1],
        ],
        bag,
      ),
    ).toBe(true);
    expect(
      resultsEqual(
        [
          [1, 2],
          [3, 4],
        ],
        [
          [1, 4],
          [3, 2],
        ],
        bag,
      ),
    ).toBe(false);
    expect(
      resultsEqual(
        [
          [1, 2, 3],
          [2, 3, 1],
        ],
        [
          [1, 2, 3],
          [3, 1, 2],
        ],
        bag,
      ),
    ).toBe(true);
    expect(
      resultsEqual(
        [
          [1, 1, 2],
          [1, 2, 1],
        ],
        [
          [1, 1, 2],
          [1, 1, 2],
        ],
        bag,
      ),
    ).toBe(false);
  });

  it('passes over columns that the gold lacks only where that is asked', () => {
    const gold: ResultRows = [
      ['a', 1],
      ['b', 1],
    ];
    const wider: ResultRows = [
      [1, 'x', 'a'],
      [1, 'y', 'b'],
    ];
    for (const orderMatters of [true, false]) {
      const extra = { orderMatters, extraColumns: true };
      expect(resultsEqual(gold, wider, { orderMatters })).toBe(false);
      expect(resultsEqual(gold, wider, extra)).toBe(true);
      // Two equal columns of the gold need two of the prediction, and fewer columns never do.
      expect(resultsEqual([['a', 'a']], [['a', 'b', 'c']], extra)).toBe(false);
      expect(resultsEqual(gold, [['a'], ['b']], extra)).toBe(false);
    }
    const swapped = [...wider].reverse();
    expect(resultsEqual(gold, swapped, { orderMatters: true, extraColumns: true })).toBe(false);
    expect(resultsEqual(gold, swapped, { orderMatters: false, extraColumns: true })).toBe(true);
  });

  it.each<[boolean, Value, Value]>([
    [true, 9007199254740993n, '9007199254740993'],
    [true, 9007199254740993n, '9007199254740993.00'],
    [true, '+9007199254740993', '9007199254740993'],
    [false, 9007199254740993n, '9007199254740992'],
    [false, 9007199254740993n, 9007199254740992],
    [true, 9007199254740992n, 9007199254740992],
    [true, 100000000000000000000n, 1e20],
    [true, '1e+20', '100000000000000000000'],
    [true, '12345678901234567890.12', Number('12345678901234567890.12')],
    [true, Infinity, 'Infinity'],
    [true, NaN, NaN],
    [false, Infinity, -Infinity],
    [false, Infinity, 5],
  ])('says %s for %s and %s', (equal, left, right) => {
    expect(resultsEqual([[left], ['x']], [[right], ['x']], bag)).toBe(equal);
    expect(resultsEqual([[right], ['x']], [[left], ['x']], bag)).toBe(equal);
  });

  it('keeps the order of rows where it is asked, and still permutes columns', () => {
    expect(
      resultsEqual(
        [
          ['a', 1],
          ['b', 2],
        ],
        [
          [1, 'a'],
          [2, 'b'],
        ],
        ordered,
      ),
    ).toBe(true);
    expect(
      resultsEqual(
        [
          ['a', 1],
          ['b', 2],
        ],
        [
          ['b', 2],
          ['a', 1],
        ],
        ordered,
      ),
    ).toBe(false);
    expect(
      resultsEqual(
        [
          [1, 1],
          [2, 3],
        ],
        [
          [1, 1],
          [3, 2],
        ],
        ordered,
      ),
    ).toBe(true);
  });

  it('reads one value in the spellings of several engines', () => {
    expect(resultsEqual([[1]], [['1.0']], bag)).toBe(true);
    expect(resultsEqual([[10.428571428571429]], [['10.4285714285714286']], bag)).toBe(true);
    expect(resultsEqual([[true]], [[1]], bag)).toBe(true);
    expect(resultsEqual([[5n]], [[5]], bag)).toBe(true);
    expect(resultsEqual([['2020-01-02T00:00:00.000Z']], [['2020-01-02']], bag)).toBe(true);
    expect(resultsEqual([['2020-01-02T03:04:05']], [['2020-01-02 03:04:05']], bag)).toBe(true);
    expect(resultsEqual([[9007199254740993n]], [['9007199254740993']], bag)).toBe(true);
  });

  it('keeps different values apart', () => {
    expect(resultsEqual([['007']], [[7]], bag)).toBe(false);
    expect(resultsEqual([[null]], [[0]], bag)).toBe(false);
    expect(resultsEqual([[null]], [['null']], bag)).toBe(false);
    expect(resultsEqual([['']], [[null]], bag)).toBe(false);
    expect(resultsEqual([[1000001]], [[1000002]], bag)).toBe(false);
    expect(resultsEqual([[1.00001]], [[1]], bag)).toBe(false);
    expect(resultsEqual([['a']], [['A']], bag)).toBe(false);
    expect(resultsEqual([['9007199254740993']], [['9007199254740992']], bag)).toBe(false);
  });

  it('allows a relative error of 1e-6 for decimals', () => {
    expect(resultsEqual([[1234567.1]], [[1234567.2]], bag)).toBe(true);
    expect(resultsEqual([[0.1 + 0.2]], [[0.3]], bag)).toBe(true);
    expect(resultsEqual([[3]], [[2.9999999999]], bag)).toBe(true);
    expect(resultsEqual([[1e-9]], [[2e-9]], bag)).toBe(false);
  });

  it('treats results without rows as equal, and only those', () => {
    expect(resultsEqual([], [], ordered)).toBe(true);
    expect(resultsEqual([], [[1]], bag)).toBe(false);
    expect(resultsEqual([[1]], [], bag)).toBe(false);
  });

  it('compares with a stored answer that was cut', () => {
    const full = Array.from({ length: 10 }, (_, index) => [index, `n${index}`]);
    const cut = { orderMatters: false, goldRowCount: 10 };
    expect(
      resultsEqual(
        [
          [3, 'n3'],
          [8, 'n8'],
        ],
        full.map(([a, b]) => [b!, a!]),
        cut,
      ),
    ).toBe(true);
    expect(
      resultsEqual(
        [
          [3, 'n8'],
          [8, 'n3'],
        ],
        full,
        cut,
      ),
    ).toBe(false);
    expect(resultsEqual([[3, 'n3']], full.slice(1), cut)).toBe(false);
    expect(resultsEqual(full.slice(0, 2), full, { orderMatters: true, goldRowCount: 10 })).toBe(
      true,
    );
    expect(resultsEqual(full.slice(1, 3), full, { orderMatters: true, goldRowCount: 10 })).toBe(
      false,
    );
  });

  it('agrees with trying every permutation on random small results', () => {
    let state = 7;
    const random = (below: number): number => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return Math.floor((state / 2147483648) * below);
    };
    let equal = 0;
    for (let round = 0; round < 2000; round += 1) {
      const width = 1 + random(3);
      const rows = Array.from({ length: 1 + random(4) }, () =>
        Array.from({ length: width }, () => random(2)),
      );
      const permutation = permutations(width)[random(permutations(width).length)]!;
      const other = rows
        .map((row) => permutation.map((index) => row[index]!))
        .sort(() => random(3) - 1);
      if (random(2) === 0) other[random(other.length)]![random(width)] = random(2);
      const expected = permutations(width).some(
        (order) => spell(rows) === spell(other.map((row) => order.map((index) => row[index]!))),
      );
      expect(resultsEqual(rows, other, bag)).toBe(expected);
      if (expected) equal += 1;
    }
    expect(equal).toBeGreaterThan(500);
    expect(equal).toBeLessThan(1900);
  });

  it('compares 5000 rows of 8 columns without comparing every pair', () => {
    const rows: ResultRows = Array.from({ length: 5000 }, (_, row) =>
      Array.from({ length: 8 }, (_, column) => (row * (column + 3)) % 97),
    );
    const other = [...rows].reverse().map((row) => [...row].reverse());
    const start = performance.now();
    expect(resultsEqual(rows, other, bag)).toBe(true);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

function permutations(width: number): number[][] {
  if (width === 0) return [[]];
  return permutations(width - 1).flatMap((shorter) =>
    Array.from({ length: width }, (_, at) => [
      ...shorter.slice(0, at),
      width - 1,
      ...shorter.slice(at),
    ]),
  );
}

function spell(rows: readonly (readonly number[])[]): string {
  return rows
    .map((row) => row.join())
    .sort()
    .join(';');
}
