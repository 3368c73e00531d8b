import { expect, it } from 'vitest';
import { stemOf } from '../linking/question-words.js';
import { areSynonyms } from './common-synonyms.js';

it.each([
  ['sales', 'revenue', true],
  ['turnover', 'sales', true],
  ['expenses', 'costs', true],
  ['vendors', 'suppliers', true],
  ['profit', 'margin', true],
  ['clients', 'customers', true],
  ['staff', 'employees', true],
  ['revenue', 'cost', false],
  ['profit', 'revenue', false],
  ['vendor', 'customer', false],
])('%s and %s mean the same: %s', (left, right, same) => {
  expect(areSynonyms(stemOf(left), stemOf(right))).toBe(same);
});
