import { describe, expect, it } from 'vitest';
import type { Condition, Expression, SelectQuery } from '@momq/dialect';
import { asked, draft, equals, field, written } from '../../testing/asked-shop.js';
import { smallContent } from '../../testing/small-content.js';

const salary = (operator: '>=' | '<=', value: number): Condition =>
  ({ ...equals('staff.salary', value), operator }) as Condition;
const salaryBetween = (low: number, high: number): Condition => ({
  kind: 'between',
  negated: false,
  value: field('staff.salary'),
  low: { kind: 'literal', value: low },
  high: { kind: 'literal', value: high },
});

type Moment = string | number;
const [january22, january23, january24] = [2022, 2023, 2024].map((year) => Date.UTC(year, 0));

/** From a day to before another, as SQL. */
function stretch(column: string, first?: Moment, next?: Moment): string {
  const text = (moment: Moment): string =>
    typeof moment === 'number' ? String(moment) : `'${moment}'`;
  return [
    ...(first === undefined ? [] : [`${column} >= ${text(first)}`]),
    ...(next === undefined ? [] : [`${column} < ${text(next)}`]),
  ].join(' AND ');
}

describe('stretches of time', () => {
  it.each<[string, (string | undefined)?, string?]>([
    ['in March 2023', '2023-03-01', '2023-04-01'],
    ['in Q1 2023', '2023-01-01', '2023-04-01'],
    ['in the last quarter of 2022', '2022-10-01', '2023-01-01'],
    ['in the second half of 2022', '2022-07-01', '2023-01-01'],
    ['on 5 January 2023', '2023-01-05', '2023-01-06'],
    ['between May 2022 and June 2023', '2022-05-01', '2023-07-01'],
    ['between May and June 2023', '2023-05-01', '2023-07-01'],
    ['from November to February 2023', '2022-11-01', '2023-03-01'],
    ['between 5 May and 6 June 2023', '2023-05-05', '2023-06-07'],
    ['from Q1 to Q2 2023', '2023-01-01', '2023-07-01'],
    ['between 2022 and 5 January 2023', '2022-01-01', '2023-01-06'],
    ['in the 1990s', '1990-01-01', '2000-01-01'],
    ['since 2023-01-05', '2023-01-05'],
    ['after January 2023', '2023-02-01'],
    ['before 2023', undefined, '2023-01-01'],
  ])('… departed %s', (words, first, next) => {
    expect(asked(`How many flights departed ${words}?`, draft('flights', 'count'))).toBe(
      `SELECT COUNT(*) FROM flights WHERE ${stretch('departed', first, next)}`,
    );
  });

  it.each<[string, string, (Moment | undefined)?, (Moment | undefined)?]>([
    ['were ordered in May 2023', 'orders.ordered_on', '2023-05-01', '2023-06-01'],
    ['were shipped in 2023', 'orders.shipped_at', '2023-01-01', '2024-01-01'],
    ['are there in 2023', 'orders.ordered_on', '2023-01-01', '2024-01-01'],
    ['were sent in 2023', 'orders.sent', january23, january24],
    ['were created in 2022', 'clients.created', january22! / 1000, january23! / 1000],
    ['were hired until 2021', 'staff.hired', undefined, '2022-01-01'],
  ])('… %s: %s', (words, place, first, next) => {
    const { entity, field: column } = field(place);
    expect(asked(`How many ${entity} ${words}?`, draft(entity, 'count'))).toBe(
      `SELECT COUNT(*) FROM ${entity} WHERE ${stretch(column, first, next)}`,
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

  it('are about the time that is compared already, not about the date of another table', () => {
    const clinic = smallContent(
      'clinic',
      {
        'visits(id int pk, date date)': [[1, '2023-05-01']],
        'bills(id int pk, visit_id int, due date)': [[1, 1, '2023-06-01']],
      },
      ['bills.visit_id visits.id'],
    );
    const due: Condition = { ...equals('bills.due', '2023-04-01'), operator: '>=' } as Condition;
    const bills = draft('bills', 'id', due);
    const joined: SelectQuery = {
      ...bills,
      from: [
        ...bills.from,
        {
          entity: 'visits',
          instance: 0,
          join: {
            kind: 'link',
            link: 'bills.visit_id',
            with: { entity: 'bills', instance: 0 },
            optional: false,
          },
        },
      ],
    };
    const question = 'Which bills were there in Q4 2023?';
    expect(asked(question, joined, clinic)).toMatch(
      /WHERE \S*due >= '2023-10-01' AND \S*due < '2024-01-01'$/,
    );
    const ofVisit = 'Bills whose visit date is in Q4 2023';
    expect(asked(ofVisit, joined, clinic)).toMatch(/WHERE \S*date >= '2023-10-01'/);
    const { where: _, ...open } = joined;
    expect(asked(question, open, clinic)).toMatch(/WHERE \S*date >= '2023-10-01'/);
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

it('a year that a time began in is no year alone', () => {
  const year: Expression = {
    kind: 'call',
    function: 'year',
    arguments: [field('staff.hired')],
  };
  const query = (operator: '=' | '>='): SelectQuery =>
    draft('staff', 'count', {
      kind: 'compare',
      operator,
      left: year,
      right: { kind: 'literal', value: 2021 },
    });
  const question = 'How many staff were hired since 2021?';
  expect(asked(question, query('='))).toContain("hired >= '2021-01-01'");
  expect(asked(question, query('>='))).toBe(written(query('>=')));
});
