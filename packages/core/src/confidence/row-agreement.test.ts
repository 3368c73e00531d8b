import { expect, it } from 'vitest';
import { rowAgreement, rowsKey } from './row-agreement.js';

it.each([
  [
    [
      [1, 'a'],
      [2, 'b'],
    ],
    [
      ['b', 2],
      ['a', 1],
    ],
    true,
  ],
  [[[0.1 + 0.2]], [[0.3]], true],
  [[[1n]], [[1]], true],
  [[[1], [1]], [[1]], false],
  [[['1']], [[1]], false],
  [[[null]], [['null']], false],
  [[[['a', 2n]]], [[['a', 2n]]], true],
  [[], [], true],
] as const)('rows %# are alike or not', (left, right, alike) => {
  expect(rowsKey({ rows: left }) === rowsKey({ rows: right })).toBe(alike);
});

it('counts what gives the same rows, and does not count what fails', () => {
  const masses = [0.5, 0.2, 0.2, 0.1];
  const parts = ['t', 'u', 't', 't'];
  const agreement = (rows: readonly (string | null | undefined)[], chosen = 0): number =>
    rowAgreement(masses, { rows, parts, chosen });
  expect(agreement(['x', 'x', 'y', 'x'])).toBeCloseTo(0.8, 10);
  expect(agreement(['x', null, null, null])).toBeCloseTo(0.5, 10);
  expect(agreement(['x', 'x', 'y', 'x'], 2)).toBeCloseTo(0.2, 10);
  // not run: told by the tables and columns
  expect(agreement(['x', undefined, undefined, null])).toBeCloseTo(0.7, 10);
  expect(agreement([undefined, undefined, undefined, undefined])).toBeCloseTo(0.8, 10);
});
