import { DateValue, PeriodDuration, type GraphValue } from '@momq/graph-store';
import { describe, expect, it } from 'vitest';
import { functions } from './functions.js';
import { operations } from './operators.js';

const call = (name: string, ...given: GraphValue[]): GraphValue =>
  functions.get(name)!.call(given, undefined as never);

// what Neo4j 5.26 answers
describe('functions of texts', () => {
  it('count characters, not UTF-16 units', () => {
    expect(call('substring', 'h😀llo', 1n, 1n)).toBe('😀');
    expect(call('substring', 'h😀llo', 2n)).toBe('llo');
    expect(call('left', 'h😀llo', 2n)).toBe('h😀');
    expect(call('right', 'h😀llo', 4n)).toBe('😀llo');
    expect(call('right', 'hello', 10n)).toBe('hello');
  });
});

describe('operators', () => {
  it('write numbers behind a text, but no truth values and points in time', () => {
    const plus = operations['+']!;
    expect(plus('a', 1n)).toBe('a1');
    expect(() => plus('a', true)).toThrow(
      'expected values that + takes, got a string and a boolean',
    );
    expect(() => plus(new DateValue(2015, 1, 31), 'a')).toThrow('got a date and a string');
  });

  it('compare equal durations only', () => {
    const [day, days] = [new PeriodDuration(0n, 1n, 0n), new PeriodDuration(0n, 2n, 0n)];
    expect(operations['<=']!(day, day)).toBe(true);
    expect(operations['>=']!(day, day)).toBe(true);
    expect(operations['<']!(day, day)).toBe(null);
    expect(operations['<=']!(day, days)).toBe(null);
  });
});
