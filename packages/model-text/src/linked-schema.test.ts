import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type Database, type DatabaseContent } from '@momq/core';
import { QuestionLinker } from '@momq/core/linking';
import { sqlite } from '@momq/dialect-sqlite';
import { linkedSchema } from './linked-schema.js';

/** A chain of tables, `a` to `b` to `c`, and others beside it. */
const link = (from: string, to: string) => ({
  name: `${from}_${to}`,
  from: { entity: from, fields: [`${to}_id`] },
  to: { entity: to, fields: ['id'] },
  fields: [],
});
const content: DatabaseContent = {
  schema: {
    name: 'works',
    family: 'relational',
    entities: ['author', 'contract', 'publisher', 'lamp', 'bridge'].map((name) => ({
      name,
      fields: ['id', 'author_id', 'publisher_id', 'title'].map((field) => ({
        name: field,
        type: field === 'title' ? ('text' as const) : ('integer' as const),
        ...(field === 'id' && { primaryKey: true }),
      })),
    })),
    links: [link('contract', 'author'), link('contract', 'publisher')],
  },
  rows: { lamp: [[1, null, null, 'Glow']] },
};

let database: Database;
beforeAll(async () => {
  database = await createDatabase(sqlite(), content);
});
afterAll(() => database.close());

async function partFor(question: string, tables: number): Promise<string[]> {
  const schema = await database.schema();
  const { linked } = await new QuestionLinker().link(question, schema, database);
  const part = linkedSchema(schema, linked, ({ entities }) => entities.length <= tables);
  const kept = part.entities.map(({ name }) => name);
  for (const { from, to } of part.links)
    expect(kept).toEqual(expect.arrayContaining([from.entity, to.entity]));
  return kept;
}

it('keeps what the question names, and what joins it', async () => {
  expect(await partFor('Which authors have which publishers?', 3)).toEqual([
    'author',
    'contract',
    'publisher',
  ]);
});

it('keeps the table whose cell the question names', async () => {
  expect(await partFor('Tell me about Glow', 1)).toEqual(['lamp']);
});

it('keeps what comes first where the question names nothing, and nothing where nothing fits', async () => {
  expect(await partFor('How is the weather?', 2)).toHaveLength(2);
  expect(await partFor('Which lamps are there?', 0)).toEqual([]);
});
