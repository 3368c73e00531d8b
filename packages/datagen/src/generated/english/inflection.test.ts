import { expect, it } from 'vitest';

import { article, enumerate, plural, possessive } from './inflection.js';

it('makes plurals of nouns, phrases and words that have none', () => {
  const pairs = {
    city: 'cities',
    day: 'days',
    branch: 'branches',
    child: 'children',
    'year of birth': 'years of birth',
    'number of pages': 'number of pages',
    'gym member': 'gym members',
    bus: 'buses',
    'year opened': 'years opened',
    'tv series': 'tv series',
    address: 'addresses',
    class: 'classes',
    salary: 'salaries',
    wins: 'wins',
  };
  expect(Object.keys(pairs).map(plural)).toEqual(Object.values(pairs));
});

it('chooses articles, possessives and lists', () => {
  expect(['apple', 'unit', 'hour', 'book'].map(article)).toEqual(['an', 'a', 'an', 'a']);
  expect(['singers', 'child'].map(possessive)).toEqual(["singers'", "child's"]);
  expect([enumerate(['a']), enumerate(['a', 'b']), enumerate(['a', 'b', 'c'], 'or')]).toEqual([
    'a',
    'a and b',
    'a, b or c',
  ]);
});
