import { expect, it } from 'vitest';
import { memoryChart, partMaxima } from './memory-chart.js';
import { formatBytes, formatFlops, formatMilliseconds } from './quantities.js';

it('takes the largest value of each part of a series', () => {
  expect(partMaxima([1, 5, 2, 0, 3], 2)).toEqual([5, 3]);
  expect(partMaxima([1, 5], 4)).toEqual([1, 5]);
  expect(partMaxima([], 4)).toEqual([]);
});

it('draws bytes in eighths of a line', () => {
  expect(memoryChart([0, 1, 8_000, 16_000], 4, 2)).toEqual([
    '16.0 kB │   █',
    '        │ ▁██',
    '    0 B └────',
    '         0  4 nodes',
  ]);
  expect(memoryChart([0, 0], 4, 1)).toEqual(['0 B │  ', '0 B └──', '     0 2 nodes']);
});

it('writes quantities with three digits', () => {
  expect([0, 999, 999.6, 1234, 45_200_000].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '1.00 kB',
    '1.23 kB',
    '45.2 MB',
  ]);
  expect(formatFlops(17_900_000_000)).toBe('17.9 GFLOP');
  expect([0, 0.123, 12.34, 1234].map(formatMilliseconds)).toEqual([
    '0 ms',
    '0.12 ms',
    '12.3 ms',
    '1234 ms',
  ]);
});
