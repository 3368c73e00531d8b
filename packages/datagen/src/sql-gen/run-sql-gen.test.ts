import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readPairs } from '@momq/core/pairs';
import type { TrainingPair } from '@momq/core/pairs';
import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import { answer, libraryAnswer } from '../testing/library-answers.js';
import { startOpenAiServer } from '../testing/openai-server.js';
import type { ChatReply, ChatRequest, OpenAiServer } from '../testing/openai-server.js';
import { sharedEngine } from '../testing/shared-engine.js';
import type { SharedEngine } from '../testing/shared-engine.js';
import { smallLibrary } from '../testing/small-library.js';
import { resolveModel, runSqlGen } from './index.js';
import type { SqlGenOptions, SqlGenReport } from './index.js';

const { content } = smallLibrary();
const library = { id: 'library', split: 'train', content: () => Promise.resolve(content) } as const;
let engine: SharedEngine;
beforeAll(async () => {
  engine = await sharedEngine(sqlite(), content);
});
afterAll(() => engine.close());

const folders: string[] = [];
const servers: OpenAiServer[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  for (const server of servers.splice(0)) await server.close();
});

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'momq-sql-gen-'));
  folders.push(folder);
  return folder;
}

async function serving(
  reply: (request: ChatRequest) => ChatReply | Promise<ChatReply>,
): Promise<OpenAiServer> {
  const server = await startOpenAiServer(reply);
  servers.push(server);
  return server;
}

type Changes = Partial<SqlGenOptions> & { readonly judged?: boolean };

async function run(
  server: OpenAiServer,
  outputFolder: string,
  { judged = true, ...changes }: Changes = {},
): Promise<SqlGenReport> {
  return runSqlGen({
    outputFolder,
    pack: engine.pack,
    databases: [library],
    writer: await resolveModel(`${server.url}#writer`),
    ...(judged && { judge: await resolveModel(`${server.url}#judge`) }),
    templates: 4,
    pairs: 12,
    retry: { firstWaitMs: 1 },
    ...changes,
  });
}

async function pairsIn(folder: string, dialect = 'sqlite'): Promise<TrainingPair[]> {
  const pairs = [];
  for await (const pair of readPairs(path.join(folder, `${dialect}.jsonl`))) pairs.push(pair);
  return pairs;
}

function rejectedIn(folder: string): { stage: string; reason: string; question: string }[] {
  const text = readFileSync(path.join(folder, 'rejected.jsonl'), 'utf8').trim();
  return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as never);
}

const good = ({ messages }: ChatRequest): ChatReply => ({ text: libraryAnswer({ messages }) });

describe('runSqlGen', () => {
  it('writes pairs whose rows are those of the library, and says what it did', async () => {
    const server = await serving(good);
    const folder = newFolder();
    const report = await run(server, folder);
    const pairs = await pairsIn(folder);
    expect(pairs).toHaveLength(12);
    const pages = [100, 200, 300, 400, 500, 600];
    for (const { question, query, rows, rowCount } of pairs) {
      const number = Number(/\d+/.exec(query)![0]);
      const fitting = pages.filter((each) =>
        query.includes('>') && !query.includes('<>')
          ? each > number
          : query.includes('<>')
            ? each !== number
            : each < number,
      );
      expect(question).toContain(String(number));
      expect(query.includes('count') ? rows : rowCount).toEqual(
        query.includes('count') ? [[fitting.length]] : fitting.length,
      );
    }
    expect(pairs[0]).toMatchObject({ dbId: 'library', split: 'train', dialect: 'sqlite' });
    expect(pairs[0]!.logical?.kind).toBe('select');
    expect(report).toMatchObject({ kept: 12, templates: { expanded: 4 }, dialect: 'sqlite' });
    expect(report.funnel.at(-1)!.left).toBe(12);
    const [writer, judge] = report.usage;
    expect(writer!.requests + judge!.requests).toBe(server.answered.length);
    expect(writer).toMatchObject({ inputTokens: writer!.requests * 10, estimated: 0 });
    expect(readdirSync(path.join(folder, 'databases'))).toEqual(['library.json']);
    expect(JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(report)),
    );
  });

  it('shows schema, row, template and rules to the writer, and rows to the judge', async () => {
    const server = await serving(good);
    await run(server, newFolder(), { pairs: 1, templates: 1, concurrency: 1 });
    const prompts = server.requests.map(({ messages }) => messages[0]!);
    const writing = prompts.find((text) => text.includes('A template of a query'))!;
    expect(writing).toMatch(/CREATE TABLE book/);
    expect(writing).toMatch(/\{"\w+_id":\d/);
    expect(prompts.find((text) => text.includes('Its first rows'))).toMatch(/Question: .+\?/);
    expect(prompts.join('')).not.toMatch(/\{\{|undefined/);
    const [{ body }] = server.requests as [ChatRequest];
    const { model, response_format: format } = body;
    expect({ model, format }).toMatchObject({ model: 'writer', format: { type: 'json_schema' } });
    expect(JSON.stringify(format)).toContain('"query_template"');
  });

  it('survives a server that misbehaves in every way, and pays for each answer once', async () => {
    const faults: readonly ChatReply[] = [
      { status: 429, retryAfter: '0' },
      { status: 500 },
      { status: 503 },
      { fault: 'cut before the body' },
      { fault: 'cut in the body' },
      { fault: 'broken body' },
      { fault: 'never answers' },
      { text: '{"question": "Which' },
      { text: 'I am sorry, I cannot do that.' },
      { text: '{"question": 3, "reasoning": 1}', usage: null },
    ];
    const server = await serving((request) => {
      const fault = request.index % 3 === 0 ? faults[request.index / 3] : undefined;
      return fault ?? { ...good(request), delayMs: request.index % 5 };
    });
    const folder = newFolder();
    const report = await run(server, folder, { requestTimeoutMs: 3000, concurrency: 1 });
    expect((await pairsIn(folder)).length).toBe(12);
    const [writer, judge] = report.usage;
    expect(writer!.retries + judge!.retries).toBe(7);
    expect(writer!.asksAgain + judge!.asksAgain).toBe(3);
    expect(writer!.estimated + judge!.estimated).toBe(1);
    expect(writer!.requests + judge!.requests).toBe(server.answered.length);
    const again = server.requests.find(({ messages }) => messages.length === 3)!;
    expect(again.messages[2]).toMatch(/That cannot be used: .+/);
  });

  it.each([
    ['a schema', 'json_object', ['json_schema']],
    ['JSON', undefined, ['json_schema', 'json_object']],
  ])('asks otherwise where a server refuses to be asked for %s', async (_, known, tried) => {
    const typeOf = ({ body }: ChatRequest) =>
      (body['response_format'] as { readonly type: string } | undefined)?.type;
    const refusing = await serving((request) =>
      [undefined, known].includes(typeOf(request))
        ? good(request)
        : { status: 400, message: 'response_format: expected text, got another format.' },
    );
    const folder = newFolder();
    const report = await run(refusing, folder, { concurrency: 1, pairs: 3, templates: 1 });
    expect(report).toMatchObject({ kept: 3, templates: { rejected: 0 } });
    const refused = refusing.requests.filter(
      (request) => ![undefined, known].includes(typeOf(request)),
    );
    const each = refused.map((request) => `${request.model} ${typeOf(request)}`);
    expect(each.sort()).toEqual(
      tried.flatMap((type) => [`judge ${type}`, `writer ${type}`]).sort(),
    );
  });

  it('gives the same pairs in whatever order answers come, and asks nothing twice', async () => {
    const quick = await serving(good);
    const slow = await serving((request) => ({
      ...good(request),
      delayMs: request.messages[0]!.length % 20,
    }));
    const [one, other] = [newFolder(), newFolder()];
    await run(quick, one, { concurrency: 1 });
    await run(slow, other, { concurrency: 8 });
    const text = (folder: string): string =>
      readFileSync(path.join(folder, 'sqlite.jsonl'), 'utf8').replace(/127.0.0.1:\d+/g, '');
    expect(text(other)).toBe(text(one));
    const asked = quick.requests.length;
    const report = await run(quick, one, { concurrency: 1 });
    expect(quick.requests.length).toBe(asked);
    expect(report.usage.map(({ requests }) => requests)).toEqual([0, 0]);
    expect(report.usage[0]!.fromJournal + report.usage[1]!.fromJournal).toBe(asked);
  });

  it('asks a graph dialect for its own language', async () => {
    const server = await serving(({ messages: [prompt = ''] }) => {
      if (prompt.includes('"query_template"'))
        return { text: answer({ query_template: 'MATCH (alias:table) RETURN alias.column' }) };
      const place = prompt.length % 7;
      return {
        text: answer({
          question: `Which books are longer than ${place}50 pages?`,
          query: `MATCH (b:book) WHERE b.pages > ${place}50 RETURN b.title`,
        }),
      };
    });
    const folder = newFolder();
    await run(server, folder, { pack: cypher(), judged: false, pairs: 2, templates: 1 });
    expect((await pairsIn(folder, 'cypher')).map(({ query }) => query.slice(0, 5))).toEqual([
      'MATCH',
      'MATCH',
    ]);
    expect(server.requests.at(-1)!.messages[0]).toMatch(/-\[:|\(:/);
  });
});

describe('rejected pairs', () => {
  it.each<[stage: string, reason: RegExp, question: string, query: string]>([
    // as Qwen2.5-Coder 0.5B wrote it: words of the prompt
    ['answer', /repeats the prompt/, 'Neither trivial nor contrived', 'SELECT title FROM book'],
    ['answer', /is a query/, 'SELECT title FROM book', 'SELECT title FROM book'],
    ['syntax', /QUERY_SYNTAX/, 'Which books are there?', 'SELEKT title FROM book'],
    ['syntax', /only read: DELETE/, 'Which books are there?', 'DELETE FROM book'],
    ['syntax', /2 statements/, 'Which books are there?', 'SELECT 1; SELECT 2'],
    ['execution', /no such column/, 'Which books are there?', 'SELECT missing FROM book'],
    ['empty', /no row/, 'Which books have 7 pages?', 'SELECT title FROM book WHERE pages = 7'],
    [
      'empty',
      /NULL alone/,
      'What is the rating of Fox?',
      "SELECT rating FROM book WHERE title = 'Fox'",
    ],
    ['length', /of 4 characters/, 'Why?', 'SELECT title FROM book'],
    [
      'aggregation',
      /sum\(page_count\)/,
      'How many pages in all?',
      'SELECT sum(page_count) FROM (SELECT pages AS page_count FROM book)',
    ],
    [
      'mismatch',
      /does not say Tide/,
      'Which book is the first?',
      "SELECT pages FROM book WHERE title = 'Tide'",
    ],
  ])('%s: %s', async (stage, reason, question, query) => {
    const server = await serving(({ messages: [prompt = ''] }) =>
      prompt.includes('"query_template"')
        ? { text: libraryAnswer({ messages: [prompt] }) }
        : { text: answer({ question, query }) },
    );
    const folder = newFolder();
    const bad = run(server, folder, { judged: false, templates: 0, patience: 3 });
    await expect(bad).rejects.toMatchObject({ code: 'DATAGEN_NOTHING_USABLE' });
    expect(rejectedIn(folder)).toHaveLength(3);
    expect(rejectedIn(folder)[0]).toMatchObject({
      stage,
      reason: expect.stringMatching(reason),
      question,
    });
  });

  it('takes what the judge fixed, checks it again, and drops what it finds wrong and does not fix', async () => {
    const verdicts = [
      {
        fixing_needed: 'YES',
        fixed_question: 'What are all the titles?',
        fixed_query: 'SELECT title FROM book',
      },
      { fixing_needed: true, fixed_question: '', fixed_query: 'SELECT missing FROM book' },
      {
        fixing_needed: 'yes',
        reasoning: 'It is about films.',
        fixed_question: 'As they should be, the question in English',
      },
      { fixing_needed: 'NO' },
    ];
    let judged = 0;
    const server = await serving((request) =>
      request.model === 'judge' ? { text: answer(verdicts[judged++]!) } : good(request),
    );
    const folder = newFolder();
    const report = await run(server, folder, { pairs: 2, concurrency: 1 });
    expect(report).toMatchObject({ kept: 2, fixed: 1, asked: 4 });
    const dropping = report.funnel.filter(({ dropped }) => dropped > 0);
    expect(dropping.map(({ stage, dropped, left }) => [stage, dropped, left])).toEqual([
      ['execution', 1, 3],
      ['judge', 1, 2],
    ]);
    expect((await pairsIn(folder))[0]).toMatchObject({
      question: 'What are all the titles?',
      rowCount: 6,
    });
    const pairs = rejectedIn(folder).filter(({ stage }) => stage !== 'template');
    expect(pairs.map(({ stage }) => stage)).toEqual(['execution', 'judge']);
    expect(pairs[0]!.reason).toMatch(/^as fixed: /);
  });

  it('drops a repeated query however it is laid out, and a repeated question', async () => {
    const answers = [
      ['Which books are there?', 'SELECT title FROM book'],
      ['What are the books?', 'select  TITLE\nfrom book;'],
      ['which books are there', 'SELECT title, pages FROM book'],
      ['Which members are there?', 'SELECT name FROM member'],
    ] as const;
    let given = 0;
    const server = await serving(() => {
      const [question, query] = answers[given++]!;
      return { text: answer({ question, query }) };
    });
    const folder = newFolder();
    await run(server, folder, { judged: false, templates: 0, pairs: 2, concurrency: 1 });
    expect(rejectedIn(folder).map(({ reason }) => reason)).toEqual([
      'the query was there before',
      'the question was there before',
    ]);
  });
});

describe('bad input', () => {
  it('stops with the reason after a bounded number of useless answers', async () => {
    const server = await serving(() => ({ text: 'Certainly! Here is nothing.' }));
    const folder = newFolder();
    await expect(run(server, folder, { patience: 5, concurrency: 2 })).rejects.toMatchObject({
      code: 'DATAGEN_NOTHING_USABLE',
      message: expect.stringMatching(/5 in a row.*no JSON object/),
    });
    expect(JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8'))).toMatchObject({
      kept: 0,
      templates: { rejected: 5, reasons: { 'no answer: there is no JSON object in it': 5 } },
      stopped: expect.stringMatching(/^templates: /),
    });
    expect(server.requests.length).toBeLessThan(5 * 2 + 2 * 2 * 2);
    expect(rejectedIn(folder)[0]).toMatchObject({ template: 'Certainly! Here is nothing.' });
    const pairs = run(server, folder, { patience: 2, templates: 0 });
    await expect(pairs).rejects.toThrow(/2 in a row/);
    expect(rejectedIn(folder)[0]).toMatchObject({ written: 'Certainly! Here is nothing.' });
  });

  it('stops before a budget is exceeded, counts what earlier runs spent, and goes on with a larger one', async () => {
    const server = await serving((request) => ({ ...good(request), usage: [900, 100] }));
    const folder = newFolder();
    const first = await run(server, folder, { budget: { tokens: 15_000 } });
    expect(first.stopped).toMatch(
      /^the budget of 15000 tokens does not suffice for the next request, which may take \d+: \d+ are/,
    );
    const asked = server.requests.length;
    expect(asked).toBeGreaterThan(4);
    expect(asked * 1000).toBeLessThanOrEqual(15_000);
    await run(server, folder, { budget: { tokens: 15_000 } });
    expect(server.requests.length).toBe(asked);
    const price = { input: 1000, output: 5000 };
    const priced = {
      writer: { ...(await resolveModel(`${server.url}#writer`)), price },
      judge: { ...(await resolveModel(`${server.url}#judge`)), price },
    };
    const whole = await run(server, folder, { ...priced, budget: { money: 1000 } });
    expect(whole).toMatchObject({ kept: 12 });
    expect(whole.usage[0]!.cost! / whole.usage[0]!.requests).toBeCloseTo(1.4, 6);
  });

  it.each<[string, Partial<SqlGenOptions>, RegExp]>([
    ['a budget of zero', { budget: { tokens: 0 } }, /budget.tokens: expected more than 0, got 0/],
    [
      'a budget in money without prices',
      { budget: { money: 1 } },
      /budget.money: expected a price/,
    ],
    ['no database', { databases: [] }, /databases: expected one/],
    ['an empty list of seeds', { seeds: [] }, /seeds: expected a template at least/],
    ['a timeout that no request may have', { requestTimeoutMs: 300_001 }, /got 300001/],
    ['zero pairs', { pairs: 0 }, /pairs: expected more than 0/],
  ])('refuses %s before anything is asked', async (_, change, message) => {
    const server = await serving(good);
    await expect(run(server, newFolder(), change)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(message),
    });
    expect(server.requests).toEqual([]);
  });

  it('refuses a folder that cannot be written to, a journal of another version, and a folder in use', async () => {
    const server = await serving(good);
    const folder = newFolder();
    writeFileSync(path.join(folder, 'file'), '');
    await expect(run(server, path.join(folder, 'file', 'out'))).rejects.toMatchObject({
      code: 'DATAGEN_FOLDER_UNWRITABLE',
    });
    const other = newFolder();
    await run(server, other, { pairs: 1 });
    const journal = path.join(other, 'journal', 'answers.jsonl');
    writeFileSync(
      journal,
      readFileSync(journal, 'utf8').replace('"momqJournal":1', '"momqJournal":2'),
    );
    await expect(run(server, other)).rejects.toMatchObject({
      code: 'DATAGEN_JOURNAL_VERSION',
      message: expect.stringContaining('version 2'),
    });
    const both = newFolder();
    const runs = await Promise.allSettled([run(server, both), run(server, both)]);
    const refused = runs.filter(({ status }) => status === 'rejected'); // whichever came second
    expect(refused).toMatchObject([{ reason: { code: 'DATAGEN_RUN_LOCKED' } }]);
  });

  it('says what the provider says when it does not answer, and keeps what there is', async () => {
    const server = await serving((request) =>
      request.index < 20 ? good(request) : { status: 401, message: 'Incorrect API key.' },
    );
    const folder = newFolder();
    await expect(run(server, folder, { pairs: 100 })).rejects.toMatchObject({
      code: 'DATAGEN_MODEL_FAILED',
      message: expect.stringMatching(
        /got 401 after 1 try: Incorrect API key\. Answers so far are kept/,
      ),
    });
    expect((await pairsIn(folder)).length).toBeGreaterThan(3);
    const down = await serving(() => ({ status: 500 }));
    await expect(
      run(down, newFolder(), { retry: { retries: 2, firstWaitMs: 1 }, concurrency: 1 }),
    ).rejects.toThrow(/got 500 after 3 tries/);
    expect(down.requests.length).toBe(3);
  });

  it('stops when the signal says so', async () => {
    const controller = new AbortController();
    const server = await serving((request) => {
      if (request.index === 10) controller.abort(new Error('enough'));
      return { ...good(request), delayMs: 5 };
    });
    await expect(run(server, newFolder(), { signal: controller.signal })).rejects.toThrow('enough');
  });
});
