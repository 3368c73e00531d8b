import type { Value } from '@momq/dialect';
import { describe, expect, it } from 'vitest';
import { attributes } from './lexicon/attribute.js';
import type { Attribute, ValueKind } from './lexicon/attribute.js';
import { Random } from './random.js';
import { drawColumn, typeOfValues } from './sample-values.js';

function column(values: ValueKind, count = 200): Value[] {
  return drawColumn({ ...attributes.get('rank')!, values }, count, new Random(9));
}

const between = (kind: 'integer' | 'real' | 'date' | 'datetime', low: number, high: number) =>
  ({ kind, low, high, decimals: kind === 'real' ? 2 : 0 }) satisfies ValueKind;

describe('drawColumn', () => {
  it('keeps numbers in their range', () => {
    const ages = column(between('integer', 18, 70)) as number[];
    expect(Math.min(...ages)).toBe(18);
    expect(Math.max(...ages)).toBe(70);
    expect(ages.every((age) => Number.isInteger(age))).toBe(true);
    const prices = column(between('real', 1, 5)) as number[];
    expect(prices.every((price) => price >= 1 && price <= 5)).toBe(true);
    expect(prices.every((price) => Number(price.toFixed(2)) === price)).toBe(true);
    expect(prices.some((price) => !Number.isInteger(price * 10))).toBe(true);
  });

  it('rounds large numbers as people do', () => {
    const multiples = (values: Value[], step: number): boolean =>
      values.every((value) => Number(value) % step === 0);
    expect(multiples(column(between('integer', 30_000, 90_000)), 500)).toBe(true);
    expect(multiples(column(between('integer', 100, 5000)), 10)).toBe(true);
    // A year is not round.
    expect(multiples(column(between('integer', 1950, 4001)), 10)).toBe(false);
  });

  it('writes dates and times that exist', () => {
    for (const value of column(between('date', 2003, 2005)) as string[]) {
      expect(new Date(value).toISOString().slice(0, 10)).toBe(value);
      expect(value >= '2003-01-01' && value <= '2005-12-31').toBe(true);
    }
    for (const value of column(between('datetime', 2003, 2005)) as string[])
      expect(`${new Date(`${value}Z`).toISOString().slice(0, 19)}`).toBe(value.replace(' ', 'T'));
  });

  it('repeats categories and places, so that groups have several rows, and hardly ever names', () => {
    const different = (key: string): number => {
      const attribute = attributes.get(key) as Attribute;
      return new Set(drawColumn(attribute, 30, new Random(4))).size;
    };
    expect(different('country')).toBeLessThan(12);
    expect(different('gender')).toBe(2);
    expect(different('name')).toBeGreaterThan(28);
    expect(different('email')).toBeGreaterThan(28);
    expect(new Set(column({ kind: 'choice', choices: ['x', 'y'] }))).toEqual(new Set(['x', 'y']));
  });

  it('draws values of its type for every attribute of the lexicon', () => {
    const kinds: Readonly<Record<string, (value: Value) => boolean>> = {
      integer: (value) => Number.isInteger(value),
      real: (value) => typeof value === 'number',
      boolean: (value) => typeof value === 'boolean',
      date: (value) => /^\d{4}-\d\d-\d\d$/.test(String(value)),
      datetime: (value) => /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(String(value)),
      text: (value) => typeof value === 'string' && value.trim() === value && value !== '',
    };
    for (const attribute of attributes.values()) {
      const isOfType = kinds[typeOfValues(attribute.values)]!;
      const values = drawColumn(attribute, 12, new Random(2));
      expect([attribute.key, values.filter((value) => !isOfType(value))]).toEqual([
        attribute.key,
        [],
      ]);
    }
  });

  it('names a pool that the lexicon lacks', () => {
    expect(() => column({ kind: 'pool', pool: 'spaceships', words: [] })).toThrow(/spaceships/);
  });
});
