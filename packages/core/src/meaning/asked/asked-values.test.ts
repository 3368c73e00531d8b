import { describe, expect, it } from 'vitest';
import type { SelectQuery } from '@momq/dialect';
import { all, asked as askedOf, draft, equals, written } from '../../testing/asked-shop.js';
import { smallContent } from '../../testing/small-content.js';

const depot = smallContent(
  'depot',
  {
    'clients(id int pk, name text, country_cd text, active text)': [
      [1, 'Ada', 'NO', 'Y'],
      [2, 'Bo', 'SE', 'N'],
      [3, 'May', 'SE', 'N'],
    ],
    'countries(cd text pk, label text)': [
      ['NO', 'Norway'],
      ['SE', 'Sweden'],
    ],
    'towns(id int pk, town text)': [[1, 'Sweden']],
  },
  ['clients.country_cd countries.cd'],
);
const active = draft('clients', 'name', equals('clients.active', 'Y'));
const share: SelectQuery = {
  ...draft('clients', 'count'),
  select: [{ kind: 'arithmetic', operator: '/', left: all, right: all }],
};
const withOptionalCountry: SelectQuery = {
  ...active,
  from: [
    ...active.from,
    {
      entity: 'countries',
      instance: 0,
      join: {
        kind: 'link',
        link: 'clients.country_cd',
        with: { entity: 'clients', instance: 0 },
        optional: true,
      },
    },
  ],
};
const asked = (question: string, query: SelectQuery): string => askedOf(question, query, depot);
const plain = (query: SelectQuery): string => written(query, depot.schema);

describe('a value that the query passes over', () => {
  it('is a condition on what a link leads to', () => {
    expect(asked('active clients in Norway', active)).toMatch(
      /JOIN countries.* WHERE .*active = 'Y' AND .*label = 'Norway'$/,
    );
  });

  it.each(["Norway's active clients", 'active clients of the country Norway'])(
    'is said as %s',
    (question) => {
      const joined = question.startsWith('Norway') ? `List ${question}` : question;
      expect(asked(joined, active)).toMatch(/label = 'Norway'$/);
    },
  );

  it('is a condition on the table itself', () => {
    expect(asked('Which client is called Ada?', draft('clients', 'id'))).toMatch(
      /WHERE name = 'Ada'/,
    );
  });

  it.each<[string, SelectQuery]>([
    ['active clients in norway', active], // may be a word like others
    ['active clients not in Norway', active],
    ['active clients except those in Norway', active],
    ['active clients in Norway or abroad', active],
    ['active clients in Sweden', active], // a town too
    ['clients in Norway', draft('clients', 'name', equals('clients.country_cd', 'Norway'))],
    ['clients called Ada or Bo', active],
    ['active clients older than Ada', active],
    ['active clients similar to Ada', active],
    ['active clients in Norway', withOptionalCountry],
    ['active clients before Ada', active],
    ['active clients with the same country as Ada', active],
    ['active clients whose name starts with Ada', active],
    ['active clients anywhere but Norway', active],
    ['active clients outside Norway', active],
    ['active clients of May', active], // or in May
    ['How many countries are there of Ada?', draft('countries', 'count')], // one row each
    ['What percentage of the clients is in Norway?', share],
  ])('stays so where it is said or not certain: %s', (question, query) => {
    expect(asked(question, query)).toBe(plain(query));
  });
});
