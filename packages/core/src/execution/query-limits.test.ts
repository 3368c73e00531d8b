import { describe, expect, it, test } from 'vitest';
import type { QueryOptions } from '@momq/dialect';
import { queryLimits, streamLimits, valueLimits } from './query-limits.js';
import { requireReadOnly } from './require-read-only.js';

it('fills in what a call leaves out', () => {
  expect(queryLimits()).toEqual({ maxRows: 1000, maxBytes: 67_108_864, timeoutMs: 10_000 });
  expect(streamLimits({ timeoutMs: 5 })).toEqual({
    maxRows: Infinity,
    maxBytes: Infinity,
    timeoutMs: 5,
  });
  expect(valueLimits({ limit: 3, equalTo: ['a'] }).maxRows).toBe(3);
});

describe('a limit that is none', () => {
  test.each([
    0,
    -1,
    1.5,
    NaN,
    Infinity,
    2 ** 53,
    '5',
    '1 FROM t; DELETE FROM t',
    null,
    true,
    5n,
    [5],
    {},
  ])('%o', (value) => {
    for (const name of ['maxRows', 'maxBytes', 'timeoutMs']) {
      const options = { [name]: value } as QueryOptions;
      for (const check of [queryLimits, streamLimits]) {
        expect(() => check(options)).toThrow(
          expect.objectContaining({
            code: 'CONFIG_INVALID',
            message: expect.stringMatching(name) as string,
          }),
        );
      }
    }
    expect(() => valueLimits({ limit: value as number })).toThrow(/limit: expected a positive/);
  });

  test.each([2 ** 31, 3e9])('a timeout that no timer holds: %d', (timeoutMs) => {
    expect(() => queryLimits({ timeoutMs })).toThrow(/timeoutMs: expected .* at most 2147483647/);
    expect(queryLimits({ timeoutMs: 2 ** 31 - 1 }).timeoutMs).toBe(2 ** 31 - 1);
  });

  test.each([
    [{ signal: {} }, /signal: expected an AbortSignal/],
    [{ parameters: 'a' }, /parameters: expected a list/],
    [null, /options: expected an object/],
  ])('%o', (options, message) => {
    expect(() => queryLimits(options as unknown as QueryOptions)).toThrow(message);
  });

  it('is quoted in part only', () => {
    const secret = 'x'.repeat(50) + 'hunter2';
    expect(() => queryLimits({ maxRows: secret as unknown as number })).not.toThrow(/hunter2/);
  });
});

describe('the read-only check', () => {
  const analysis = { relations: [], columns: [], functions: [], literals: [], keywords: [] };
  test('lets one reading statement through', () => {
    expect(() => requireReadOnly({ ...analysis, statements: 1, readOnly: true })).not.toThrow();
  });
  test.each([
    [0, true, /expected one statement, got 0/],
    [2, true, /expected one statement, got 2/],
    [1, false, /only reads, got DELETE/],
  ])('%d statements, reading: %s', (statements, readOnly, message) => {
    expect(() => requireReadOnly({ ...analysis, statements, readOnly, reason: 'DELETE' })).toThrow(
      message,
    );
  });
});
