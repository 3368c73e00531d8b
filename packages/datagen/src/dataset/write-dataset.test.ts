import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writePair } from '@momq/core/pairs';
import type { TrainingPair } from '@momq/core/pairs';
import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import { smallLibrary } from '../testing/small-library.js';
import { writeDataset } from './index.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-dataset-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (...names: string[]): string => path.join(folder, ...names);

const pair: TrainingPair = {
  id: 'made/1',
  source: 'templates/count',
  licence: 'Apache-2.0',
  dbId: 'library',
  split: 'train',
  question: 'Qué tan "largo" es 海?',
  dialect: 'sqlite',
  query: "SELECT page_count FROM book WHERE title = 'O''Neil\n'",
  logical: {
    kind: 'select',
    from: [{ entity: 'book', instance: 0 }],
    distinct: false,
    select: [],
    groupBy: [],
    orderBy: [],
  },
  rows: [[312, null, 'x', true]],
  rowCount: 1,
};
const { logical: _, ...plain } = pair;
const pairs: TrainingPair[] = [
  pair,
  { ...plain, id: 'made/2', split: 'test', dbId: 'club', rows: [], rowCount: 0 },
  { ...pair, id: 'made/3' },
];
const graph = { ...plain, dialect: 'cypher', query: 'MATCH (b:Book) RETURN b.title' };

beforeAll(async () => {
  writeFileSync(at('sqlite.jsonl'), pairs.map(writePair).join(''));
  writeFileSync(at('cypher.jsonl'), writePair(graph));
  await writeDataset({
    folder,
    packs: [sqlite(), cypher()],
    formats: ['parquet', 'chat'],
    content: () => Promise.resolve(smallLibrary().content),
    provenance: { source: 'templates', seed: '7' },
  });
});

it('writes Parquet that another program reads as the pairs', async () => {
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(at('sqlite.parquet')) });
  const read = rows.map(({ logical, rows: results, ...row }) => ({
    ...row,
    ...(logical != null && { logical: JSON.parse(logical as string) as unknown }),
    rows: JSON.parse(results as string) as unknown,
  }));
  expect(read).toEqual(pairs);
  expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
});

it('writes conversations by split, with the schema as the dialect sees it', () => {
  expect(readdirSync(at('chat')).sort()).toEqual([
    'cypher.train.jsonl',
    'sqlite.test.jsonl',
    'sqlite.train.jsonl',
  ]);
  const messagesOf = (name: string): { role: string; content: string }[][] =>
    readFileSync(at('chat', name), 'utf8')
      .trimEnd()
      .split('\n')
      .map(
        (line) => (JSON.parse(line) as { messages: { role: string; content: string }[] }).messages,
      );
  const [first, ...others] = messagesOf('sqlite.train.jsonl');
  expect(others).toEqual([first]);
  expect(first!.map(({ role }) => role)).toEqual(['system', 'user', 'assistant']);
  expect(first![0]!.content).toMatch(/one SQLite \(/);
  expect(first![1]!.content).toContain('CREATE TABLE book');
  expect(first![1]!.content).toContain(`The question: ${pair.question}`);
  expect(first![2]!.content).toBe(pair.query);
  expect(messagesOf('cypher.train.jsonl')[0]![1]!.content).toContain('(:book {');
});

it('says in the card what there is, its licence, and where it comes from', () => {
  const card = readFileSync(at('README.md'), 'utf8');
  expect(card).toMatch(/^---\nlanguage: en\nlicense: apache-2\.0\n/);
  expect(card).toContain('  - config_name: cypher\n    data_files: cypher.parquet');
  expect(card).toContain('4 pairs of');
  expect(card).toContain('| sqlite | 2 | 1 |');
  expect(card).toContain('| databases | 1 | 1 |');
  expect(card).toContain('| templates | Apache-2.0 | 4 |');
  expect(card).toContain('- seed: 7\n');
});

it.each([
  [['CC-BY-SA-4.0', 'Apache-2.0'], 'other', '| templates | CC-BY-SA-4.0 | 1 |'],
  [["the database's own"], 'other', "| templates | the database's own | 1 |"],
])('says in the card which licences hold: %j', async (licences, ofAll, line) => {
  const mixed = mkdtempSync(at('mixed-'));
  const lines = licences.map((licence) => writePair({ ...pair, licence }));
  writeFileSync(path.join(mixed, 'sqlite.jsonl'), lines.join(''));
  const content = (): Promise<never> => Promise.reject(new Error('not needed'));
  await writeDataset({ folder: mixed, packs: [sqlite()], provenance: {}, content });
  const card = readFileSync(path.join(mixed, 'README.md'), 'utf8');
  expect(card).toContain(`\nlicense: ${ofAll}\n`);
  expect(card).toContain(line);
});

it('leaves a README that is no card', async () => {
  const project = mkdtempSync(at('project-'));
  const content = (): Promise<never> => Promise.reject(new Error('not needed'));
  const options = { folder: project, packs: [sqlite()], provenance: {}, content };
  writeFileSync(path.join(project, 'sqlite.jsonl'), writePair(pair));
  await writeDataset(options);
  await writeDataset(options);
  expect(readdirSync(project).sort()).toEqual(['README.md', 'sqlite.jsonl']);
  writeFileSync(path.join(project, 'README.md'), '# Mine\n');
  await writeDataset(options);
  expect(readFileSync(path.join(project, 'README.md'), 'utf8')).toBe('# Mine\n');
  expect(readFileSync(path.join(project, 'DATASET.md'), 'utf8')).toContain('1 pairs of');
});

it('names the line that is no pair', async () => {
  const broken = mkdtempSync(at('broken-'));
  writeFileSync(path.join(broken, 'sqlite.jsonl'), `${writePair(pair)}{"id": 1}\n`);
  const options = { folder: broken, packs: [sqlite()], provenance: {} };
  const content = (): Promise<never> => Promise.reject(new Error('not needed'));
  await expect(writeDataset({ ...options, content })).rejects.toThrow(/sqlite\.jsonl:2/);
});
