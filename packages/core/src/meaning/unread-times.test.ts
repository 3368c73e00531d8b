import { expect, it } from 'vitest';
import type { Condition, Expression } from '@momq/dialect';
import { indexContent } from '../linking/value-index.js';
import { withSeenTimes } from '../linking/seen-times.js';
import { draft, field } from '../testing/asked-shop.js';
import { smallContent } from '../testing/small-content.js';
import { unreadTimes } from './unread-times.js';

const club = smallContent('club', {
  'members(id int pk, joined text, born text, mixed text, note text)': [
    [1, '31/12/2023', '2023-01-02', '2023-01-02', ''],
    [2, '02/01/2024', '2024-01-02', 'unknown', null],
  ],
});
const index = indexContent(club);
const schema = withSeenTimes(club.schema, index);

function doubts(select: Expression, where?: Condition): readonly string[] {
  const query = { ...draft('members', 'id', where), select: [select] };
  return unreadTimes(query, schema, ({ entity, field: name }) =>
    index.fields.find((each) => each.entity === entity && each.field === name),
  );
}
const month = (name: string): Expression => ({
  kind: 'call',
  function: 'month',
  arguments: [field(`members.${name}`)],
});
const before = (name: string): Condition => ({
  kind: 'compare',
  operator: '<',
  left: field(`members.${name}`),
  right: { kind: 'literal', value: '2024-01-01' },
});
const said =
  'joined holds texts such as “31/12/2023”, which are no dates to the query: it may find too little.';

it('doubts parts of texts that are no dates, casts of them, and days that they are compared with, once', () => {
  expect(doubts(month('joined'))).toEqual([said]);
  expect(doubts({ kind: 'cast', type: 'date', argument: field('members.joined') })).toEqual([said]);
  expect(doubts(field('members.id'), before('joined'))).toEqual([said]);
  expect(doubts(month('joined'), before('joined'))).toEqual([said]);
});

it('has nothing against dates, texts of which some are dates, or empty ones', () => {
  for (const name of ['born', 'mixed', 'note'])
    expect(doubts(month(name), before(name))).toEqual([]);
});
