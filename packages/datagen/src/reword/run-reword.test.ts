import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readPairs, writePair } from '@momq/core/pairs';
import type { TrainingPair } from '@momq/core/pairs';
import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import type { QueryModel } from '@momq/core';
import { afterEach, expect, it } from 'vitest';
import { resolveModel } from '../sql-gen/index.js';
import { startOpenAiServer } from '../testing/openai-server.js';
import type { ChatReply, ChatRequest, OpenAiServer } from '../testing/openai-server.js';
import { smallLibrary } from '../testing/small-library.js';
import { runReword } from './index.js';
import type { RewordOptions } from './index.js';
import { wordingChange, wordingDiversity } from './wording-diversity.js';

const { content } = smallLibrary();
const questions = [
  ['Which books have more than 300 pages?', 'SELECT title FROM book WHERE pages > 300'],
  ['How many books are poems?', "SELECT COUNT(*) FROM book WHERE genre = 'poem'"],
  ['List the names of all authors.', 'SELECT name FROM author'],
] as const;

/** In other words, by the question that is found in the prompt. */
const reworded: Readonly<Record<string, string>> = {
  [questions[0][0]]: 'Show me titles longer than 300 pages, please',
  [questions[1][0]]: 'What is the number of poem books we have?',
  [questions[2][0]]: 'list the names of all authors',
};

const folders: string[] = [];
const servers: OpenAiServer[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  for (const server of servers.splice(0)) await server.close();
});

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'momq-reword-'));
  folders.push(folder);
  return folder;
}

/** Pairs in SQLite, and the first of them in Cypher. */
function pairFiles(): { sqlite: string; cypher: string } {
  const folder = newFolder();
  const pairs = questions.map(([question, query], place): TrainingPair => ({
    ...{ id: `made/${place}`, source: 'made', licence: 'Apache-2.0', dbId: 'library' },
    ...{ split: 'train', question, dialect: 'sqlite', query, rows: [], rowCount: 0 },
  }));
  const inCypher = { ...pairs[0]!, dialect: 'cypher', query: 'MATCH (b:book) RETURN b.title' };
  const files = {
    sqlite: path.join(folder, 'sqlite.jsonl'),
    cypher: path.join(folder, 'cypher.jsonl'),
  };
  writeFileSync(files.sqlite, pairs.map(writePair).join(''));
  writeFileSync(files.cypher, writePair(inCypher));
  return files;
}

async function serving(say: (request: ChatRequest) => ChatReply): Promise<OpenAiServer> {
  const server = await startOpenAiServer(say);
  servers.push(server);
  return server;
}

const questionIn = ({ messages: [prompt] }: ChatRequest): string =>
  /The question: (.+)/.exec(prompt!)![1]!;
const inOtherWords = (request: ChatRequest): ChatReply => ({
  text: JSON.stringify({ question: reworded[questionIn(request)] }),
});

/** Understands questions about pages alone. */
const answerer: QueryModel = {
  ...{ specificationVersion: 'v1', name: 'pages', version: '1' },
  generate: ({ question }) =>
    Promise.resolve({
      candidates: [
        { query: question.includes('pages') ? questions[0][1] : 'SELECT title FROM book LIMIT 1' },
      ],
    }),
  dispose: () => Promise.resolve(),
};

async function run(server: OpenAiServer, changes: Partial<RewordOptions> = {}) {
  const outputFolder = changes.outputFolder ?? newFolder();
  const report = await runReword({
    outputFolder,
    pack: sqlite(),
    files: pairFiles(),
    content: () => Promise.resolve(content),
    writer: await resolveModel(`${server.url}#writer`),
    concurrency: 1,
    retry: { firstWaitMs: 1 },
    ...changes,
  });
  return { report, outputFolder };
}

async function pairsIn(folder: string, dialect: string): Promise<TrainingPair[]> {
  const pairs = [];
  for await (const pair of readPairs(path.join(folder, `${dialect}.jsonl`))) pairs.push(pair);
  return pairs;
}

it('asks the same in other words, in every dialect, and measures what came of it', async () => {
  const server = await serving(inOtherWords);
  const { report, outputFolder } = await run(server, { answerer });
  expect(
    (await pairsIn(outputFolder, 'sqlite')).map(({ id, question, query }) => [id, question, query]),
  ).toEqual([
    ['made/0/reworded/0', reworded[questions[0][0]], questions[0][1]],
    ['made/1/reworded/0', reworded[questions[1][0]], questions[1][1]],
  ]);
  const [inCypher, ...others] = await pairsIn(outputFolder, 'cypher');
  expect(others).toEqual([]);
  expect(inCypher).toMatchObject({
    question: reworded[questions[0][0]],
    query: 'MATCH (b:book) RETURN b.title',
    source: expect.stringMatching(/^reworded\/.+#writer$/) as string,
    licence: expect.stringContaining('Apache-2.0; reworded by') as string,
  });
  expect(existsSync(path.join(outputFolder, 'databases/library.json'))).toBe(true);
  expect(report).toMatchObject({
    ...{ asked: 3, kept: 2, pairsBySplit: { sqlite: { train: 2 }, cypher: { train: 1 } } },
    roundTrip: { asked: 3, original: 1, reworded: 1, both: 1 },
    usage: { requests: 3 },
  });
  expect(report.funnel.at(-1)).toMatchObject({ stage: 'duplicate', dropped: 1, left: 2 });
  expect(report.diversity.original.questions).toBe(2);
  expect(report.diversity.change).toBeGreaterThan(0.5);
  expect(JSON.parse(readFileSync(path.join(outputFolder, 'report.json'), 'utf8'))).toEqual(report);
  const [{ messages }] = server.requests as [ChatRequest];
  expect(messages[0]).toMatch(/CREATE TABLE book/);
  expect(messages[0]).not.toMatch(/\{\{|undefined/);
});

it('keeps what is answered as before alone, where that is wanted', async () => {
  const { report, outputFolder } = await run(await serving(inOtherWords), {
    answerer,
    requireAgreement: true,
  });
  expect((await pairsIn(outputFolder, 'sqlite')).map(({ id }) => id)).toEqual([
    'made/0/reworded/0',
  ]);
  expect(report.funnel.find(({ stage }) => stage === 'agreement')).toMatchObject({ dropped: 2 });
});

it.each([
  ['a value is lost', 'Which of our books are long ones?', 'mismatch', 'no longer says 300'],
  ['words of the prompt', 'Ask for the same in other words', 'answer', 'repeats the prompt'],
  ['too short', 'Books?', 'length', 'question of 6 characters'],
  ['no JSON', undefined, 'answer', 'JSON'],
])('drops a wording: %s', async (_, question, stage, reason) => {
  const server = await serving(() => ({
    text: question === undefined ? 'I cannot.' : JSON.stringify({ question }),
  }));
  const files = pairFiles();
  writeFileSync(files.sqlite, readFileSync(files.sqlite, 'utf8').split('\n')[0]!);
  const { outputFolder, report } = await run(server, { files });
  expect(report.kept).toBe(0);
  const rejected = JSON.parse(
    readFileSync(path.join(outputFolder, 'rejected.jsonl'), 'utf8'),
  ) as object;
  expect(rejected).toMatchObject({ stage, reason: expect.stringContaining(reason) as string });
});

it('goes on where it was, and asks each person once', async () => {
  let left = 2;
  const server = await serving((request) => {
    left -= 1;
    return left < 0
      ? { status: 401, message: 'no more' }
      : { text: JSON.stringify({ question: `${request.index} ${reworded[questions[0][0]]}` }) };
  });
  const files = pairFiles();
  const outputFolder = newFolder();
  const again = { outputFolder, files, wordings: 2 };
  await expect(run(server, again)).rejects.toMatchObject({ code: 'DATAGEN_MODEL_FAILED' });
  expect(await pairsIn(outputFolder, 'sqlite')).not.toEqual([]);
  left = 100;
  const { report } = await run(server, again);
  expect(report.asked).toBe(6);
  expect(report.usage.fromJournal).toBe(2);
  const manners = server.requests.map(
    ({ messages: [prompt] }) => /the same in other words, as (.+) would/.exec(prompt!)![1],
  );
  expect(new Set(manners).size).toBe(2);
});

it('refuses what cannot be meant', async () => {
  const server = await serving(inOtherWords);
  await expect(run(server, { wordings: 6 })).rejects.toThrow(/expected 1 to 5, got 6/);
  const folder = newFolder();
  const money = { budget: { money: 1 }, outputFolder: folder };
  await expect(run(server, money)).rejects.toThrow(/a price of each model, .*#writer has none/);
  await expect(run(server, { questions: 1.5 })).rejects.toThrow(/whole number above 0, got 1.5/);
  await expect(run(server, { questions: 0 })).rejects.toThrow(/above 0, got 0/);
  const { cypher: file } = pairFiles();
  await expect(run(server, { files: { cypher: file } })).rejects.toThrow(
    /pairs in sqlite, got those in cypher/,
  );
  writeFileSync(file, '');
  await expect(run(server, { pack: cypher(), files: { cypher: file } })).rejects.toThrow(
    /expected pairs, got none/,
  );
});

it('measures words', () => {
  expect(wordingDiversity(['a b c', 'a b d'])).toEqual({
    ...{
      questions: 2,
      words: 3,
      differentWords: 4 / 6,
      differentPairs: 3 / 4,
      differentBeginnings: 1 / 2,
    },
  });
  expect(wordingChange('How many books?', 'how many BOOKS')).toBe(0);
  expect(wordingChange('one two', 'two three')).toBeCloseTo(2 / 3, 12);
  expect(wordingDiversity([]).differentWords).toBe(0);
});
