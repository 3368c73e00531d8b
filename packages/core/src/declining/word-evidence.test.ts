import { describe, expect, it } from 'vitest';
import { linkQuestion } from '../linking/link-question.js';
import { indexContent } from '../linking/value-index.js';
import { smallContent } from '../testing/small-content.js';
import { wordEvidence } from './word-evidence.js';

const gym = smallContent('gym', {
  'bookings(id int pk, paid_cents int, began datetime)': [[1, 900, '2024-01-01 10:00:00']],
  'lockers(id int pk, colour text)': [[1, 'red']],
});
const library = smallContent('library', { 'books(id int pk, title text)': [[1, 'Emma']] });

/** Words of a question that nothing in the database is called. */
function unknown(question: string, { schema, rows } = gym): string[] {
  return wordEvidence(linkQuestion(question, schema, indexContent({ schema, rows })), schema)
    .filter(({ kind }) => kind === 'unknown')
    .map(({ text }) => text);
}

describe('units of measure', () => {
  it.each(['total paid in euros', 'bookings over 20 dollars', 'bookings in minutes'])(
    'are no names where something is measured so: %s',
    (question) => {
      expect(unknown(question)).toEqual([]);
    },
  );

  it('are where nothing is', () => {
    expect(unknown('bookings in kilograms')).toEqual(['kilograms']);
    expect(unknown('books in euros', library)).toEqual(['euros']);
    expect(unknown('books in minutes', library)).toEqual(['minutes']);
  });
});

it('takes revenue for what was paid', () => {
  expect(unknown('total revenue')).toEqual([]);
  expect(unknown('total revenue', library)).toEqual(['revenue']);
});
