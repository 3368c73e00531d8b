import { describe, expect, it } from 'vitest';
import { attributes } from './attribute.js';
import { domains } from './domain.js';
import { poolLines } from './value-pools.js';

const all = [
  ...attributes.values(),
  ...domains.flatMap(({ entities }) => entities.flatMap((entity) => entity.attributes)),
];

describe('attributes', () => {
  it('reads a line', () => {
    expect(attributes.get('salary')).toEqual({
      key: 'salary',
      names: ['salary', 'annual salary', 'pay'],
      nouns: ['pay', 'wage', 'yearly salary'],
      values: { kind: 'integer', low: 28000, high: 160000, decimals: 0 },
      most: ['best paid', 'highest paid'],
      least: ['lowest paid', 'worst paid'],
      more: ['earning more than {v}', 'who make more than {v}', 'paid over {v}'],
      less: ['earning less than {v}', 'who make less than {v}'],
      equal: [],
    });
  });

  it('leave one place for the value in every phrase', () => {
    const phrases = all.flatMap(({ more, less, equal }) => [...more, ...less, ...equal]);
    expect(phrases.length).toBeGreaterThan(100);
    expect(phrases.filter((phrase) => phrase.split('{v}').length !== 2)).toEqual([]);
  });

  it('have a word for the least where they have one for the most, and none for both', () => {
    for (const { key, most, least, more, less } of all) {
      expect([key, most.length > 0]).toEqual([key, least.length > 0]);
      expect([key, most.filter((word) => least.includes(word))]).toEqual([key, []]);
      expect([key, more.filter((word) => less.includes(word))]).toEqual([key, []]);
    }
  });

  it('count numbers and years from low to high', () => {
    for (const { key, values } of all)
      if ('low' in values) expect([key, values.low < values.high]).toEqual([key, true]);
  });
});

describe('value pools', () => {
  it('have no word twice, none with space around it, and none that ends a string', () => {
    for (const [name, line] of Object.entries(poolLines)) {
      const words = line.split(',');
      expect([name, words.filter((word, at) => words.indexOf(word) !== at)]).toEqual([name, []]);
      expect([name, words.filter((word) => word.trim() !== word || word === '')]).toEqual([
        name,
        [],
      ]);
    }
  });
});
