import { describe, expect, it } from 'vitest';
import type { AskEvent } from './answer.js';
import { createMoMQ } from './create-momq.js';
import type { GenerationRequest, QueryModel } from './query-model.js';
import { tinyDialect } from '../testing/tiny-dialect.js';
import type { QueryLog } from '../testing/tiny-dialect.js';

/** A model that writes text, with nothing optional but what `more` gives. */
function textModel(
  answers: readonly (readonly string[])[],
  more: Partial<QueryModel> = {},
): QueryModel & { readonly requests: GenerationRequest[] } {
  const requests: GenerationRequest[] = [];
  return {
    specificationVersion: 'v1',
    name: 'writer',
    version: '2.1',
    requests,
    generate(request) {
      requests.push(request);
      const queries = answers[Math.min(requests.length, answers.length) - 1] ?? [];
      return Promise.resolve({ candidates: queries.map((query) => ({ query })) });
    },
    dispose: () => Promise.resolve(),
    ...more,
  };
}

async function openWith(model: QueryModel, log: QueryLog = []) {
  const momq = createMoMQ({ dialects: [tinyDialect(log)], model });
  return { momq, database: await momq.open('shop.tiny') };
}

describe('a model without probabilities, tokens, routing and groups', () => {
  it('is ranked by its order', async () => {
    const { momq, database } = await openWith(textModel([['get invoice', 'get customer']]));
    const answer = await momq.ask('Who?', database, { declining: false });
    expect(answer).toMatchObject({ query: 'get customer', routing: {}, notes: [] });
    expect(answer).not.toHaveProperty('confidence');
    expect(answer.candidates).toEqual([
      { query: 'get invoice', outcome: 'empty' },
      { query: 'get customer', outcome: 'chosen' },
    ]);
  });

  it('answers in a dialect without a logical form', async () => {
    const { language: _language, ...pack } = tinyDialect();
    const momq = createMoMQ({ dialects: [pack], model: textModel([['get customer']]) });
    const answer = await momq.ask('Who?', await momq.open('shop.tiny'), { declining: false });
    expect(answer.rows).toHaveLength(2);
  });

  it('passes its explanation on', async () => {
    const model = textModel([], {
      generate: () =>
        Promise.resolve({ candidates: [{ query: 'get customer', explanation: 'All of them.' }] }),
    });
    const { momq, database } = await openWith(model);
    const answer = await momq.ask('Who?', database, { declining: false });
    expect(answer.explanation).toBe('All of them.');
    expect(answer.candidates[0]?.explanation).toBe('All of them.');
  });
});

describe('repair', () => {
  it('asks once more with the error of the best candidate when none ran', async () => {
    const model = textModel([['get nothing', 'select'], ['get customer']], { repairs: true });
    const { momq, database } = await openWith(model);
    const answer = await momq.ask('Who?', database, { declining: false });
    expect(model.requests.map(({ previous }) => previous)).toEqual([
      undefined,
      { query: 'get nothing', code: 'QUERY_EXECUTION', message: 'no such entity: nothing' },
    ]);
    expect(answer.query).toBe('get customer');
    expect(answer.candidates.map(({ outcome }) => outcome)).toEqual(['failed', 'syntax', 'chosen']);
    expect(answer.notes).toEqual([expect.stringContaining('after their error')]);
  });

  it('is tried once only, and reports both attempts', async () => {
    const model = textModel([['get nothing']], { repairs: true });
    const { momq, database } = await openWith(model);
    await expect(momq.ask('Who?', database, { declining: false })).rejects.toMatchObject({
      code: 'NO_QUERY',
      candidates: [{ outcome: 'failed' }, { outcome: 'failed' }],
    });
    expect(model.requests).toHaveLength(2);
  });

  it('is tried as often as the model says, with the error of the attempt before', async () => {
    const written = [['get nothing'], ['get void'], ['drop customer'], ['get customer']];
    const model = textModel(written, { repairs: 3 });
    const { momq, database } = await openWith(model);
    const answer = await momq.ask('Who?', database, { declining: false });
    expect(model.requests.map(({ previous }) => previous?.query)).toEqual([
      undefined,
      'get nothing',
      'get void',
      'drop customer',
    ]);
    expect(answer.query).toBe('get customer');
    expect(answer.notes.join()).toContain('more than read');
  });

  it('is not asked of a model that does not read it, nor when a candidate ran', async () => {
    const plain = textModel([['get nothing']]);
    const first = await openWith(plain);
    await expect(first.momq.ask('Who?', first.database)).rejects.toMatchObject({
      code: 'NO_QUERY',
    });
    const lucky = textModel([['get nothing', 'get invoice']], { repairs: true });
    const second = await openWith(lucky);
    await second.momq.ask('Who?', second.database);
    expect([plain.requests.length, lucky.requests.length]).toEqual([1, 1]);
  });
});

describe('progress and signal', () => {
  it('tells stages, tokens and candidates in order', async () => {
    const model = textModel([], {
      generate: ({ onProgress }) => {
        onProgress?.({ type: 'token', candidate: 0, text: 'get' });
        return Promise.resolve({ candidates: [{ query: 'get customer' }] });
      },
    });
    const { momq, database } = await openWith(model);
    const events: AskEvent[] = [];
    await momq.ask('Who?', database, { onProgress: (event) => void events.push(event) });
    expect(events).toEqual([
      { type: 'stage', stage: 'schema' },
      { type: 'stage', stage: 'model' },
      { type: 'stage', stage: 'generate' },
      { type: 'token', candidate: 0, text: 'get' },
      { type: 'stage', stage: 'execute' },
      { type: 'candidate', candidate: { query: 'get customer', outcome: 'chosen' } },
    ]);
  });

  it('stops at the signal, and runs nothing afterwards', async () => {
    const log: QueryLog = [];
    const controller = new AbortController();
    const model = textModel([], {
      generate: ({ signal }) => {
        controller.abort(new Error('enough'));
        expect(signal?.aborted).toBe(true);
        return Promise.resolve({ candidates: [{ query: 'get customer' }] });
      },
    });
    const { momq, database } = await openWith(model, log);
    const { signal } = controller;
    await expect(momq.ask('Who?', database, { signal })).rejects.toThrow('enough');
    expect(log).toEqual([]);
  });

  it.each([
    ['with an error of its own', () => Promise.reject(new Error('interrupted'))],
    ['never', () => new Promise<never>(() => undefined)],
  ])('rejects with the reason of the signal when the model ends %s', async (_, end) => {
    const controller = new AbortController();
    const generate = () => {
      controller.abort(new Error('enough'));
      return end();
    };
    const { momq, database } = await openWith(textModel([], { generate }));
    const { signal } = controller;
    await expect(momq.ask('Who?', database, { signal })).rejects.toThrow('enough');
  });

  it('does not wait for a model that is still being loaded', async () => {
    const controller = new AbortController();
    const model = (): Promise<QueryModel> => {
      controller.abort(new Error('enough'));
      return new Promise(() => undefined);
    };
    const momq = createMoMQ({ dialects: [tinyDialect()], model });
    const { signal } = controller;
    const asked = momq.ask('Who?', await momq.open('shop.tiny'), { signal });
    await expect(asked).rejects.toThrow('enough');
  });

  it('tells the signal of the caller from a failure of the query', async () => {
    const controller = new AbortController();
    const { momq, database } = await openWith(textModel([['get customer', 'get invoice']]));
    const stopped = {
      ...database,
      query: () => {
        controller.abort(new Error('enough'));
        return database.query('get nothing');
      },
    };
    const { signal } = controller;
    await expect(momq.ask('Who?', stopped, { signal })).rejects.toThrow('enough');
  });
});

describe('models of other contracts', () => {
  it('adapts a model from before the contract had a version', async () => {
    const older = {
      name: 'older',
      groups: ['tiny'],
      generate: () =>
        Promise.resolve({
          candidates: [{ query: 'get customer', logProb: -1, tokens: [] }],
          routing: {},
          notes: [],
        }),
      dispose: () => Promise.resolve(),
    };
    const { momq, database } = await openWith(older as unknown as QueryModel);
    const answer = await momq.ask('Who?', database, { declining: false });
    expect(answer.query).toBe('get customer');
    expect(answer).not.toHaveProperty('confidence');
  });

  it.each<[string, unknown, RegExp]>([
    [
      'a later version',
      { ...textModel([]), specificationVersion: 'v2' },
      /writer.*'v1', got v2.*Update @momq\/core/,
    ],
    [
      'a model of another SDK',
      { specificationVersion: 'v2', doGenerate: () => 0 },
      /doGenerate.*Wrap it/,
    ],
    ['no generate', { name: 'half', dispose: () => 0 }, /generate\(\), got none in half/],
    ['a string', 'nano', /expected an object, got string/],
  ])('refuses %s', (_, model, message) => {
    const attempt = () => createMoMQ({ dialects: [tinyDialect()], model: model as QueryModel });
    expect(attempt).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
    expect(attempt).toThrow(message);
  });

  it.each<[string, unknown, RegExp]>([
    ['no candidates', {}, /writer: expected generate\(\) to give/],
    ['a candidate without query', { candidates: [{ text: 'x' }] }, /with a query, got undefined/],
    ['NaN for a probability', { candidates: [{ query: 'x', logProb: NaN }] }, /logProb .* got NaN/],
  ])('refuses %s', async (_, generation, message) => {
    const generate = () => Promise.resolve(generation as never);
    const { momq, database } = await openWith(textModel([], { generate }));
    const answer = momq.ask('Who?', database, { declining: false });
    await expect(answer).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await expect(answer).rejects.toThrow(message);
  });
});

describe('trained groups', () => {
  const trained = {
    ...tinyDialect(),
    expertGroup: {
      experts: 2,
      rank: 4,
      alpha: 8,
      weights: [{ model: 'writer', file: new URL('file:///weights/writer.safetensors') }],
    },
  };

  it('are installed once, before the first question, for the model that they name', async () => {
    const installed: string[][] = [];
    const model = textModel([['get customer']], {
      groups: ['tiny'],
      installGroups: (packs) => {
        installed.push(packs.map(({ id }) => id));
        return Promise.resolve({});
      },
    });
    const other = { ...tinyDialect(), id: 'other' };
    const momq = createMoMQ({ dialects: [trained, other], model });
    const database = await momq.open('shop.tiny', { dialect: 'tiny' });
    expect(installed).toEqual([]);
    await momq.ask('Who?', database, { declining: false });
    expect((await momq.ask('Who?', database, { declining: false })).notes).toEqual([]);
    expect(installed).toEqual([['tiny']]);
  });

  it('that do not fit are named on the answer', async () => {
    const model = textModel([['get customer']], {
      groups: [],
      installGroups: () => Promise.resolve({ tiny: 'The group is for another base.' }),
    });
    const momq = createMoMQ({ dialects: [trained], model });
    const { notes } = await momq.ask('Who?', await momq.open('shop.tiny'), { declining: false });
    expect(notes[0]).toBe('The group is for another base.');
    expect(notes[1]).toMatch(/no expert group for tiny/);
  });
});
