import { describe, expect, it } from 'vitest';
import type { DatabaseSchema } from '@momq/dialect';
import { itemWords, linkQuestion, matchKinds } from './link-question.js';
import { createValueIndex } from './value-index.js';

/** Tables whose names say nothing, with what people call them. */
const schema: DatabaseSchema = {
  name: 'shop',
  family: 'relational',
  entities: [
    {
      name: 't_ord',
      aliases: ['order', 'purchase'],
      fields: [
        { name: 'amt', type: 'real', aliases: ['total amount', 'amount'] },
        {
          name: 'st',
          type: 'integer',
          meanings: [
            { value: 1, names: ['open'] },
            { value: 3, names: ['cancelled', 'annulled'] },
          ],
        },
      ],
    },
    {
      name: 't_cust',
      fields: [
        { name: 'st', type: 'integer', meanings: [{ value: 1, names: ['active'] }] },
        { name: 'lnd', type: 'text', meanings: [{ value: 'DE', names: ['Germany', 'German'] }] },
      ],
    },
  ],
  links: [],
};

function linked(question: string) {
  return linkQuestion(
    question,
    schema,
    createValueIndex([
      { entity: 't_ord', field: 'st', type: 'integer', values: [1, 3], complete: true },
      { entity: 't_cust', field: 'lnd', type: 'text', values: ['DE', 'FR'], complete: true },
    ]),
  );
}

describe('aliases', () => {
  it('match exactly, and the item is read by the one that fits', () => {
    const { items, words, matches } = linked('What is the total amount of purchases?');
    const texts = items.map((item) => itemWords(item).join(' '));
    expect(texts.slice(0, 4)).toEqual(['purchase', 't cust', 'total amount', 'st']);
    const row = (item: number) => [
      ...matches.subarray(item * words.length, (item + 1) * words.length),
    ];
    expect(row(0).indexOf(matchKinds.exact)).toBe(6);
    expect(row(2)).toEqual([0, 0, 0, matchKinds.exact, matchKinds.exact, 0, 0, 0]);
  });

  it('are read by the first where none fits', () => {
    const texts = linked('Who is it?').items.map((item) => itemWords(item).join(' '));
    expect(texts[0]).toBe('order');
    expect(texts[2]).toBe('total amount');
  });
});

describe('meanings', () => {
  const spoken = (question: string) =>
    linked(question)
      .candidates.filter(({ span }) => span !== undefined)
      .map(({ item }) => item);

  it('find the code that stands for the words', () => {
    expect(spoken('How many annulled orders are there?')).toEqual([
      {
        kind: 'value',
        value: 3,
        text: 'annulled',
        fields: [{ entity: 't_ord', field: 'st' }],
      },
    ]);
    expect(spoken('Which customers are German?')).toContainEqual(
      expect.objectContaining({ value: 'DE', text: 'German' }),
    );
  });

  it('keep one code of two fields apart', () => {
    expect(spoken('open orders of active customers').map(({ fields }) => fields)).toEqual([
      [{ entity: 't_ord', field: 'st' }],
      [{ entity: 't_cust', field: 'st' }],
    ]);
  });

  it('are offered as categories, instead of the codes', () => {
    const categories = linked('Who?').candidates.map(({ item }) => item.text ?? item.value);
    expect(categories).toEqual(['open', 'cancelled', 'Germany']);
  });
});
