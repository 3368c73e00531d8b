import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scriptedModel } from '../testing/scripted-model.js';
import { tinyDialect } from '../testing/tiny-dialect.js';
import type { QueryLog } from '../testing/tiny-dialect.js';
import { createMoMQ } from './create-momq.js';

const document = (source: string, more: object = {}) => ({
  version: '0.2.0.dev0',
  semantic_model: [{ name: 'shop', datasets: [{ name: 'clients', source, ...more }] }],
});
const hidden = { custom_extensions: [{ vendor_name: 'MOMQ', data: { hidden: true } }] };

function setUp() {
  const log: QueryLog = [];
  const model = scriptedModel(['get customer']);
  return { log, model, momq: createMoMQ({ dialects: [tinyDialect(log)], model }) };
}

describe('a taught database', () => {
  it('is linked and prompted with the names of the semantic model', async () => {
    const { momq, model } = setUp();
    const database = await momq.open('shop.tiny', { semantics: document('customer') });
    const answer = await momq.ask('Which clients are there?', database, { declining: false });
    const [request] = model.requests;
    expect(request?.schema.entities[0]).toMatchObject({ name: 'customer', aliases: ['clients'] });
    expect(request?.teaching?.source).toBe('the semantic model');
    expect(answer.semantics).toEqual({
      source: 'the semantic model',
      used: ['clients is customer'],
    });
  });

  it('can be taught later and anew, and stays as it was after a mistake', async () => {
    const { momq, model } = setUp();
    const database = await momq.open('shop.tiny');
    await momq.ask('Who?', database, { declining: false });
    const { notes } = await momq.teach(database, document('customer'));
    expect(notes).toEqual([]);
    await expect(momq.teach(database, document('custmer'))).rejects.toMatchObject({
      code: 'SEMANTICS_UNKNOWN_NAME',
    });
    await momq.ask('Who?', database, { declining: false });
    await momq.teach(database, document('invoice', hidden));
    await momq.ask('Who?', database, { declining: false, refreshSchema: true });
    expect(
      model.requests.map(({ schema }) =>
        schema.entities.map(({ name, aliases }) => [name, aliases]),
      ),
    ).toEqual([
      [
        ['customer', undefined],
        ['invoice', undefined],
      ],
      [
        ['customer', ['clients']],
        ['invoice', undefined],
      ],
      [['customer', undefined]],
    ]);
  });

  it('answers the question of a checked pair without a model, and asks the model once the pair fails', async () => {
    const { momq, model, log } = setUp();
    const pairs = (query: string) => ({
      ...document('customer'),
      semantic_model: [
        {
          ...document('customer').semantic_model[0]!,
          custom_extensions: [
            { vendor_name: 'MOMQ', data: { examples: [{ question: 'Who owes us?', query }] } },
          ],
        },
      ],
    });
    const database = await momq.open('shop.tiny', { semantics: pairs('get invoice') });
    const answer = await momq.ask('who owes us', database);
    expect(answer).toMatchObject({
      status: 'answered',
      query: 'get invoice',
      notes: [
        expect.stringContaining('stands in the semantic model for the question "Who owes us?"'),
      ],
    });
    expect(answer).not.toHaveProperty('confidence'); // no model, no probability
    expect(model.requests).toEqual([]);
    for (const query of ['drop invoice', 'get nothing']) {
      await momq.teach(database, pairs(query));
      expect(await momq.ask('who owes us', database, { declining: false })).toMatchObject({
        query: 'get customer',
      });
    }
    expect(log).not.toContain('drop invoice');
  });

  it('is closed again when its semantic model does not fit, and cannot hide everything', async () => {
    const { momq, log } = setUp();
    await expect(momq.open('shop.tiny', { semantics: document('nothing') })).rejects.toMatchObject({
      code: 'SEMANTICS_UNKNOWN_NAME',
    });
    expect(log).toEqual(['close']);
    const all = {
      version: '0.1.1',
      semantic_model: [
        {
          name: 's',
          datasets: ['customer', 'invoice'].map((name) => ({ name, source: name, ...hidden })),
        },
      ],
    };
    await expect(momq.open('shop.tiny', { semantics: all })).rejects.toMatchObject({
      code: 'SCHEMA_EMPTY',
    });
  });
});

describe('a file', () => {
  let folder = '';
  let file = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'momq-lessons-'));
    file = path.join(folder, 'shop.osi.yaml');
    await writeFile(file, JSON.stringify(document('customer')));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is read where it is named, and where it lies beside the database', async () => {
    const anywhere = {
      ...tinyDialect(),
      recognises: () => true,
      openDatabase: () => tinyDialect().openDatabase('shop.tiny'),
    };
    const momq = createMoMQ({ dialects: [anywhere], model: scriptedModel(['get customer']) });
    const beside = path.join(folder, 'shop.tiny');
    const ask = async (semantics?: string | false) => {
      const database = await momq.open(beside, semantics === undefined ? {} : { semantics });
      return (await momq.ask('Who?', database, { declining: false })).semantics?.source;
    };
    expect(await ask()).toBe('shop.osi.yaml');
    expect(await ask(false)).toBeUndefined();
    expect(await ask(file)).toBe('shop.osi.yaml');
    await expect(ask(path.join(folder, 'other.yaml'))).rejects.toMatchObject({
      code: 'SEMANTICS_MISSING',
    });
  });
});
