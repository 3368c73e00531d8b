import { expect, test } from 'vitest';
import { logicalConstructs } from '@momq/dialect';
import { usedConstructs } from '../logical/used-constructs.js';
import { casesWithout, logicalFormCases } from './index.js';

test('every construct and every function of the logical form has a case', () => {
  const used = new Set(logicalFormCases.flatMap(({ query }) => [...usedConstructs(query)]));
  expect(logicalConstructs.filter((construct) => !used.has(construct))).toEqual([]);
});

test('titles are unique', () => {
  const titles = logicalFormCases.map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
});

test('cases of what a dialect lacks are left out', () => {
  const without = casesWithout(['window', 'function:week', 'cast:date']);
  const used = new Set(without.flatMap(({ query }) => [...usedConstructs(query)]));
  expect(used.has('window') || used.has('function:week') || used.has('cast:date')).toBe(false);
  expect(used.has('cast:integer')).toBe(true);
  expect(
    casesWithout(['cast']).some(({ query }) => usedConstructs(query).has('cast:integer')),
  ).toBe(false);
  expect(without.length).toBeLessThan(logicalFormCases.length);
});
