import { describe, expect, it } from 'vitest';
import type { Condition } from '@momq/dialect';
import { asked, draft, equals, field, written } from '../../testing/asked-shop.js';

const salary = (operator: '>=' | '<=', value: number): Condition =>
  ({ ...equals('staff.salary', value), operator }) as Condition;
const salaryBetween = (low: number, high: number): Condition => ({
  kind: 'between',
  negated: false,
  value: field('staff.salary'),
  low: { kind: 'literal', value: low },
  high: { kind: 'literal', value: high },
});

describe('stretches of time', () => {
  const from = (name: string, first: string | number, next: string | number): string =>
    typeof first === 'number'
      ? `${name} >= ${first} AND ${name} < ${next}`
      : `${name} >= '${first}' AND ${name} < '${next}'`;
  it.each([
    ['departed in March 2023', 'flights', from('departed', '2023-03-01', '2023-04-01')],
    ['departed in Q1 2023', 'flights', from('departed', '2023-01-01', '2023-04-01')],
    [
      'departed in the last quarter of 2022',
      'flights',
      from('departed', '2022-10-01', '2023-01-01'),
    ],
    [
      'departed in the second half of 2022',
      'flights',
      from('departed', '2022-07-01', '2023-01-01'),
    ],
    ['departed on 5 January 2023', 'flights', from('departed', '2023-01-05', '2023-01-06')],
    [
      'departed between May 2022 and June 2023',
      'flights',
      from('departed', '2022-05-01', '2023-07-01'),
    ],
    ['departed between May and June 2023', 'flights', from('departed', '2023-05-01', '2023-07-01')],
    [
      'departed from November to February 2023',
      'flights',
      from('departed', '2022-11-01', '2023-03-01'),
    ],
    [
      'departed between 5 May and 6 June 2023',
      'flights',
      from('departed', '2023-05-05', '2023-06-07'),
    ],
    ['departed from Q1 to Q2 2023', 'flights', from('departed', '2023-01-01', '2023-07-01')],
    [
      'departed between 2022 and 5 January 2023',
      'flights',
      from('departed', '2022-01-01', '2023-01-06'),
    ],
    ['departed in the 1990s', 'flights', from('departed', '1990-01-01', '2000-01-01')],
    ['departed since 2023-01-05', 'flights', "departed >= '2023-01-05'"],
    ['departed after January 2023', 'flights', "departed >= '2023-02-01'"],
    ['departed before 2023', 'flights', "departed < '2023-01-01'"],
    ['were ordered in May 2023', 'orders', from('ordered_on', '2023-05-01', '2023-06-01')],
    ['were shipped in 2023', 'orders', from('shipped_at', '2023-01-01', '2024-01-01')],
    ['are there in 2023', 'orders', from('ordered_on', '2023-01-01', '2024-01-01')],
    [
      'were sent in 2023',
      'orders',
      from('sent', Date.parse('2023-01-01'), Date.parse('2024-01-01')),
    ],
    [
      'were created in 2022',
      'clients',
      from('created', Date.parse('2022-01-01') / 1000, Date.parse('2023-01-01') / 1000),
    ],
    ['were hired until 2021', 'staff', "hired < '2022-01-01'"],
  ])('… %s', (question, entity, where) => {
    expect(asked(`How many ${entity} ${question}?`, draft(entity, 'count'))).toBe(
      `SELECT COUNT(*) FROM ${entity} WHERE ${where}`,
    );
  });

  it('takes the place of parts of the date elsewhere', () => {
    const part: Condition = {
      ...equals('clients.last_login', 2022),
      left: { kind: 'call', function: 'year', arguments: [field('clients.last_login')] },
    } as Condition;
    expect(
      asked('How many clients were created in 2022?', draft('clients', 'count', part)),
    ).toMatch(/WHERE created >= \d+ AND created < \d+$/);
  });

  it.each([
    ['How many staff earn 2000 or more?', draft('staff', 'count')],
    ['How many staff were not hired in 2022?', draft('staff', 'count')],
    ['How many staff were hired in 2021 or in 2022?', draft('staff', 'count')],
    ['How many staff were hired in May or June 2023?', draft('staff', 'count')],
    ['How many staff were hired in May and June 2023?', draft('staff', 'count')],
    ['How many staff were hired in Q1 or Q2 2023?', draft('staff', 'count')],
    ['How many staff were hired on 5 May or 6 June 2023?', draft('staff', 'count')],
    [
      'How many staff were hired in the first quarter or the last quarter of 2023?',
      draft('staff', 'count'),
    ],
    [
      'Which staff hired by Ada have a salary between 1500 and 2000?',
      draft('staff', 'name', salaryBetween(1500, 2000)),
    ],
    [
      'Which staff hired by Ada have a salary from 2000 to 1500?',
      draft('staff', 'name', {
        kind: 'and',
        conditions: [salary('>=', 1500), salary('<=', 2000)],
      }),
    ],
    ['Which staff hired by Ada earn between 1500 and 2500?', draft('staff', 'name')],
    ['Which staff hired by Ada earn between 500 and 2000?', draft('staff', 'name')],
    ['Which staff hired by Ada earn from 500 to 2000?', draft('staff', 'name')],
  ])('leaves alone: %s', (question, query) => {
    expect(asked(question, query)).toBe(written(query));
  });
});
