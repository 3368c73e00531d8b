import { expect, it } from 'vitest';
import { jsonText } from './json-text.js';

it('loses no number', () => {
  const rows = [[2n ** 63n, 0.1, Number.NaN, Number.NEGATIVE_INFINITY, null, 'x']];
  expect(jsonText({ rows })).toBe(
    '{"rows":[["9223372036854775808",0.1,"NaN","-Infinity",null,"x"]]}',
  );
});
