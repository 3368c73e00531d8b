import { describe, expect, it } from 'vitest';
import type { Condition, Expression, FunctionCall, SelectQuery } from '@momq/dialect';
import { asked as askedOf, draft, equals, field } from '../../testing/asked-shop.js';
import { smallContent } from '../../testing/small-content.js';

const studio = smallContent('studio', {
  'classes(id int pk, title text, price_cents int, duration_min int, salary_min int, ride_min int, ride_max int, length_m int, weight_g int, pauseSeconds int, fee real, began datetime, ended datetime)':
    [
      [
        1,
        'Yoga',
        1500,
        60,
        900,
        1,
        2,
        5,
        250,
        30,
        2.5,
        '2024-01-01 10:00:00',
        '2024-01-01 11:00:00',
      ],
    ],
});
const asked = (question: string, query: SelectQuery): string => askedOf(question, query, studio);
const compare = (name: string, operator: '>' | '<=', value: number): Condition =>
  ({ ...equals(`classes.${name}`, value), operator }) as Condition;
const where = (...conditions: Condition[]): SelectQuery =>
  draft('classes', 'title', { kind: 'and', conditions });
const shown = (select: Expression): SelectQuery => ({
  ...draft('classes', 'title'),
  select: [select],
});
const average = (name: string): SelectQuery =>
  shown({
    kind: 'aggregate',
    function: 'avg',
    distinct: false,
    argument: field(`classes.${name}`),
  });
const stay: FunctionCall = {
  kind: 'call',
  function: 'difference',
  unit: 'day',
  arguments: [field('classes.began'), field('classes.ended')],
};

describe('amounts in the unit of the column', () => {
  it.each<[string, string, number, string]>([
    ['classes that cost more than 14 euros', 'price_cents', 14, 'price_cents > 1400'],
    ['classes over €14', 'price_cents', 14, 'price_cents > 1400'],
    ['classes over 14.5 dollars', 'price_cents', 15, 'price_cents > 1450'],
    ['classes over 2 thousand euros', 'price_cents', 2000, 'price_cents > 200000'],
    ['classes over 1400 cents', 'price_cents', 1400, 'price_cents > 1400'],
    ['classes longer than an hour', 'duration_min', 0, 'duration_min > 60'],
    ['classes longer than half an hour', 'duration_min', 1, 'duration_min > 30'],
    ['classes longer than 90 minutes', 'duration_min', 90, 'duration_min > 90'],
    ['classes longer than 2 hours in the last 30 days', 'duration_min', 2, 'duration_min > 120'],
    ['classes heavier than 0.29 kg', 'weight_g', 1, 'weight_g > 290'],
    ['classes with a pause of over two minutes', 'pauseSeconds', 2, 'pauseSeconds > 120'],
  ])('%s', (question, name, value, condition) => {
    expect(asked(question, where(compare(name, '>', value)))).toContain(`WHERE ${condition}`);
  });

  it.each<[string, string, number]>([
    ['classes over 14', 'price_cents', 14],
    ['classes over 14 euros', 'fee', 14],
    ['classes with a salary over 2 hours', 'salary_min', 2],
    ['classes in the last 2 hours', 'duration_min', 30],
    ['classes over 2 kg', 'price_cents', 2],
    ['classes that cost 5 euros more than the average', 'price_cents', 20],
    ['classes for 2 euros a minute', 'duration_min', 60],
    ['classes over 60 with 2 minutes of pause', 'duration_min', 60],
    ['classes with a ride over 2 hours', 'ride_min', 2], // beside ride_max: a minimum
    ['classes with a length over 2 hours', 'length_m', 2], // or metres
  ])('leaves what says no other unit: %s', (question, name, value) => {
    expect(asked(question, where(compare(name, '>', value)))).toContain(`WHERE ${name} > ${value}`);
  });

  it('tells several amounts apart by their numbers', () => {
    const query = where(compare('duration_min', '>', 1), compare('pauseSeconds', '<=', 2));
    expect(asked('classes over 1 hour with at most 2 minutes of pause', query)).toContain(
      'WHERE duration_min > 60 AND pauseSeconds <= 120',
    );
  });

  it('converts both ends of a range', () => {
    const between = (low: number, high: number): Condition => ({
      kind: 'between',
      negated: false,
      value: field('classes.price_cents'),
      low: { kind: 'literal', value: low },
      high: { kind: 'literal', value: high },
    });
    const right = 'WHERE price_cents BETWEEN 1000 AND 2050';
    expect(asked('classes between 10 and 20.50 euros', where(between(10, 21)))).toContain(right);
    expect(asked('classes between 20.5 euros and 1000 cents', where(between(10, 21)))).toContain(
      right,
    );
    expect(asked('classes between €10 and €20.50', where(between(10, 21)))).toContain(right);
  });

  it('counts a stretch of time in the unit of the amount', () => {
    const longer: Condition = {
      kind: 'compare',
      operator: '>',
      left: stay,
      right: { kind: 'literal', value: 0 },
    };
    expect(asked('classes that took more than 2 hours', where(longer))).toBe(
      asked(
        '',
        where({ ...longer, left: { ...stay, unit: 'hour' }, right: { kind: 'literal', value: 2 } }),
      ),
    );
  });
});

describe('results in the unit that is asked for', () => {
  it.each<[string, string, string]>([
    ['average price in euros', 'price_cents', '/ 100'],
    ['average duration in hours', 'duration_min', '/ 60'],
    ['how many kilos on average', 'weight_g', '/ 1000'],
    ['average pause in milliseconds', 'pauseSeconds', '* 1000'],
  ])('%s', (question, name, factor) => {
    expect(asked(question, average(name))).toContain(`${factor} FROM`);
  });

  it.each<[string, string]>([
    ['average price in cents', 'price_cents'],
    ['average price', 'price_cents'],
    ['average duration in euros', 'duration_min'],
    ['average fee in euros', 'fee'],
    ['average price in euros or in cents', 'price_cents'],
    ['average duration in second place', 'duration_min'],
    ['average duration of day classes', 'duration_min'],
  ])('leaves %s', (question, name) => {
    expect(asked(question, average(name))).toBe(asked('', average(name)));
  });

  it('leaves what is converted already', () => {
    const euros = shown({
      kind: 'arithmetic',
      operator: '/',
      left: average('price_cents').select[0]!,
      right: { kind: 'literal', value: 100 },
    });
    expect(asked('average price in euros', euros)).toBe(asked('', euros));
  });

  it('converts a multiple', () => {
    const { select } = average('price_cents');
    const right = { kind: 'literal', value: 1.2 } as const;
    const gross = shown({ kind: 'arithmetic', operator: '*', left: select[0]!, right });
    expect(asked('average price in euros with 20% tax', gross)).toMatch(/ \* 1\.2.* \/ 100 FROM/);
  });

  it('orders by what it shows', () => {
    const prices = shown(field('classes.price_cents'));
    const orderBy = [{ expression: prices.select[0]!, descending: false }];
    expect(asked('prices in euros', { ...prices, distinct: true, orderBy })).toMatch(
      /DISTINCT (.*\/ 100) FROM classes ORDER BY \1$/,
    );
  });

  it('counts a stretch of time in it', () => {
    expect(asked('how long did each class take in minutes?', shown(stay))).toBe(
      asked('', shown({ ...stay, unit: 'minute' })),
    );
  });
});
