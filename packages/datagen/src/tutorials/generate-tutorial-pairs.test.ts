import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPairs } from '@momq/core/pairs';
import type { TrainingPair } from '@momq/core/pairs';
import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import { measureDiversity } from '../diversity/index.js';
import { Random } from '../generated/random.js';
import { smallLibrary } from '../testing/small-library.js';
import { exampleSlots } from './example-slots.js';
import { fillExample } from './fill-example.js';
import { generateTutorialPairs } from './generate-tutorial-pairs.js';

const outputFolder = mkdtempSync(path.join(tmpdir(), 'momq-tutorials-'));
afterAll(() => rmSync(outputFolder, { recursive: true }));

const targets = [sqlite(), cypher()];
const pairs = new Map<string, TrainingPair[]>();

beforeAll(async () => {
  const databases = { train: 2, validation: 0, test: 0 };
  await generateTutorialPairs({ outputFolder, targets, databases, seed: 2 });
  for (const { id } of targets) {
    const own: TrainingPair[] = [];
    for await (const pair of readPairs(path.join(outputFolder, `${id}.jsonl`))) own.push(pair);
    pairs.set(id, own);
  }
});

it.each(targets)('has nine in ten of the keywords that only $displayName has', async (pack) => {
  const corpus = pairs.get(pack.id)!.map(({ id, query }) => ({ place: id, query }));
  const { coverage, skipped } = await measureDiversity(corpus, pack);
  expect(skipped).toEqual({});
  expect(coverage.found / coverage.possible).toBeGreaterThanOrEqual(0.9);
});

it.each(targets)('moves examples of $displayName to tables of other databases', async (pack) => {
  const own = pairs.get(pack.id)!;
  const moved = own.filter(({ dbId }) => dbId.startsWith('taught_'));
  expect(moved.length).toBeGreaterThan(8);
  expect(new Set(own.map(({ id }) => id)).size).toBe(own.length);
  expect(moved.every(({ rowCount }) => rowCount > 0)).toBe(true);
  const sample = new Set(
    pack.tutorials.sample.schema.entities.map(({ name }) => name.toLowerCase()),
  );
  const parser = await pack.createParser();
  const read = moved.flatMap(({ query }) => parser.parse(query).relations);
  expect(read.filter((name) => sample.has(name.toLowerCase()))).toEqual([]);
  const file = path.join(outputFolder, 'databases', `${moved[0]!.dbId}.json`);
  expect(readFileSync(file, 'utf8')).toContain('"schema"');
});

describe('an example', () => {
  const pack = sqlite();
  const { sample } = pack.tutorials;
  const { content, entities } = smallLibrary();
  const book = entities.find(({ table }) => table === 'book')!;
  const moved = (question: string, query: string) => {
    const slots = exampleSlots({ question, query }, sample, sample.schema);
    if (slots === undefined) return 'not taken apart';
    const random = new Random(1);
    return fillExample(slots, book, { pack, seen: content.schema, random }) ?? 'no counterpart';
  };

  it('gets other names, in the plural where it had one', () => {
    expect(
      moved('Which games have a title?', 'SELECT title FROM game WHERE title NOTNULL'),
    ).toEqual({
      question: 'Which books have a title?',
      query: 'SELECT title FROM book WHERE title NOTNULL',
    });
  });

  it.each([
    ['over two tables', 'Games by guest?', 'SELECT 1 FROM game, guest'],
    ['whose question does not name its table', 'What is dear?', 'SELECT title FROM game'],
    ['about a column by name', 'Which game?', "SELECT title FROM game WHERE 'title' <> ''"],
  ])('%s stays where it is', (_, question, query) => {
    expect(moved(question, query)).toBe('not taken apart');
  });

  it('whose words go with one column only is not asked about another', () => {
    const query = 'SELECT city FROM guest GROUP BY city';
    expect(moved('In which cities do guests live?', query)).toBe('no counterpart');
  });
});
