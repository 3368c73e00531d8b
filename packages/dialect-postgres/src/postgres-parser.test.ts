import { beforeAll, describe, expect, test } from 'vitest';
import type { QueryParser } from '@momq/dialect';
import { exactNumber, parseJsonWithoutLoss } from '@momq/core/execution';
import { postgres } from './index.js';

describe('text without a database', () => {
  let parser: QueryParser;
  beforeAll(async () => {
    parser = await postgres({ allowFunctions: ['mine', 'shop.total'] }).createParser();
  });

  test.each([
    ['SELECT lower(name), now(), random() FROM customers', true],
    ["SELECT jsonb('{}'), date('2024-01-01')", true],
    ['SELECT mine(1), shop.total(2)', true],
    ['SELECT t.nextval FROM (SELECT 1 AS nextval) AS t', true],
    ["SELECT current_setting('server_version')", true],
    ['SELECT other.total(2)', false],
    ['SELECT yours(1)', false],
    ['SELECT (1::bigint).pg_advisory_lock', false],
    ["SELECT current_setting('primary_conninfo')", false],
    ["SELECT ('primary_conninfo'::text).current_setting", false],
    ['SELECT * FROM pg_authid', false],
    ['SELECT * FROM information_schema.user_mapping_options', false],
    ['SELECT public.lower(1)', false],
    ["SELECT domain_in('x', 1, 2)", false],
  ])('%s: only reads: %s', (text, readOnly) => {
    expect(parser.parse(text)).toMatchObject({ statements: 1, readOnly });
  });

  test('says what it found', () => {
    expect(
      parser.parse(
        "WITH a AS (SELECT max(total) FROM orders) SELECT * FROM a JOIN sales.customers c ON c.name = 'x'",
      ),
    ).toMatchObject({
      relations: expect.arrayContaining(['orders', 'customers']) as string[],
      functions: ['max'],
      columns: expect.arrayContaining(['total', 'name']) as string[],
      literals: ['x'],
    });
  });
});

describe('numbers', () => {
  test.each([
    ['0', 0],
    ['-5', -5],
    ['2.50', 2.5],
    ['0.1', 0.1],
    ['100', 100],
    ['1e5', 100_000],
    ['0.000001', 0.000_001],
    ['123456789012345678901', 123_456_789_012_345_678_901n],
    ['9007199254740992', 9_007_199_254_740_992n],
    ['12345678901234567890.12', '12345678901234567890.12'],
    ['0.1234567890123456789', '0.1234567890123456789'],
    ['1E400', '1E400'],
    ['NaN', Number.NaN],
    ['-Infinity', Number.NEGATIVE_INFINITY],
  ])('%s', (text, value) => {
    expect(exactNumber(text)).toEqual(value);
  });
});

describe('JSON', () => {
  test.each([
    ['{"a": [1, null, "x"]}', { a: [1, null, 'x'] }],
    ['{"id": 9007199254740993, "n": -1}', { id: 9_007_199_254_740_993n, n: -1 }],
    ['[12345678901234567890.12, 1.5]', ['12345678901234567890.12', 1.5]],
    [
      '{"9007199254740993": "9007199254740993 \\" 9007199254740993"}',
      { '9007199254740993': '9007199254740993 " 9007199254740993' },
    ],
    ['1e400', '1e400'],
    ['"text"', 'text'],
  ])('%s', (text, value) => {
    expect(parseJsonWithoutLoss(text)).toEqual(value);
  });

  test('what JavaScript cannot hold stays text', () => {
    const deep = `${'['.repeat(200_000)}9007199254740993${']'.repeat(200_000)}`;
    expect(parseJsonWithoutLoss(deep)).toBe(deep);
  });
});
