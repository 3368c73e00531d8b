import { describe, expect, it } from 'vitest';
import { readStoredJson, writeStoredJson } from './stored-json.js';

const rows = [
  [9007199254740993n, -9223372036854775808n, 0n, 12345678901234567890123n],
  [9007199254740991, 0.1234567890123456, 1.7976931348623157e308, -5e-324, 1e21, 2 ** 60],
  [Infinity, -Infinity],
  ['9007199254740993', '"9007199254740993"', '[1234567890123456789]', '\u0001momq', '\\x00ff'],
  [{ nested: [9007199254740995n, null, true] }],
];

describe('stored JSON', () => {
  it('reads what it wrote as the same values, 0n as 0', () => {
    const read = readStoredJson(writeStoredJson({ rows })) as { rows: unknown[][] };
    expect(read.rows[0]).toEqual([
      9007199254740993n,
      -9223372036854775808n,
      0,
      12345678901234567890123n,
    ]);
    expect(read.rows.slice(1)).toEqual(rows.slice(1));
  });

  it('writes numbers that other readers take', () => {
    expect(writeStoredJson([9007199254740993n, 2 ** 60, Infinity, -Infinity, NaN, 'a'])).toBe(
      '[9007199254740993,1152921504606846976.0,1e999,-1e999,"NaN","a"]',
    );
    expect(JSON.parse(writeStoredJson([Infinity, -Infinity]))).toEqual([Infinity, -Infinity]);
  });

  it('reads integers of other writers in full, and leaves decimals and text', () => {
    expect(readStoredJson('[9007199254740993, 0.1234567890123456789, "9007199254740993"]')).toEqual(
      [9007199254740993n, 0.12345678901234568, '9007199254740993'],
    );
  });

  it.each(['{"a": 1234567890123456789', '[1,]', ''])('refuses what is no JSON: %s', (text) => {
    expect(() => readStoredJson(text)).toThrow(SyntaxError);
  });
});
