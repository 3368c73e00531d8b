import { expect, it } from 'vitest';
import { measurement, median } from './measurement.js';

it('compares a value with its bound before rounding', () => {
  const unit = 'ms';
  expect(measurement('time', { value: 399.96, unit }, { atMost: 400 })).toEqual({
    name: 'time',
    value: 400,
    unit,
    target: 400,
    ok: true,
  });
  expect(measurement('time', { value: 400.01, unit }, { atMost: 400 })).toMatchObject({
    value: 400,
    ok: false,
  });
  expect(measurement('speed', { value: 0.9, unit: '×' }, { atLeast: 1 })).toMatchObject({
    target: 1,
    ok: false,
  });
  expect(measurement('size', { value: 12.3456, unit: 'MB' }, 'report only')).toEqual({
    name: 'size',
    value: 12.35,
    unit: 'MB',
    target: null,
    ok: true,
  });
});

it('takes the middle of sorted values', () => {
  expect(median([30, 1, 2])).toBe(2);
  expect(median([4, 1])).toBe(1);
  expect(() => median([])).toThrow('at least one value');
});
