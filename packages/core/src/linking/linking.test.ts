import { describe, expect, it } from 'vitest';
import type { DatabaseContent } from '@momq/dialect';
import { findDates } from './date-spans.js';
import { linkQuestion, matchKinds } from './link-question.js';
import { numberOf } from './number-words.js';
import { splitQuestion } from './question-words.js';
import { splitName } from './split-name.js';
import { findValueCandidates } from './value-candidates.js';
import { indexContent } from './value-index.js';

const content: DatabaseContent = {
  schema: {
    name: 'harbour',
    family: 'relational',
    entities: [
      {
        name: 'Ship',
        fields: [
          { name: 'ship_id', type: 'integer', primaryKey: true },
          { name: 'ShipName', type: 'text' },
          { name: 'flag', type: 'text' },
          { name: 'launchDate', type: 'date' },
        ],
      },
      { name: 'visits', fields: [{ name: 'ship_id', type: 'integer' }] },
    ],
    links: [
      {
        name: 'visits.ship_id',
        from: { entity: 'visits', fields: ['ship_id'] },
        to: { entity: 'Ship', fields: ['ship_id'] },
        fields: [],
      },
    ],
  },
  rows: {
    Ship: [
      [1, 'Blue Heron', 'NO', '1999-03-01'],
      [2, 'Grey Seal', 'DK', '2004-11-20'],
      [3, 'Old Tern', 'NO', null],
    ],
    visits: [[1], [1]],
  },
};
const index = indexContent(content);

function valuesOf(question: string) {
  return findValueCandidates(question, splitQuestion(question), index, content.schema);
}

it.each([
  ['airportCode', 'airport code'],
  ['TV_series', 'tv series'],
  ['HTTPServer', 'http server'],
  ['addr2', 'addr 2'],
  ['Größe_cm', 'größe cm'],
  ['___', '___'],
])('splits %s into %s', (name, words) => {
  expect(splitName(name).join(' ')).toBe(words);
});

it.each([
  ['1,000', 1000],
  ['3.5', 3.5],
  ['Seven', 7],
  ['million', 1_000_000],
  ['12,34', undefined],
  ['harbour', undefined],
])('reads %s as %s', (word, number) => {
  expect(numberOf(word)).toBe(number);
});

it('keeps the place of every word', () => {
  const question = "Which ship's draft exceeds 3.5 m?";
  const words = splitQuestion(question);
  expect(words.map(({ text }) => text)).toEqual([
    'Which',
    'ship',
    "'",
    's',
    'draft',
    'exceeds',
    '3.5',
    'm',
    '?',
  ]);
  for (const { text, start, end } of words) expect(question.slice(start, end)).toBe(text);
});

it('gives plural and singular one stem', () => {
  expect(splitQuestion('ships')[0]?.stem).toBe(splitQuestion('Ship')[0]?.stem);
});

it.each([
  ['after 2009-01-31', '2009-01-31'],
  ['on Sep 21, 2010', '2010-09-21'],
  ['before the 7th of September, 1987', '1987-09-07'],
  ['since March 3 2020 or so', '2020-03-03'],
])('finds the date in "%s"', (question, value) => {
  expect(findDates(question).map((span) => span.value)).toEqual([value]);
});

it('finds no date in a day that no month has', () => {
  expect(findDates('May 45, 2000')).toEqual([]);
});

describe('value candidates', () => {
  it('finds a cell whatever its case, in its own spelling, with its field', () => {
    const [first] = valuesOf('When was the blue heron launched?');
    expect(first).toMatchObject({
      origin: 'cell',
      span: [3, 5],
      item: { value: 'Blue Heron', fields: [{ entity: 'Ship', field: 'ShipName' }] },
    });
  });

  it('takes text in quotes even when no cell has it', () => {
    expect(valuesOf('Is there a ship called "Red Kite"?')[0]).toMatchObject({
      origin: 'quoted',
      item: { value: 'Red Kite', fields: [] },
    });
  });

  it('takes numbers and number words, with the fields that contain them', () => {
    const numbers = valuesOf('Ships 2 or ninety').filter(({ origin }) => origin === 'number');
    expect(numbers.map(({ item }) => item.value)).toEqual([2, 90]);
    expect(numbers[0]?.item.fields).toEqual([{ entity: 'Ship', field: 'ship_id' }]);
    expect(numbers[1]?.item.fields).toEqual([]);
  });

  it('offers the values of fields that have few', () => {
    const categories = valuesOf('How many Norwegian ships are there?').filter(
      ({ origin }) => origin === 'category',
    );
    expect(categories.map(({ item }) => item.value)).toEqual(expect.arrayContaining(['NO', 'DK']));
  });

  it('takes what follows "letter" or "word", and runs of capitals', () => {
    const found = valuesOf('Which names in Port Ellen contain the letter e?').filter(
      ({ origin }) => origin === 'name',
    );
    expect(found.map(({ item }) => item.value)).toEqual(['Port Ellen', 'e']);
  });
});

describe('linkQuestion', () => {
  const linked = linkQuestion(
    'What is the launch date of the ships like Grey Seal?',
    content.schema,
    index,
  );
  const matchOf = (name: string, word: string): number => {
    const row = linked.items.findIndex(
      (item) => Object.values(item).includes(name) && item.kind !== 'value',
    );
    return linked.matches[
      row * linked.words.length + linked.words.findIndex(({ text }) => text === word)
    ]!;
  };

  it('lists entities, fields, links and values in this order', () => {
    const kinds = linked.items.map(({ kind }) => kind);
    expect([...kinds].sort((a, b) => order.indexOf(a) - order.indexOf(b))).toEqual(kinds);
    expect(new Set(kinds)).toEqual(new Set(order));
  });
  const order = ['entity', 'field', 'link', 'value'];

  it('tells exact, partial and no matches apart', () => {
    expect(matchOf('launchDate', 'launch')).toBe(matchKinds.exact);
    expect(matchOf('launchDate', 'date')).toBe(matchKinds.exact);
    expect(matchOf('Ship', 'ships')).toBe(matchKinds.exact);
    expect(matchOf('ShipName', 'ships')).toBe(matchKinds.partial);
    expect(matchOf('flag', 'launch')).toBe(matchKinds.none);
  });

  it('marks the words of a value', () => {
    const row = linked.items.findIndex(
      (item) => item.kind === 'value' && item.value === 'Grey Seal',
    );
    const marked = linked.words.filter(
      (_, word) => linked.matches[row * linked.words.length + word] === matchKinds.value,
    );
    expect(marked.map(({ text }) => text)).toEqual(['Grey', 'Seal']);
  });
});

it('takes a small word for a value only as it is written: names and codes may be spelled like it', () => {
  const people: DatabaseContent = {
    schema: {
      name: 'crew',
      family: 'relational',
      entities: [{ name: 'sailors', fields: [{ name: 'name', type: 'text' }] }],
      links: [],
    },
    rows: { sailors: [['Per'], ['Will'], ['Ada'], ['Bo'], ['Cem'], ['Dee'], ['Eva']] },
  };
  const found = (question: string): unknown[] =>
    findValueCandidates(question, splitQuestion(question), indexContent(people), people.schema).map(
      ({ item }) => item.value,
    );
  expect(found('how many trips per month will end?')).toEqual([]);
  expect(found('trips of Per and Will')).toEqual(expect.arrayContaining(['Per', 'Will']));
});
