import { describe, expect, it } from 'vitest';
import type { LogicalQuery } from '@momq/dialect';
import { createMoMQ } from '../ask/create-momq.js';
import type { GenerationRequest, QueryModel } from '../ask/query-model.js';
import { shop, tinyDialect } from '../testing/tiny-dialect.js';
import { historyTurn } from './history-turn.js';
import { schemaIdentity } from './schema-identity.js';

const customers: LogicalQuery = {
  kind: 'select',
  from: [{ entity: 'customer', instance: 0 }],
  distinct: false,
  select: [{ kind: 'field', entity: 'customer', instance: 0, field: 'name' }],
  groupBy: [],
  orderBy: [],
};

/** A model that proposes all customers, and what it was asked; the dialect writes every logical form as `get invoice`. */
async function openShop(model: Partial<QueryModel> = {}) {
  const requests: GenerationRequest[] = [];
  const pack = tinyDialect();
  const dialect = { ...pack, language: { words: {}, render: () => 'get invoice' } };
  const momq = createMoMQ({
    dialects: [dialect, { ...pack, id: 'other' }],
    model: {
      specificationVersion: 'v1',
      name: 'customers',
      version: '1',
      generate(request) {
        requests.push(request);
        return Promise.resolve({
          candidates: [{ query: 'get customer', logical: customers, logProb: -0.1 }],
        });
      },
      dispose: () => Promise.resolve(),
      ...model,
    },
  });
  const database = await dialect.createDatabase(shop);
  const ask = (question: string, history?: unknown) =>
    momq.ask(question, database, { history: history as [], declining: false });
  return { momq, pack, ask, requests };
}

const question = 'Which customers are there?';

describe('a history', () => {
  it('refines the last query without asking the model', async () => {
    const { ask, requests } = await openShop();
    const first = await ask(question);
    expect(first).toMatchObject({ logical: customers });
    expect(first.readAs).toBeUndefined();
    const second = await ask('How many of them?', [first]);
    expect(requests).toHaveLength(1);
    expect(second).toMatchObject({
      query: 'get invoice',
      readAs: '“Which customers are there?”, counted',
      logical: {
        select: [{ kind: 'aggregate', function: 'count', argument: { kind: 'star' } }],
      },
    });
  });

  it('is plain data, with the rows left out', async () => {
    const { ask } = await openShop();
    const turn = historyTurn(await ask(question));
    expect(Object.keys(turn).sort()).toEqual([
      'database',
      'dialect',
      'doubts',
      'logical',
      'query',
      'question',
    ]);
    const kept: unknown = JSON.parse(JSON.stringify([turn]));
    expect(kept).toEqual([turn]);
    expect(await ask('How many of them?', kept)).toMatchObject({ query: 'get invoice' });
  });

  it('makes an answer no surer than the one that it refines', async () => {
    const { ask } = await openShop();
    const turn = { ...historyTurn(await ask(question)), confidence: 0.25 };
    expect(await ask('How many of them?', [turn])).toMatchObject({
      status: 'uncertain',
      confidence: 0.25,
      unusedWords: [],
    });
  });

  it('carries the doubts of the answer that it refines', async () => {
    const { ask } = await openShop();
    const turn = { ...historyTurn(await ask(question)), doubts: ['Nothing is called “jazz”.'] };
    expect(await ask('How many of them?', [turn])).toMatchObject({
      readAs: '“Which customers are there?”, counted',
      status: 'uncertain',
      doubts: ['Nothing is called “jazz”.'],
    });
  });

  it('passes over questions that were declined', async () => {
    const { ask } = await openShop();
    const turn = historyTurn(await ask(question));
    const declined = { question: 'Delete them', dialect: turn.dialect, database: turn.database };
    expect(await ask('How many of them?', [turn, declined])).toMatchObject({
      readAs: '“Which customers are there?”, counted',
    });
    const alone = await ask('How many of them?', [declined]);
    expect(alone).toMatchObject({ query: 'get customer' });
  });

  it('says so where a question points back and was not understood', async () => {
    const { ask } = await openShop();
    const turn = historyTurn(await ask(question));
    const unclear = await ask('Which of them like jazz?', [turn]);
    expect(unclear.query).toBe('get customer');
    expect(unclear).toMatchObject({
      status: 'uncertain',
      doubts: expect.arrayContaining([expect.stringMatching(/asked as it stands/)]) as string[],
    });
    const complete = await ask('Which invoices are there?', [turn]);
    expect(complete.doubts.join()).not.toMatch(/as it stands/);
  });

  it('is left to a model that reads it itself', async () => {
    const { ask, requests } = await openShop({ readsHistory: true });
    const turn = historyTurn(await ask(question));
    const answer = await ask('How many of them?', [turn]);
    expect(answer.query).toBe('get customer');
    expect(requests.map(({ history }) => history)).toEqual([undefined, [turn]]);
  });

  it('of another database or dialect is refused', async () => {
    const { ask, momq, pack } = await openShop();
    const first = await ask(question);
    const other = await pack.createDatabase({ ...shop, schema: { ...shop.schema, name: 'port' } });
    await expect(momq.ask('How many?', other, { history: [first] })).rejects.toMatchObject({
      code: 'HISTORY_MISMATCH',
      message: expect.stringMatching(
        /^history\[0\]: expected .*port#.* got one of shop#/,
      ) as string,
    });
    await expect(
      momq.ask('How many?', { ...other, dialect: 'other' }, { history: [first] }),
    ).rejects.toMatchObject({ code: 'HISTORY_MISMATCH' });
  });

  it.each<[string, unknown, string]>([
    ['no list', 'How many?', 'CONFIG_INVALID'],
    ['no turn', [null], 'CONFIG_INVALID'],
    ['no question', [{ dialect: 'tiny', database: 'shop#0' }], 'CONFIG_INVALID'],
    ['a query that is no text', [turnOf({ query: 7 })], 'CONFIG_INVALID'],
    ['a confidence above 1', [turnOf({ confidence: 7 })], 'CONFIG_INVALID'],
    ['doubts that are no texts', [turnOf({ doubts: [7] })], 'CONFIG_INVALID'],
    ['1 MB of question', [turnOf({ question: 'a'.repeat(2 ** 20) })], 'QUESTION_TOO_LONG'],
    ['no logical form', [turnOf({ logical: { kind: 'select' } })], 'CONFIG_INVALID'],
    ['a made up logical form', [turnOf({ logical: { kind: 'magic' } })], 'CONFIG_INVALID'],
    [
      'a table that is not in the schema',
      [turnOf({ logical: { ...customers, from: [{ entity: 'secret', instance: 0 }] } })],
      'CONFIG_INVALID',
    ],
    ['an empty logical form', [turnOf({ logical: null })], 'CONFIG_INVALID'],
    [
      'a field that is not in the schema',
      [
        turnOf({
          logical: {
            ...customers,
            select: [{ kind: 'field', entity: 'customer', instance: 0, field: 'secret' }],
          },
        }),
      ],
      'CONFIG_INVALID',
    ],
  ])('with %s is refused', async (_, history, code) => {
    const { ask } = await openShop();
    await expect(ask('How many of them?', history)).rejects.toMatchObject({ code });
  });
});

function turnOf(members: object): object {
  return {
    question,
    dialect: 'tiny',
    database: schemaIdentity(shop.schema),
    query: 'get customer',
    ...members,
  };
}
