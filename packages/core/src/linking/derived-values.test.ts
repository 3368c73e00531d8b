import { describe, expect, it } from 'vitest';
import type { DatabaseSchema, FieldType } from '@momq/dialect';
import { derivedDates, derivedNumbers } from './derived-values.js';
import { splitQuestion } from './question-words.js';

function orders(fields: readonly string[], type: FieldType = 'integer'): DatabaseSchema {
  return {
    name: 'shop',
    family: 'relational',
    entities: [{ name: 'orders', fields: fields.map((name) => ({ name, type })) }],
    links: [],
  };
}

function numbers(question: string, ...fields: readonly string[]): readonly (string | number)[] {
  return derivedNumbers(splitQuestion(question), orders(fields)).map(({ value }) => value);
}

function dates(question: string): readonly (readonly [string | number, string])[] {
  const words = splitQuestion(question);
  return derivedDates(question, words).map(({ value, span: [first, end] }) => [
    value,
    question.slice(words[first]!.start, words[end - 1]!.end),
  ]);
}

describe('numbers that follow from a question', () => {
  it.each(['total_cents', 'FeeCt', 'Total In Cents'])('are cents beside %s', (field) => {
    expect(numbers('orders above 19.99, in 2024', 'id', field)).toEqual([1999]);
  });

  it('are cents of round numbers too, which are hardly years', () => {
    expect(numbers('orders from 1900 to 2000', 'cents')).toEqual([190_000, 200_000]);
  });

  it('are no cents in a database of whole units', () => {
    expect(numbers('orders above 12.50', 'total', 'centre')).toEqual([]);
    const inWords = orders(['cents'], 'text');
    expect(derivedNumbers(splitQuestion('orders above 12.50'), inWords)).toEqual([]);
  });

  it.each([
    ['opened before 9:30', [9]],
    ['between 09:00 and 18:00', [9, 18]],
    ['after 5 PM', [17]],
    ['from 12 am to 12 pm', [0, 12]],
    ['scores of 27:10 and 7:61', []],
    ['13 pm', []],
  ])('are hours: %s', (question, hours) => {
    expect(numbers(question)).toEqual(hours);
  });

  it('go back where a duration is said', () => {
    expect(numbers('in the last 30 days or two weeks, top 5 cities')).toEqual([-30, -2]);
    const others = '1 year, 2 quarters, 3 months, 4 hours, 5 minutes or 6 seconds';
    expect(numbers(others)).toEqual([-1, -2, -3, -4, -5, -6]);
    expect(numbers('in the last 2.5 hours, 0 days ago')).toEqual([]);
  });
});

describe('dates that follow from a question', () => {
  it.each([
    ['orders in March 2022', '2022-03-01', '2022-04-01', 'March 2022'],
    ['orders of Q4 2023, please', '2023-10-01', '2024-01-01', 'Q4 2023'],
    ['in the third quarter of 2021', '2021-07-01', '2021-10-01', 'third quarter of 2021'],
    ['the second half of 2020', '2020-07-01', '2021-01-01', 'second half of 2020'],
    ['games of the 1990s', '1990-01-01', '2000-01-01', '1990s'],
  ])('are both ends: %s', (question, first, next, span) => {
    expect(dates(question)).toEqual([
      [first, span],
      [next, span],
    ]);
  });

  it('are none for years and days, which queries say as they are', () => {
    expect(dates('orders in 2022 or on 2022-05-01')).toEqual([]);
  });
});
