import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { writePair } from '@momq/core/pairs';
import type { TrainingPair } from '@momq/core/pairs';
import type { DatabaseContent, DatabaseSchema } from '@momq/dialect';
import { draftQuery, harbour } from '../testing/harbour.js';
import { loadQuestions } from './load-questions.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-load-'));
afterAll(() => rmSync(folder, { recursive: true }));

const content: DatabaseContent = {
  schema: harbour,
  rows: { ship: [[1, 'Tern', 'PT', 3.5]], visit: [], crane: [] },
};

const question = 'Show the draft of ships with the flag PT';

function pair(change: Partial<TrainingPair>): TrainingPair {
  return {
    id: 'x/1',
    source: 'made',
    licence: 'Apache-2.0',
    dbId: 'harbour',
    split: 'train',
    question,
    dialect: 'tiny',
    query: 'draft',
    logical: draftQuery,
    rows: [],
    rowCount: 0,
    ...change,
  };
}

function fileOf(name: string, ...lines: readonly string[]): string {
  const file = path.join(folder, name);
  writeFileSync(file, lines.join(''));
  return file;
}

/** A pack that sees the database under another name. */
const mirrored = {
  id: 'mirror',
  viewRelational: (schema: DatabaseSchema) => ({
    schema: { ...schema, name: `mirror of ${schema.name}`, family: 'graph' as const },
    convert: (query: typeof draftQuery) => query,
  }),
};

it('joins the dialects of a question, each over the database as its pack sees it', async () => {
  const loaded = await loadQuestions({
    files: [
      fileOf('tiny.jsonl', writePair(pair({})), writePair(pair({ split: 'test', question: 'no' }))),
      fileOf('mirror.jsonl', writePair(pair({ dialect: 'mirror' }))),
      fileOf('foreign.jsonl', writePair(pair({ dialect: 'elsewhere', question: 'no' }))),
    ],
    packs: [{ id: 'tiny' }, mirrored],
    content: () => Promise.resolve(content),
  });
  expect(loaded.length).toBe(1);
  const found = loaded.at(0)!;
  expect(found.question).toBe(question);
  expect([...found.targets].map(([dialect, { schema }]) => [dialect, schema.name])).toEqual([
    ['tiny', 'harbour'],
    ['mirror', 'mirror of harbour'],
  ]);
  expect(found.targets.get('mirror')!.logical).toEqual(draftQuery);
  const values = found.candidates.map(({ item }) => ('value' in item ? item.value : undefined));
  expect(values).toContain('PT');
  expect(loaded.schemas.map(({ name }) => name)).toEqual(['harbour', 'mirror of harbour']);
});

it('names the line that is no pair', async () => {
  const file = fileOf('broken.jsonl', writePair(pair({})), '{"dialect":"tiny"}\n');
  const loading = loadQuestions({
    files: [file],
    packs: [{ id: 'tiny' }],
    content: () => Promise.resolve(content),
  });
  await expect(loading).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringContaining('broken.jsonl:2: expected id to be text, got nothing'),
  });
});

it('sees the links that rows tell, as whoever asks the database does', async () => {
  const undeclared: DatabaseContent = {
    schema: {
      name: 'quay',
      family: 'relational',
      entities: [
        {
          name: 'ship',
          fields: [
            { name: 'ship_id', type: 'integer' },
            { name: 'draft', type: 'real' },
          ],
        },
        {
          name: 'visit',
          fields: [
            { name: 'visit_id', type: 'integer' },
            { name: 'ship_id', type: 'integer' },
          ],
        },
      ],
      links: [],
    },
    rows: {
      ship: [
        [1, 3.5],
        [2, 4],
      ],
      visit: [
        [7, 1],
        [8, 1],
      ],
    },
  };
  const loaded = await loadQuestions({
    files: [fileOf('quay.jsonl', writePair(pair({ dbId: 'quay' })))],
    packs: [{ id: 'tiny' }],
    content: () => Promise.resolve(undeclared),
  });
  const { links } = loaded.at(0)!.targets.get('tiny')!.schema;
  expect(links).toMatchObject([
    {
      from: { entity: 'visit', fields: ['ship_id'] },
      to: { entity: 'ship', fields: ['ship_id'] },
      inferred: true,
    },
  ]);
});
