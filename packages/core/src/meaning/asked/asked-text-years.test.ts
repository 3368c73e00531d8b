import { expect, it } from 'vitest';
import type { Condition, FieldReference } from '@momq/dialect';
import { asked, draft, field } from '../../testing/asked-shop.js';
import { smallContent } from '../../testing/small-content.js';

const club = smallContent('club', {
  'members(id int pk, joined text, left_on text, born text, seen text, paid date)': [
    [1, '31/12/2023', 'Dec 5, 2023', '2023-01-02', '1/2/23', '2023-01-01'],
    [2, '02/01/2024', '', 'unknown', '2023/2024', null],
    [3, null, 'May 1, 2024', null, null, null],
  ],
});
const inYear = (name: string, operator: '=' | '!=' | '>' = '='): Condition => ({
  kind: 'compare',
  operator,
  left: { kind: 'call', function: 'year', arguments: [field(`members.${name}`) as FieldReference] },
  right: { kind: 'literal', value: 2023 },
});
const written = (condition: Condition): string =>
  asked('How many members are there?', draft('members', 'count', condition), club);

it.each([
  ['days before years', inYear('joined'), "joined LIKE '%2023%'"],
  ['months in words, and empty texts', inYear('left_on'), "left_on LIKE '%2023%'"],
  ['its contrary', inYear('joined', '!='), "joined NOT LIKE '%2023%'"],
])('a year of texts is a pattern: %s', (_, condition, text) => {
  expect(written(condition)).toContain(text);
});

it.each([
  ['dates among other texts', inYear('born')],
  ['years of two digits, or two of them', inYear('seen')],
  ['dates', inYear('paid')],
  ['an order of years', inYear('joined', '>')],
])('keeps %s', (_, condition) => {
  expect(written(condition)).toContain('YEAR(');
});

it.each([
  ['Which members joined in 2023?', "joined LIKE '%2023%'"],
  ['Which members have joined since 2023?', "paid < '2020"],
  ['Which members were born in 1990?', "paid >= '1990"],
])('a period is about the text that the question names: %s', (question, text) => {
  const range: Condition = {
    kind: 'compare',
    operator: '<',
    left: field('members.paid'),
    right: { kind: 'literal', value: '2020-01-01' },
  };
  const where = asked(question, draft('members', 'id', range), club).split(' WHERE ')[1];
  expect(where).toContain(text);
});
