import { describe, expect, it } from 'vitest';
import type { Expression, SelectQuery, Source } from '@momq/dialect';
import { createMoMQ } from '../ask/create-momq.js';
import { scriptedModel } from '../testing/scripted-model.js';
import { tinyDialect } from '../testing/tiny-dialect.js';
import { adaptDialect } from './adapt-dialect.js';

describe('adaptDialect', () => {
  it('gives a pack of the contract back as it is', () => {
    const pack = tinyDialect();
    expect(adaptDialect(pack)).toBe(pack);
  });

  it.each<[string, unknown, RegExp]>([
    [
      'a later version',
      { ...tinyDialect(), specificationVersion: 'v2' },
      /tiny: .*got v2. Update @momq\/core .* or install .* package of tiny/,
    ],
    [
      'an earlier version',
      { ...tinyDialect(), specificationVersion: 'v0' },
      /got v0. Update the package of tiny/,
    ],
    ['no version', { id: 'bare' }, /bare: .*got undefined. Update the package of bare/],
    ['a factory', tinyDialect, /Call it: tinyDialect\(\)/],
    ['a promise', Promise.resolve(tinyDialect()), /Await it/],
    ['null', null, /got null/],
    ['a name', 'tiny', /got string/],
    [
      'a missing member',
      { ...tinyDialect(), createParser: undefined },
      /createParser to be a function/,
    ],
  ])('refuses %s', (_, pack, message) => {
    expect(() => adaptDialect(pack)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
    expect(() => adaptDialect(pack)).toThrow(message);
  });
});

/** The pack as it was written for the contract inside `@momq/core` 0.1. */
function olderDialect(more: object = {}): ReturnType<typeof tinyDialect> {
  const { capabilities: _capabilities, openDatabase, prompt: _prompt, ...pack } = tinyDialect();
  const older = {
    ...pack,
    capabilities: {
      setOperations: ['union', 'except'],
      subqueries: false,
      engines: ['embedded'],
      explain: false,
    },
    renderSchema: () => 'customer(name)',
    openDatabase: async (source: string) => ({
      ...(await openDatabase(source)),
      values: (_entity: string, _field: string, limit: number) =>
        Promise.resolve(['Ada', 'Grace', 'Alan'].slice(0, limit)),
    }),
    ...more,
  };
  return older as unknown as ReturnType<typeof tinyDialect>;
}

/** The argument of the call that a query selects, under the name that it had in version 1 of the logical form. */
function argumentOf(query: object): unknown {
  const [call] = (query as { select: readonly { argument?: unknown }[] }).select;
  return call?.argument;
}

describe('a pack of the contract inside @momq/core 0.1', () => {
  it('is adapted: capabilities, prompt and limits of values', async () => {
    const pack = adaptDialect(olderDialect());
    expect(pack.capabilities.estimate).toBe(false);
    expect(pack.capabilities.unsupported).toEqual(
      expect.arrayContaining(['intersect', 'subquery', 'window', 'nulls', 'function:coalesce']),
    );
    for (const known of ['union', 'except', 'function:year'])
      expect(pack.capabilities.unsupported).not.toContain(known);
    expect(pack.prompt?.renderSchema({} as never)).toBe('customer(name)');
    const database = await pack.openDatabase('shop.tiny');
    expect(await database.values('customer', 'name', { limit: 2 })).toEqual(['Ada', 'Grace']);
    expect(await database.values('customer', 'name', { limit: 9, equalTo: ['ada'] })).toEqual([
      'Ada',
    ]);
  });

  it('renders functions as it knew them, and refuses what the logical form has had since', () => {
    const render = (query: object): string => `year of ${JSON.stringify(argumentOf(query))}`;
    const { language } = adaptDialect(olderDialect({ language: { words: {}, render } }));
    const of = (expression: Expression, from: Partial<SelectQuery> = {}): string =>
      language!.render(
        {
          kind: 'select',
          from: [{ entity: 'customer', instance: 0 }],
          distinct: false,
          select: [expression],
          groupBy: [],
          orderBy: [],
          ...from,
        },
        {} as never,
      );
    const born: Expression = { kind: 'literal', value: '2024-05-31' };
    expect(of({ kind: 'call', function: 'year', arguments: [born] })).toBe(
      'year of {"kind":"literal","value":"2024-05-31"}',
    );
    const refused = expect.objectContaining({ code: 'FEATURE_UNSUPPORTED' }) as Error;
    expect(() => of({ kind: 'cast', type: 'text', argument: born })).toThrow(refused);
    expect(() => of({ kind: 'call', function: 'round', arguments: [born, born] })).toThrow(refused);
    const twin: Source = {
      entity: 'invoice',
      instance: 0,
      join: {
        kind: 'condition',
        optional: false,
        condition: { kind: 'null', negated: true, value: born },
      },
    };
    expect(() => of(born, { from: [{ entity: 'customer', instance: 0 }, twin] })).toThrow(refused);
  });

  it('refuses parameters, which its databases would not see', async () => {
    const database = await adaptDialect(olderDialect()).openDatabase('shop.tiny');
    await expect(database.query('get customer', { parameters: [1] })).rejects.toMatchObject({
      code: 'FEATURE_UNSUPPORTED',
    });
  });

  it('answers', async () => {
    const momq = createMoMQ({
      dialects: [olderDialect()],
      model: scriptedModel(['get customer']),
    });
    const answer = await momq.ask('Who?', await momq.open('shop.tiny'), { declining: false });
    expect(answer.rows).toHaveLength(2);
  });

  it('of the graph family gets the view of relational databases that the core had', () => {
    const pack = adaptDialect(olderDialect({ family: 'graph' }));
    const view = pack.viewRelational?.(pack.tutorials.sample.schema);
    expect(view?.schema.family).toBe('graph');
  });
});
