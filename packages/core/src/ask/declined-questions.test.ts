import { describe, expect, it } from 'vitest';
import type { LogicalQuery, SelectQuery } from '@momq/dialect';
import { scriptedModel } from '../testing/scripted-model.js';
import { tinyDialect } from '../testing/tiny-dialect.js';
import type { QueryLog } from '../testing/tiny-dialect.js';
import { createMoMQ } from './create-momq.js';
import type { GenerationRequest, NearestName, QueryModel } from './query-model.js';

const count: SelectQuery = {
  kind: 'select',
  from: [{ entity: 'invoice', instance: 0 }],
  distinct: false,
  select: [{ kind: 'aggregate', function: 'count', distinct: false, argument: { kind: 'star' } }],
  groupBy: [],
  orderBy: [],
};

describe('a question that cannot be answered', () => {
  const declining = (query: string, more: Partial<QueryModel> = {}) => {
    const log: QueryLog = [];
    const model = { ...scriptedModel([query]), ...more };
    const momq = createMoMQ({ dialects: [tinyDialect(log)], model });
    return { momq, log, model };
  };
  const far = (request: GenerationRequest): NearestName[] =>
    request.link.linked.words.map(() => ({ name: 'invoice', nearness: 0.2 }));

  it('is declined by its wording before the model writes anything', async () => {
    const { momq, log } = declining('get customer');
    const answer = await momq.ask('Delete all customers.', await momq.open('shop.tiny'));
    expect(answer).toMatchObject({
      status: 'declined',
      question: 'Delete all customers.',
      dialect: 'tiny',
      reason: { kind: 'changes-data', words: ['Delete'], suggestions: [] },
      candidates: [],
    });
    expect(answer).not.toHaveProperty('query');
    expect(answer).not.toHaveProperty('rows');
    expect(log).toEqual([]);
  });

  it('is declined for what the model says that it lacks', async () => {
    const question = 'What is the median number of the invoices?';
    const able = declining('get customer');
    const first = await able.momq.ask(question, await able.momq.open('shop.tiny'));
    expect(first.status).not.toBe('declined');
    const unable = declining('get customer', { lacks: ['distribution'] });
    expect(await unable.momq.ask(question, await unable.momq.open('shop.tiny'))).toMatchObject({
      status: 'declined',
      reason: { kind: 'beyond-model', words: ['median'] },
    });
  });

  it('is declined when no query has what it needs', async () => {
    const share: LogicalQuery = {
      ...count,
      select: [
        { kind: 'arithmetic', operator: '/', left: count.select[0]!, right: count.select[0]! },
      ],
    };
    const question = 'What is the share of invoices?';
    const answerWith = async (...forms: LogicalQuery[]) => {
      const candidates = forms.map((logical) => ({ query: 'get customer', logical }));
      const { momq } = declining('get customer', {
        generate: () => Promise.resolve({ candidates }),
      });
      return momq.ask(question, await momq.open('shop.tiny'));
    };
    expect(await answerWith(count)).toMatchObject({
      status: 'declined',
      reason: {
        kind: 'beyond-model',
        sentence: 'It asks for a share of a whole, and no query with one was found (“share of”).',
      },
    });
    const answer = await answerWith(count, share);
    expect(answer).toMatchObject({ logical: share });
    expect(answer.candidates).toHaveLength(1);
  });

  it('is declined when all its words are far from every name, and only doubted when the model does not tell', async () => {
    const question = 'How many unicorns are there?';
    const { momq, log } = declining('get customer', {
      generate: (request) =>
        Promise.resolve({ candidates: [{ query: 'get customer' }], nearest: far(request) }),
    });
    expect(await momq.ask(question, await momq.open('shop.tiny'))).toMatchObject({
      status: 'declined',
      reason: {
        kind: 'unknown-name',
        sentence: 'Nothing in the database is called “unicorns”; it has customer, invoice.',
        words: ['unicorns'],
      },
    });
    expect(log).toEqual([]);
    const silent = declining('get customer');
    expect(await silent.momq.ask(question, await silent.momq.open('shop.tiny'))).toMatchObject({
      status: 'uncertain',
      doubts: [
        'Nothing in the database is called “unicorns”.',
        'The query does not account for "many".',
      ],
    });
  });

  it('is guessed where that is asked for, with the reason as its first doubt', async () => {
    const { momq } = declining('get customer');
    const database = await momq.open('shop.tiny');
    const answer = await momq.ask('Delete all customers.', database, { declining: false });
    expect(answer.status).toBe('uncertain');
    expect(answer.doubts[0]).toMatch(/asks to change data/);
    expect(answer.rows).toHaveLength(2);
  });
});
