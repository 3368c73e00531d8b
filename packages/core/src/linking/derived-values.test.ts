import { describe, expect, it } from 'vitest';
import type { DatabaseSchema } from '@momq/dialect';
import { derivedDates, derivedNumbers } from './derived-values.js';
import { splitQuestion } from './question-words.js';

function orders(...fields: readonly string[]): DatabaseSchema {
  return {
    name: 'shop',
    family: 'relational',
    entities: [{ name: 'orders', fields: fields.map((name) => ({ name, type: 'integer' })) }],
    links: [],
  };
}

function numbers(question: string, ...fields: readonly string[]): readonly (string | number)[] {
  return derivedNumbers(splitQuestion(question), orders(...fields)).map(({ value }) => value);
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
    expect(numbers('orders above 12.50, in 2024', 'id', field)).toEqual([1250]);
  });

  it('are no cents in a database of whole units', () => {
    expect(numbers('orders above 12.50', 'total', 'centre')).toEqual([]);
  });

  it.each([
    ['opened before 9:30', [9]],
    ['between 09:00 and 18:00', [9, 18]],
    ['after 5 pm', [17]],
    ['from 12 am to 12 pm', [0, 12]],
    ['scores of 27:61', []],
  ])('are hours: %s', (question, hours) => {
    expect(numbers(question)).toEqual(hours);
  });

  it('go back where a duration is said', () => {
    expect(numbers('in the last 30 days or two weeks, top 5 cities')).toEqual([-30, -2]);
  });
});

describe('dates that follow from a question', () => {
  it.each([
    ['orders in March 2022', '2022-03-01', '2022-04-01', 'March 2022'],
    ['orders of Q4 2023, please', '2023-10-01', '2024-01-01', 'Q4 2023'],
    ['in the third quarter of 2021', '2021-07-01', '2021-10-01', 'third quarter of 2021'],
    ['the second half of 2020', '2020-07-01', '2021-01-01', 'second half of 2020'],
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
