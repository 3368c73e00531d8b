import { describe, expect, it } from 'vitest';
import { smallContent } from '../testing/small-content.js';
import { withDatesSaid } from './relative-dates.js';

/** A Wednesday. */
const today = new Date('2026-05-13T22:30:00Z');
const said = (question: string, now = today): string => withDatesSaid(question, now).text;

describe('dates counted from today', () => {
  it.each([
    ['Orders in the last 30 days', 'Orders since 2026-04-13'],
    ['orders over the past two weeks?', 'orders since 2026-04-29?'],
    ['orders of the previous 3 months', 'orders since 2026-02-13'],
    ['orders in the past year', 'orders since 2025-05-13'],
    ['orders in the past couple of weeks', 'orders in the past couple of weeks'],
    ['orders in the last a couple of weeks', 'orders since 2026-04-29'],
    ['How many users joined last year?', 'How many users joined in 2025?'],
    ['orders of last month by city', 'orders in April 2026 by city'],
    ['orders last quarter', 'orders in Q1 2026'],
    ['orders in the current quarter', 'orders in Q2 2026'],
    ['orders last week', 'orders from 2026-05-04 to 2026-05-10'],
    ['orders this week', 'orders from 2026-05-11 to 2026-05-17'],
    ['orders this year', 'orders in 2026'],
    ['orders since last year', 'orders since 2025'],
    ['orders before this month', 'orders before May 2026'],
    ['orders after last week', 'orders after 2026-05-10'],
    ['deliveries in the next 2 weeks', 'deliveries from 2026-05-13 to 2026-05-27'],
    ['deliveries due next month', 'deliveries due in June 2026'],
    ['Yesterday orders', 'On 2026-05-12 orders'],
    ['orders placed today', 'orders placed on 2026-05-13'],
    ['orders before yesterday', 'orders before 2026-05-12'],
    ['users who joined more than 2 years ago', 'users who joined before 2024-05-13'],
    ['users who joined less than a week ago', 'users who joined since 2026-05-06'],
    ['orders 3 days ago', 'orders on 2026-05-10'],
    ['orders since 3 days ago', 'orders since 2026-05-10'],
    ['orders no more than 3 days ago', 'orders since 2026-05-10'],
    ['orders later than 3 days ago', 'orders since 2026-05-10'],
    ['orders at most 3 days ago', 'orders since 2026-05-10'],
    ['orders up to today', 'orders up to 2026-05-13'],
    ['orders between 2020-01-01 and yesterday', 'orders between 2020-01-01 and 2026-05-12'],
    ['days between today and the first order', 'days between 2026-05-13 and the first order'],
    ['stock as of today', 'stock as of 2026-05-13'],
    ['orders in January this year', 'orders in January 2026'],
    ['the first week of last month', 'the first week of April 2026'],
    ['orders in the first quarter of last year', 'orders in the first quarter of 2025'],
  ])('%s', (question, dated) => {
    expect(said(question)).toBe(dated);
  });

  it.each([
    'orders in 2023',
    'orders in the last quarter of 2022',
    'the last month of the year with orders',
    'revenue this year compared to last year',
    'did sales grow last month?',
    'more orders than last week',
    'orders this month and last month',
    "today's orders",
    'the last 5 orders',
    'the last year in which it rained',
    'orders in the last 6 hours',
    'orders two months ago',
    'last name of each user',
    'how many orders will we have next year?',
    'orders of the day before yesterday',
    'orders 2 days before yesterday',
    'orders a year ago today',
    'users who are 20 years old today',
    'orders on Monday last week',
    'orders last week on Friday',
    'orders last year in May',
    'orders yesterday at 5 pm',
    'orders yesterday morning',
    'the same month last year',
    'orders up to last week',
    'orders before the last 3 days',
    'orders of the last year 2022',
    'songs named “Yesterday”',
    'songs named "last year"',
    'songs called yesterday',
    'the song Yesterday by them',
  ])('are not in: %s', (question) => {
    expect(withDatesSaid(question, today)).toEqual({ text: question });
  });

  it('are not in names of the database', () => {
    const { schema } = smallContent('shop', {
      'clients(id int pk, sales_last_year int, today int)': [],
    });
    for (const question of ['Sales last year of each client', 'clients by today'])
      expect(withDatesSaid(question, today, schema)).toEqual({ text: question });
    expect(withDatesSaid('clients of last year', today, schema).text).toBe('clients in 2025');
  });

  it('end with the month', () => {
    expect(said('orders in the last month', new Date('2026-01-31'))).toBe(
      'orders in December 2025',
    );
    expect(said('orders in the past month', new Date('2026-03-31'))).toBe(
      'orders since 2026-02-28',
    );
    expect(said('orders last quarter', new Date('2026-02-01'))).toBe('orders in Q4 2025');
  });

  it('are told with the day that they are counted from', () => {
    expect(withDatesSaid('orders of yesterday', today).note).toBe(
      '“of yesterday” is read as “on 2026-05-12”: today is 2026-05-13 (UTC).',
    );
  });
});
