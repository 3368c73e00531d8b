import { describe, expect, it } from 'vitest';
import type { Database } from '@momq/dialect';
import { scriptedModel } from '../testing/scripted-model.js';
import { shop, tinyDialect } from '../testing/tiny-dialect.js';
import type { QueryLog } from '../testing/tiny-dialect.js';
import type { AskOptions } from './answer.js';
import { createMoMQ } from './create-momq.js';
import type { QueryAnswer } from './answer.js';
import { NoQueryError } from './no-query-error.js';
import type { QueryModel } from './query-model.js';

async function openShop(queries: readonly string[], groups?: readonly string[]) {
  const log: QueryLog = [];
  const model = scriptedModel(queries, groups);
  const momq = createMoMQ({ dialects: [tinyDialect(log)], model });
  return { momq, model, log, database: await momq.open('shop.tiny') };
}

describe('ask', () => {
  it('runs the best candidate and returns its rows', async () => {
    const { momq, database, model } = await openShop(['get customer']);
    const answer = await momq.ask('  Who are the customers?  ', database);
    expect(answer).toMatchObject({
      question: 'Who are the customers?',
      dialect: 'tiny',
      query: 'get customer',
      columns: ['name'],
      rows: [['Ada'], ['Grace']],
      truncated: false,
      routing: { tiny: 0.75, shared: 0.25 },
      notes: [],
    });
    expect(model.requests[0]?.question).toBe('Who are the customers?');
    const { schemaMs, modelMs, generateMs, checkMs, executeMs, totalMs } = answer.timings;
    expect(schemaMs + modelMs + generateMs + checkMs + executeMs).toBeLessThanOrEqual(totalMs);
  });

  it('prefers the first candidate with rows over an earlier one without', async () => {
    const { momq, database } = await openShop(['get invoice', 'get customer', 'get customer']);
    const answer = await momq.ask('Which are there?', database, { declining: false });
    expect(answer.query).toBe('get customer');
    expect(answer.candidates.map(({ outcome }) => outcome)).toEqual(['empty', 'chosen', 'skipped']);
    const share = Math.exp(-2) / (Math.exp(-1) + Math.exp(-2) + Math.exp(-3));
    expect(answer).not.toHaveProperty('confidence');
    expect((answer as QueryAnswer).evidence['share']).toBeCloseTo(Math.log(share / (1 - share)), 2);
  });

  it('falls back to the first that runs when none has rows', async () => {
    const { momq, database } = await openShop(['get nothing', 'get invoice']);
    const answer = await momq.ask('Which are there?', database, { declining: false });
    expect(answer.query).toBe('get invoice');
    expect(answer.candidates[0]).toMatchObject({
      outcome: 'failed',
      reason: 'no such entity: nothing',
    });
  });

  it('passes the limits on and reports what they cut', async () => {
    const { momq, database, log } = await openShop(['wait', 'get customer']);
    const answer = await momq.ask('Which are there?', database, { maxRows: 1, timeoutMs: 5 });
    expect(answer).toMatchObject({ rows: [['Ada']], truncated: true });
    expect(answer.candidates[0]?.outcome).toBe('timeout');
    expect(log).toEqual(['wait', 'get customer']);
  });

  it('runs a repeated candidate once', async () => {
    const { momq, database, log } = await openShop(['get invoice', 'get invoice']);
    await momq.ask('Which are there?', database, { declining: false });
    expect(log).toEqual(['get invoice']);
  });

  it.each([
    ['drop customer', /only reads, got DROP/],
    ['get customer; get invoice', /one statement, got 2/],
    ['get customer; drop customer', /one statement, got 2/],
  ])('refuses %s and never runs it', async (query, message) => {
    const { momq, database, log } = await openShop([query]);
    await expect(momq.ask('Which are there?', database)).rejects.toMatchObject({
      code: 'QUERY_REFUSED',
      message: expect.stringMatching(message) as string,
    });
    expect(log).toEqual([]);
  });

  it('passes over a refused candidate', async () => {
    const { momq, database, log } = await openShop(['drop customer', 'get customer']);
    const answer = await momq.ask('Which are there?', database, { declining: false });
    expect(answer.query).toBe('get customer');
    expect(answer.candidates[0]?.outcome).toBe('refused');
    expect(log).toEqual(['get customer']);
  });

  it('says why when no candidate runs', async () => {
    const { momq, database } = await openShop(['select', 'get nothing']);
    const error = await momq.ask('Which are there?', database).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NoQueryError);
    expect((error as NoQueryError).candidates.map(({ outcome }) => outcome)).toEqual([
      'syntax',
      'failed',
    ]);
    const none = await openShop([]);
    await expect(none.momq.ask('Which?', none.database)).rejects.toMatchObject({
      code: 'NO_QUERY',
    });
  });

  it('lets an error that is not about the query through', async () => {
    const { momq, database } = await openShop(['get customer']);
    const lost: Database = {
      ...database,
      query: () => Promise.reject(new Error('connection lost')),
    };
    await expect(momq.ask('Which are there?', lost)).rejects.toThrow('connection lost');
  });

  it.each(['', ' \n\t '])('rejects the blank question %j', async (question) => {
    const { momq, database } = await openShop(['get customer']);
    await expect(momq.ask(question, database)).rejects.toMatchObject({ code: 'QUESTION_EMPTY' });
  });

  it('notes a question in another language and answers it', async () => {
    const { momq, database } = await openShop(['get customer']);
    const answer = await momq.ask('¿Cuántos clientes hay en la tienda?', database, {
      declining: false,
    });
    expect(answer.notes).toEqual([expect.stringContaining('does not look English')]);
    expect(answer.rows).toHaveLength(2);
  });

  it('notes a dialect that the model has no group for', async () => {
    const { momq, database } = await openShop(['get customer'], ['sqlite']);
    const { notes } = await momq.ask('Which are there?', database, { declining: false });
    expect(notes).toEqual([
      'scripted has no expert group for tiny; the shared group alone wrote this query.',
    ]);
  });

  it('rejects a schema without tables', async () => {
    const empty = { schema: { ...shop.schema, entities: [] }, rows: {} };
    const dialect = tinyDialect();
    const momq = createMoMQ({ dialects: [dialect], model: scriptedModel(['get customer']) });
    await expect(momq.ask('Which?', await dialect.createDatabase(empty))).rejects.toMatchObject({
      code: 'SCHEMA_EMPTY',
    });
  });

  it('rejects a database of a dialect that is not installed', async () => {
    const { momq, database } = await openShop(['get customer']);
    const foreign: Database = { ...database, dialect: 'mysql' };
    await expect(momq.ask('Which?', foreign)).rejects.toMatchObject({
      code: 'DIALECT_UNKNOWN',
      message: expect.stringContaining('expected one of tiny, got mysql') as string,
    });
  });

  it('reads the schema once, and again when asked to', async () => {
    const { momq, database } = await openShop(['get customer']);
    let reads = 0;
    const counted: Database = { ...database, schema: () => (reads++, database.schema()) };
    await momq.ask('Which?', counted);
    await momq.ask('Which?', counted);
    expect(reads).toBe(1);
    await momq.ask('Which?', counted, { refreshSchema: true });
    expect(reads).toBe(2);
  });

  it('reads the schema again when the database tells that somebody wrote', async () => {
    const { momq, database } = await openShop(['get customer']);
    let [reads, version] = [0, '1'];
    const live: Database = {
      ...database,
      schema: () => (reads++, database.schema()),
      dataVersion: () => Promise.resolve(version),
    };
    await momq.ask('Which?', live);
    await momq.ask('Which?', live);
    expect(reads).toBe(1);
    version = '2';
    await momq.ask('Which?', live);
    expect(reads).toBe(2);
  });

  it.each<Record<string, unknown>>([
    { maxRows: 0 },
    { maxBytes: '1' },
    { timeoutMs: 1.5 },
    { maxCandidates: -1 },
    { maxCandidates: 101 },
    { sureAt: 1.1 },
    { sureAt: null },
    { sureAt: '0.5' },
  ])('rejects the limit %j', async (limit) => {
    const { momq, database } = await openShop(['get customer']);
    await expect(momq.ask('Which?', database, limit)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
  });
});

describe('a date counted from today', () => {
  it('is written out for the model, and the answer says so', async () => {
    const { momq, database, model } = await openShop(['get customer']);
    const question = 'Which customers came yesterday?';
    const before = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const answer = await momq.ask(question, database, { declining: false });
    expect(model.requests[0]?.question).toBe(`Which customers came on ${before}?`);
    expect(answer).toMatchObject({ question });
    expect(answer.notes[0]).toContain(`“yesterday” is read as “on ${before}”`);
  });
});

describe('how sure an answer has to be', () => {
  it('is an option', async () => {
    const model: QueryModel = {
      ...scriptedModel(['get customer']),
      calibration: {
        formatVersion: 1,
        bias: Math.log(3), // 3 of 4 answers are right
        terms: [{ name: 'words', mean: 1, deviation: 1, weight: 0 }],
        provenance: { command: '', model: '', data: '', licence: '', n: 1, databases: [] },
      },
    };
    const momq = createMoMQ({ dialects: [tinyDialect()], model });
    const database = await momq.open('shop.tiny');
    const ask = (options: AskOptions) => momq.ask('List the customers', database, options);
    expect(await ask({ sureAt: 0.74 })).toMatchObject({ status: 'answered', doubts: [] });
    const { status, ...unsure } = await ask({ sureAt: 0.76 });
    expect(status).toBe('uncertain');
    expect('doubts' in unsure && unsure.doubts[0]).toContain('75 %');
    await expect(ask({ sureAt: 1.5 })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

describe('open', () => {
  const other = {
    ...tinyDialect(),
    id: 'other',
    recognises: (source: string) => source.endsWith('.other'),
  };

  it('counts the opening in the first answer', async () => {
    const pack = tinyDialect();
    const slow = {
      ...pack,
      openDatabase: async (source: string) => {
        await new Promise((resolve) => setTimeout(resolve, 60));
        return pack.openDatabase(source);
      },
    };
    const momq = createMoMQ({
      dialects: [slow],
      model: scriptedModel(['get customer']),
    });
    const database = await momq.open('shop.tiny');
    const first = await momq.ask('Who?', database, { declining: false });
    expect(first.timings.openMs).toBeGreaterThan(50);
    expect(first.timings.totalMs).toBeGreaterThan(first.timings.openMs ?? Infinity);
    const second = await momq.ask('Who?', database, { declining: false });
    expect(second.timings).not.toHaveProperty('openMs');
  });

  it('chooses the dialect that recognises the source', async () => {
    const momq = createMoMQ({ dialects: [other, tinyDialect()], model: scriptedModel([]) });
    expect((await momq.open('shop.tiny')).dialect).toBe('tiny');
  });

  it('names the installed dialects when none or several recognise it, or the named one is missing', async () => {
    const momq = createMoMQ({ dialects: [other, tinyDialect()], model: scriptedModel([]) });
    await expect(momq.open('shop.db')).rejects.toThrow(
      'expected one of other, tiny to recognise it, got none',
    );
    await expect(momq.open('shop.tiny', { dialect: 'mysql' })).rejects.toThrow(
      'expected one of other, tiny, got mysql',
    );
    const twins = createMoMQ({
      dialects: [{ ...tinyDialect(), id: 'twin' }, tinyDialect()],
      model: scriptedModel([]),
    });
    await expect(twins.open('shop.tiny')).rejects.toThrow('got twin and tiny');
  });

  it('passes on what the pack says about a source that it cannot open', async () => {
    const momq = createMoMQ({ dialects: [tinyDialect()], model: scriptedModel([]) });
    await expect(momq.open('missing.tiny')).rejects.toMatchObject({ code: 'DATABASE_OPEN' });
  });
});

describe('createMoMQ', () => {
  it('rejects no packs and two packs with one id', () => {
    expect(() => createMoMQ({ dialects: [] })).toThrow('expected at least one pack');
    expect(() => createMoMQ({ dialects: [tinyDialect(), tinyDialect()] })).toThrow(
      'two with id tiny',
    );
  });

  it('closes the databases it opened and leaves a given model alone', async () => {
    const { momq, model, log } = await openShop([]);
    await momq.close();
    await momq.close();
    expect(log).toEqual(['close']);
    expect(model.disposed).toBe(false);
  });

  it('closes what is still being opened, too', async () => {
    const log: QueryLog = [];
    const pack = tinyDialect(log);
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const slow = {
      ...pack,
      openDatabase: async (source: string) => {
        await begun;
        return pack.openDatabase(source);
      },
    };
    const momq = createMoMQ({ dialects: [slow], model: scriptedModel([]) });
    const opening = momq.open('shop.tiny');
    const closed = momq.close();
    begin();
    await expect(opening).rejects.toMatchObject({ code: 'DATABASE_CLOSED' });
    await closed;
    expect(log).toEqual(['close']);
    expect((await momq.open('shop.tiny')).dialect).toBe('tiny'); // it can be used again
  });

  it('loads a model once, at the first question, and disposes it', async () => {
    const model = scriptedModel(['get customer']);
    let loads = 0;
    const momq = createMoMQ({
      dialects: [tinyDialect()],
      model: () => {
        loads += 1;
        return loads === 1 ? Promise.reject(new Error('not yet')) : Promise.resolve(model);
      },
    });
    const database = await momq.open('shop.tiny');
    expect(loads).toBe(0);
    await expect(momq.ask('Which?', database)).rejects.toThrow('not yet');
    await momq.ask('Which?', database);
    await momq.ask('Which?', database);
    expect(loads).toBe(2); // a failed load is tried again, a model is not
    await momq.close();
    expect(model.disposed).toBe(true);
  });
});
