import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { DatabaseContent } from '@momq/core';
import { sqlite } from '@momq/dialect-sqlite';
import { writeSqliteFile } from './sqlite-file.js';

const content: DatabaseContent = {
  schema: {
    name: 'library',
    family: 'relational',
    entities: [
      {
        name: 'author',
        fields: [
          { name: 'id', type: 'integer' },
          { name: 'full "pen" name', type: 'text' },
        ],
      },
      {
        name: 'book',
        fields: [
          { name: 'author_id', type: 'integer' },
          { name: 'in print', type: 'boolean' },
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
    author: [[1, 'Ada']],
    book: [
      [1, true],
      [1, null],
    ],
  },
};

it('writes a file that the SQLite pack reads back', async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'momq-bench-')), 'library.sqlite');
  writeSqliteFile(file, content);
  const database = await sqlite().openDatabase(file);
  const { entities, links } = await database.schema();
  expect(entities.map(({ name, fields }) => [name, fields.map((field) => field.name)])).toEqual([
    ['author', ['id', 'full "pen" name']],
    ['book', ['author_id', 'in print']],
  ]);
  expect(links).toHaveLength(1);
  expect((await database.query('SELECT * FROM book ORDER BY 2')).rows).toHaveLength(2);
  await database.close();
});
