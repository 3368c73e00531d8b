import { createDatabase } from '@momq/core';
import { resultsEqual } from '@momq/core/evaluation';
import type { DatabaseContent } from '@momq/dialect';
import { sqlite } from '@momq/dialect-sqlite';
import { expect, it } from 'vitest';
import { refillDatabase } from './refill-database.js';

/** Rows on which each of the pairs below agrees: every author has a book, no title comes twice, none has 100 pages. */
const library: DatabaseContent = {
  schema: {
    name: 'library',
    family: 'relational',
    entities: [
      {
        name: 'author',
        fields: [
          { name: 'id', type: 'integer', primaryKey: true },
          { name: 'name', type: 'text' },
          { name: 'country', type: 'text' },
        ],
      },
      {
        name: 'book',
        fields: [
          { name: 'title', type: 'text' },
          { name: 'author_id', type: 'integer' },
          { name: 'pages', type: 'integer' },
          { name: 'price', type: 'real' },
        ],
      },
    ],
    links: [
      {
        name: 'book.author_id',
        from: { entity: 'book', fields: ['author_id'] },
        to: { entity: 'author', fields: ['id'] },
        fields: [],
      },
    ],
  },
  rows: {
    author: [
      [1, 'Ada', 'Norway'],
      [2, 'Grace', 'Peru'],
      [3, 'Alan', 'Peru'],
    ],
    book: Array.from({ length: 15 }, (_, index) => [
      `Book ${index}`,
      1 + (index % 3),
      93 + index * 2,
      index === 0 ? null : 2.5 * index,
    ]),
  },
};

const nearMisses = [
  ['SELECT title FROM book WHERE pages > 100', 'SELECT title FROM book WHERE pages >= 100'],
  ['SELECT count(title) FROM book', 'SELECT count(DISTINCT title) FROM book'],
  ['SELECT count(*) FROM book', 'SELECT count(DISTINCT title) FROM book'],
  [
    'SELECT a.name, count(b.title) FROM author a JOIN book b ON b.author_id = a.id GROUP BY a.id',
    'SELECT a.name, count(b.title) FROM author a LEFT JOIN book b ON b.author_id = a.id GROUP BY a.id',
  ],
  [
    "SELECT count(*) FROM author WHERE country = 'Peru'",
    "SELECT count(*) FROM author WHERE country <> 'Norway' AND id > 1",
  ],
  ['SELECT max(pages) FROM book', 'SELECT 121'],
  [
    'SELECT title FROM book WHERE pages BETWEEN 100 AND 120',
    'SELECT title FROM book WHERE pages > 100 AND pages < 120',
  ],
] as const;

it('tells queries apart that agree on the rows that are there', async () => {
  const copies = Array.from({ length: 5 }, (_, seed) =>
    refillDatabase(library, { seed, constants: [100, 120, 'Peru'] }),
  );
  const databases = await Promise.all(
    [library, ...copies].map((content) => createDatabase(sqlite(), content)),
  );
  const agree = async (pair: readonly string[], place: number): Promise<boolean> => {
    const [one, other] = await Promise.all(pair.map((text) => databases[place]!.query(text)));
    return resultsEqual(one!.rows, other!.rows, { orderMatters: false });
  };
  for (const pair of nearMisses) {
    expect([pair, await agree(pair, 0)]).toEqual([pair, true]);
    const onCopies = await Promise.all(copies.map((_, place) => agree(pair, place + 1)));
    expect([pair, onCopies.includes(false)]).toEqual([pair, true]);
    expect(await agree([pair[0], pair[0]], 1)).toBe(true);
  }
  await Promise.all(databases.map((database) => database.close()));
});

it('keeps keys and links, and repeats for a seed', () => {
  for (let seed = 0; seed < 20; seed += 1) {
    const { rows } = refillDatabase(library, { seed });
    const ids = rows['author']!.map(([id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(rows['book']!.every((row) => ids.includes(row[1]!))).toBe(true);
    expect(rows['book']!.length).toBeGreaterThan(5);
    expect(refillDatabase(library, { seed }).rows).toEqual(rows);
    expect(refillDatabase(library, { seed: seed + 100 }).rows).not.toEqual(rows);
    const titles = rows['author']!.map(([, , country]) => country);
    expect(titles.every((country) => country === 'Norway' || country === 'Peru')).toBe(true);
    expect(rows['book']!.every(([title, author]) => title !== null && author !== null)).toBe(true);
  }
});

it('finds links that nobody declared, and fills tables that are empty', () => {
  const undeclared: DatabaseContent = {
    schema: {
      ...library.schema,
      links: [],
      entities: [
        ...library.schema.entities,
        { name: 'loan', fields: [{ name: 'on_day', type: 'date' }] },
      ],
    },
    rows: library.rows,
  };
  const { rows } = refillDatabase(undeclared, { seed: 1 });
  const ids = rows['author']!.map(([id]) => id);
  expect(rows['book']!.every((row) => ids.includes(row[1]!))).toBe(true);
  expect(rows['loan']!.length).toBeGreaterThan(2);
});
