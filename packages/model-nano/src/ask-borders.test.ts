import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createMoMQ } from '@momq/core';
import type { Database, DialectPack, QueryParser } from '@momq/dialect';
import { sqlite } from '@momq/dialect-sqlite';
import { loadNano } from './load-nano.js';
import type { NanoModel } from './nano-model.js';

/** Calls from one package into another, in order, each once. */
const crossed = vi.hoisted(() => new Set<string>());

/** The value with every method traced, and with what the named methods return traced as well. */
const traced = vi.hoisted(
  () =>
    function trace<T extends object>(owner: T, results: readonly string[] = []): T {
      return new Proxy(owner, {
        get(target, key) {
          const member: unknown = Reflect.get(target, key, target);
          if (typeof member !== 'function' || /^[A-Z]/.test(String(key))) return member;
          return (...args: unknown[]): unknown => {
            crossed.add(String(key));
            const result: unknown = Reflect.apply(member, target, args);
            if (!results.includes(String(key))) return result;
            return result instanceof Promise
              ? result.then((value: object) => trace(value))
              : trace(result as object);
          };
        },
      });
    },
);

/** Pure functions of a lower layer on names, numbers and queries, which nothing is read or found by: they are not counted. */
const pure = ['itemWords', 'numberOf', 'mapQuery', 'visitQuery', 'refuseConstructs', 'spokenLink'];

const wrap = vi.hoisted(
  () =>
    (results: readonly string[]) =>
    async (importOriginal: () => Promise<unknown>): Promise<object> => {
      const module = (await importOriginal()) as Record<string, unknown>;
      const proxy = traced(module, results);
      return Object.fromEntries(Object.keys(module).map((key) => [key, proxy[key]]));
    },
);

vi.mock('@momq/core/linking', wrap([]));
vi.mock('@momq/core/logical', wrap([]));
vi.mock('@momq/model-minilm', wrap(['loadSentenceEncoder']));
vi.mock('@momq/moe/pointer', wrap(['createPointerGenerator']));

/** The pack with everything traced that a question reaches. */
function tracedPack(): DialectPack {
  const pack = sqlite();
  return {
    ...pack,
    language: traced(pack.language),
    createParser: async () => traced<QueryParser>(await pack.createParser()),
    createDatabase: async (content) => traced<Database>(await pack.createDatabase(content)),
  };
}

let model: NanoModel;
beforeAll(async () => {
  model = await loadNano();
});
afterAll(() => model.dispose());

it('crosses eight borders on the way from a question to its rows', async () => {
  const pack = tracedPack();
  const momq = createMoMQ({ dialects: [pack], model: traced(model) });
  const database = await pack.createDatabase(pack.tutorials.sample);
  await momq.ask('How many games are there?', database);
  crossed.clear();
  const { rows } = await momq.ask('How many guests are there?', database, { declining: false });
  expect(rows).toHaveLength(1);
  expect([...crossed].filter((name) => !pure.includes(name))).toEqual([
    'dataVersion',
    'generate',
    'encode',
    'constrainedDecoding',
    'beamSearch',
    'render',
    'parse',
    'query',
  ]);
  await database.close();
});
