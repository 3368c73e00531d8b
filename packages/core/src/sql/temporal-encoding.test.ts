import { expect, test } from 'vitest';
import type { FieldType, Value } from '@momq/dialect';
import { temporalEncoding } from './temporal-encoding.js';

test.each<[string, FieldType, Value[], string | undefined]>([
  ['placed', 'text', ['2023-05-01', null, '2024-02-29'], 'iso-date'],
  ['placed', 'text', ['2023-05-01', '2023-02-30'], undefined],
  ['placed', 'text', ['2023-05-01 09:30:00', '2023-05-01T18:00Z', '2023-05-02'], 'iso-datetime'],
  ['emailAddress', 'text', ['a@b.c', '2023-05-01'], undefined],
  ['created_at', 'integer', [1_700_000_000], 'unix-seconds'],
  ['createdAt', 'integer', [1_700_000_000_000], 'unix-milliseconds'],
  ['amount', 'integer', [1_700_000_000], undefined],
  ['created_at', 'integer', [5, 7], undefined],
  ['created', 'datetime', [1_700_000_000.5], 'unix-seconds'],
  ['d', 'date', ['2023-05-01'], undefined],
  ['d', 'date', ['2023-05-01 10:00'], 'iso-datetime'],
  ['d', 'datetime', ['2023-05-01'], 'iso-date'],
  ['birth_year', 'integer', [1987, 2004], 'year'],
  ['year', 'text', ['1987'], 'year'],
  ['year', 'integer', [1, 2], undefined],
  ['seats', 'integer', [1987], undefined],
  ['placed', 'text', [null], undefined],
])('%s %s %o: %s', (name, type, values, encoding) => {
  expect(temporalEncoding({ name, type }, values)).toBe(encoding);
});
