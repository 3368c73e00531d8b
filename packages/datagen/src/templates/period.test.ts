import { describe, expect, it } from 'vitest';
import { createDatabase } from '@momq/core';
import { sqlite } from '@momq/dialect-sqlite';
import { Random } from '../generated/random.js';
import { smallShop } from '../testing/small-shop.js';
import type { LivedInColumn } from './lived-in/lived-in-database.js';
import { dayOf, isIn, somePeriod, yearPeriod } from './period.js';
import { sqlWriter } from './sql-writer.js';

const months = 'jan,feb,mar,apr,may,jun,jul,aug,sep,oct,nov,dec'.split(',');
const ordinals = 'first,second,third,fourth'.split(',');

/** The first month of what the words say, from 0, and how many months it lasts. */
function meant(words: string): { first: number; count: number } {
  const month = /^(?:in|during) ([A-Z][a-z]{2})[a-z]* \d/.exec(words);
  if (month) return { first: months.indexOf(month[1]!.toLowerCase()), count: 1 };
  const quarter = /Q(\d)|(\w+) quarter/.exec(words);
  if (quarter) {
    const place = quarter[1] ? Number(quarter[1]) - 1 : ordinals.indexOf(quarter[2]!);
    return { first: (quarter[2] === 'last' ? 3 : place) * 3, count: 3 };
  }
  const half = /H(\d)|(\w+) half/.exec(words);
  if (half)
    return { first: (half[1] ? Number(half[1]) - 1 : ordinals.indexOf(half[2]!)) * 6, count: 6 };
  return { first: 0, count: 12 };
}

/** The months of the days from the first to before the last one. */
function monthsOf(from: string, before: string): { first: number; count: number } {
  const [start, end] = [from, before].map(
    (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1,
  );
  return { first: start! % 12, count: end! - start! };
}

function columnOfDays(days: readonly string[]): LivedInColumn {
  return {
    ...{ table: 't', name: 'c', type: 'date', role: 'start', words: 'created' },
    values: days,
    encoding: 'date',
  };
}

describe('somePeriod', () => {
  const days = Array.from(
    { length: 12 },
    (_, month) => `2023-${String(month + 1).padStart(2, '0')}-17`,
  );
  const periods = Array.from({ length: 300 }, (_, seed) =>
    somePeriod(new Random(seed), columnOfDays(days)),
  );

  it('lasts as its words say', () => {
    for (const { from, before, words } of periods) {
      expect([from.slice(8), before.slice(8)]).toEqual(['01', '01']);
      for (const each of words) {
        expect([each, meant(each)]).toEqual([each, monthsOf(from, before)]);
        expect(each).toMatch(/\b2023\b/);
      }
    }
  });

  it('is every month, quarter, half and year in which some row is', () => {
    expect(new Set(periods.map(({ from, before }) => `${from} ${before}`)).size).toBe(
      12 + 4 + 2 + 1,
    );
    const december = periods.find(({ from }) => from === '2023-12-01');
    expect(december?.before).toBe('2024-01-01');
    expect(periods.filter(({ year }) => year !== undefined).map(({ before }) => before)).toContain(
      yearPeriod(2023).before,
    );
  });
});

describe('isIn', () => {
  it('finds the rows whose day is in the period', async () => {
    const pack = sqlite();
    const shop = smallShop();
    const writer = sqlWriter(pack, shop.content.schema)!;
    const table = shop.tables.find(({ nouns }) => nouns[0] === 'order')!;
    const start = table.columns.find(({ role }) => role === 'start')!;
    const database = await createDatabase(pack, shop.content);
    try {
      for (let seed = 0; seed < 25; seed += 1) {
        const period = somePeriod(new Random(seed), start);
        const { rows } = await database.query(
          `SELECT ${writer.column(table.key)} FROM ${writer.table(table.table)} WHERE ${isIn(writer, start, period)}`,
        );
        const expected = table.key.values.filter((_, row) => {
          const day = dayOf(start.values[row]!);
          return day >= period.from && day < period.before;
        });
        expect([period.words[0], rows.flat()]).toEqual([period.words[0], expected]);
      }
    } finally {
      await database.close();
    }
  });
});
