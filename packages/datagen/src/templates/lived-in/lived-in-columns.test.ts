import { describe, expect, it } from 'vitest';
import type { MomentEncoding } from '@momq/dialect';
import { Random } from '../../generated/random.js';
import { drawHabits } from './habits.js';
import type { Habits } from './habits.js';
import {
  deletedColumn,
  drawStatus,
  encodeMoment,
  flagColumns,
  momentColumns,
  moneyColumn,
  noiseColumns,
} from './lived-in-columns.js';
import { dayOf } from '../period.js';

const encodings: readonly MomentEncoding[] = [
  'date',
  'datetime',
  'text-date',
  'text-datetime',
  'unix-seconds',
];
const habits = (change: Partial<Habits>): Habits => ({ ...drawHabits(new Random(1)), ...change });
const seeds = Array.from({ length: 40 }, (_, seed) => seed);
const nothing: ReadonlySet<string> = new Set();

describe('encodeMoment', () => {
  it('writes one moment in five ways', () => {
    const moment = Date.UTC(2024, 1, 29, 7, 5, 9);
    expect(encodings.map((encoding) => encodeMoment(moment, encoding))).toEqual([
      '2024-02-29',
      '2024-02-29 07:05:09',
      '2024-02-29',
      '2024-02-29 07:05:09',
      1709190309,
    ]);
  });
});

describe.each(encodings)('momentColumns as %s', (moments) => {
  const drawn = seeds.map((seed) => momentColumns(60, habits({ moments }), new Random(seed)));

  it('has a type that holds it', () => {
    const type = { date: 'date', datetime: 'datetime', 'unix-seconds': 'integer' }[
      moments as string
    ];
    for (const column of drawn.flat()) {
      expect([column.type, column.encoding]).toEqual([type ?? 'text', moments]);
      expect(column.called.startsWith(`${column.words} `)).toBe(true);
    }
  });

  it('ends no row before it began, and some never', () => {
    const both = drawn.filter(({ length }) => length === 2);
    expect(both.length).toBeGreaterThan(20);
    for (const [start, end] of both) {
      expect([start!.role, end!.role]).toEqual(['start', 'end']);
      const pairs = start!.values.map((value, row) => [value!, end!.values[row]!] as const);
      expect(pairs.filter(([began, ended]) => ended !== null && ended < began)).toEqual([]);
      expect(start!.values).not.toContain(null);
    }
    const ends = both.flatMap(([, end]) => end!.values);
    expect(ends.filter((value) => value === null).length / ends.length).toBeCloseTo(0.2, 1);
  });

  it('begins in the years that are asked about', () => {
    const days = drawn.flatMap(([start]) => start!.values.map((value) => dayOf(value)));
    expect(days.filter((day) => day < '2020-01-01' || day > '2024-06-30')).toEqual([]);
    expect(new Set(days.map((day) => day.slice(0, 4))).size).toBe(5);
  });
});

describe('flagColumns', () => {
  it.each([
    ['boolean', true, false, 'boolean'],
    ['one-zero', 1, 0, 'integer'],
    ['y-n', 'Y', 'N', 'text'],
    ['yes-no', 'Yes', 'No', 'text'],
  ] as const)('keeps %s', (flags, yes, no, type) => {
    for (const seed of seeds) {
      const columns = flagColumns(80, habits({ flags }), new Random(seed));
      expect(new Set(columns.map(({ words }) => words)).size).toBe(columns.length);
      for (const column of columns) {
        expect(column).toMatchObject({ yes, no, type });
        expect(new Set(column.values)).toEqual(new Set([yes, no]));
      }
    }
  });
});

describe('moneyColumn', () => {
  it('keeps cents as whole numbers, under a name that says so', () => {
    for (const seed of seeds) {
      const column = moneyColumn(30, habits({ cents: true }), new Random(seed), nothing);
      expect(column.called).toMatch(/ (cents|ct|in cents)$/);
      expect(column.type).toBe('integer');
      expect(column.values.every((value) => Number.isInteger(value))).toBe(true);
      expect(column.currency).toBeUndefined();
    }
  });

  it('keeps decimals with two digits, and knows the currency that the name says', () => {
    const known = new Set<string | undefined>();
    for (const seed of seeds) {
      const column = moneyColumn(30, habits({ cents: false }), new Random(seed), nothing);
      const suffix = { euros: ' eur', dollars: ' usd', none: '' }[column.currency ?? 'none'];
      expect(column.called).toBe(`${column.words}${suffix}`);
      for (const value of column.values) expect(Number(Number(value).toFixed(2))).toBe(value);
      known.add(column.currency);
    }
    expect(known).toEqual(new Set([undefined, 'euros', 'dollars']));
  });

  it('is called by no word that another column has', () => {
    const taken = new Set(['amount', 'total', 'fee', 'cost', 'charge']);
    for (const seed of seeds)
      expect(moneyColumn(3, habits({}), new Random(seed), taken).words).toBe('price');
  });
});

describe('deletedColumn', () => {
  it('says whether, when, or nothing', () => {
    const draw = (deleted: Habits['deleted']) =>
      deletedColumn(300, habits({ deleted, moments: 'unix-seconds' }), new Random(2));
    expect(draw('none')).toBeUndefined();
    const flag = draw('flag')!;
    expect(new Set(flag.values)).toEqual(new Set([0, 1]));
    const moment = draw('moment')!;
    expect(moment.type).toBe('integer');
    for (const { values } of [flag, moment]) {
      const gone = values.filter((value) => value !== null && value !== 0);
      expect(gone.length / 300).toBeCloseTo(0.12, 1);
    }
  });
});

describe('drawStatus', () => {
  it('keeps words, numbers or letters, of which some are never used', () => {
    const unused = { text: 0, 'number-table': 0, 'letters-table': 0 };
    for (const status of ['text', 'number-table', 'letters-table'] as const)
      for (const seed of seeds) {
        const { words, codes, values } = drawStatus(
          90,
          habits({ status }),
          new Random(seed),
          nothing,
        );
        expect(new Set(codes).size).toBe(words.length);
        expect(values.filter((value) => !codes.includes(value))).toEqual([]);
        if (status === 'text') expect(codes).toEqual(words);
        else if (status === 'number-table')
          expect(codes).toEqual(words.map((_, i) => 10 * (i + 1)));
        else expect(codes.every((code) => /^[A-Z]{2}$/.test(String(code)))).toBe(true);
        if (!values.includes(codes.at(-1)!)) unused[status] += 1;
      }
    for (const times of Object.values(unused)) expect(times).toBeGreaterThan(4);
  });

  it('has no word that a moment of the table has', () => {
    const taken = new Set(['closed', 'completed', 'approved']);
    for (const seed of seeds)
      for (const word of drawStatus(3, habits({}), new Random(seed), taken).words)
        expect(taken.has(word)).toBe(false);
  });
});

describe('noiseColumns', () => {
  it('adds as many different columns as the habit says', () => {
    for (const noise of [0, 3, 14]) {
      const columns = noiseColumns(5, habits({ noise }), new Random(noise));
      expect(new Set(columns.map(({ called }) => called)).size).toBe(noise);
      expect(columns.every(({ role, values }) => role === 'noise' && values.length === 5)).toBe(
        true,
      );
    }
  });
});
