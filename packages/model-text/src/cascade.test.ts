import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createDatabase,
  createMoMQ,
  type Database,
  type DialectPack,
  type QueryModel,
} from '@momq/core';
import type { Calibration } from '@momq/core/confidence';
import { sqlite } from '@momq/dialect-sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cascade, type CascadeOptions } from './cascade.js';
import { shop } from './testing/shop.js';
import { tiny } from './testing/tiny-base.js';
import { textModel } from './text-model.js';
import type { ScoringModel } from './text-query-model.js';

const bases = process.env['MOMQ_BASES'];
const dialects = [sqlite()];

let folder: string;
let database: Database;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-cascade-'));
  database = await createDatabase(dialects[0]!, shop);
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

/** A fast model with fixed candidates, as sure as asked for. */
function fastModel(queries: readonly string[], logProbs: readonly number[]): QueryModel {
  return {
    specificationVersion: 'v1',
    name: 'fast',
    version: '1',
    groups: ['sqlite'],
    lacks: ['running'],
    generate: ({ maxCandidates }) =>
      Promise.resolve({
        candidates: queries
          .slice(0, maxCandidates)
          .map((query, place) => ({ query, logProb: logProbs[place]! })),
        routing: { sqlite: 1 },
      }),
    dispose: () => Promise.resolve(),
  };
}

/** A calibration by which every answer is as sure, on these weights. */
function calibrated(bias: number, weights?: string): Calibration {
  return {
    formatVersion: 1,
    bias,
    terms: [{ name: 'words', mean: 0, deviation: 1, weight: 0 }],
    provenance: {
      ...{ command: 'by hand', model: 'fast 1', data: 'none', licence: 'Apache-2.0' },
      ...{ n: 1, databases: [], ...(weights !== undefined && { weights }) },
    },
  };
}

const good = (base = tiny) => textModel({ base, cacheFolder: folder, maxQueryTokens: 8 });
const two = ['SELECT name FROM customer', 'SELECT count(*) FROM customer'];

async function ask(
  options: Omit<CascadeOptions, 'good'>,
  question = 'How many customers?',
  writer: CascadeOptions['good'] = good(),
) {
  const momq = createMoMQ({ dialects, model: cascade({ good: writer, ...options }) });
  try {
    return await momq.ask(question, database, { declining: false });
  } finally {
    await momq.close();
  }
}

describe('a fast model and a language model as one', () => {
  it('lets the fast model answer what it is sure of', async () => {
    const answer = await ask({ fast: fastModel(two, [Math.log(0.95), Math.log(0.05)]) });
    expect(answer).toMatchObject({ query: two[0], source: 'fast', routing: { sqlite: 1 } });
    expect(answer.notes.join()).toContain('fast answered alone');
    expect(Math.exp(answer.candidates[0]!.logProb!)).toBeCloseTo(0.95);
  });

  it('lets the language model order what it is not sure of', async () => {
    const fast = fastModel(two, [Math.log(0.5), Math.log(0.5)]);
    const model = await cascade({ fast, good: good() })();
    expect(model).toMatchObject({ groups: ['sqlite'], lacks: ['running'] });
    expect(model.name).toBe('cascade of fast and tiny-qwen2');
    await model.dispose();
    const order = async (mean: number): Promise<string> => {
      const weights = { fast: 0, mean, sum: 0, floor: 0, own: 0 };
      const { query, source, notes, confidence } = await ask({ fast, weights });
      expect(source).toBe('fast');
      expect(confidence).toBeUndefined();
      expect(notes.join()).toContain('fast wrote the query; tiny-qwen2 chose it among 2');
      return query;
    };
    // whichever of the two it likes, the other is liked with the opposite weight
    expect([await order(1), await order(-1)].sort()).toEqual([...two].sort());
  });

  it('tries again to load a parser that failed', async () => {
    const fast = {
      ...fastModel(two, [Math.log(0.95), Math.log(0.05)]),
      calibration: {
        formatVersion: 1,
        bias: 5,
        terms: [{ name: 'words', mean: 0, deviation: 1, weight: 0 }],
        provenance: {
          ...{ command: 'by hand', model: 'fast 1', data: 'none', licence: 'Apache-2.0' },
          ...{ n: 1, databases: [] },
        },
      },
    } as const;
    let loads = 0;
    const createParser: DialectPack['createParser'] = () => {
      loads += 1;
      // the first is of createMoMQ, the second of the cascade
      return loads === 2 ? Promise.reject(new Error('no room')) : dialects[0]!.createParser();
    };
    const pack = { ...dialects[0]!, createParser };
    const momq = createMoMQ({ dialects: [pack], model: cascade({ fast, good: good() }) });
    try {
      const question = (): Promise<unknown> => momq.ask('How many customers?', database);
      await expect(question()).rejects.toThrow('no room');
      expect(await question()).toMatchObject({ query: two[0] });
    } finally {
      await momq.close();
    }
  });

  it("puts the language model's own answer among the candidates, and takes no need for unmet", async () => {
    const fast = fastModel(two, [Math.log(0.5), Math.log(0.5)]);
    const model = cascade({ fast, good: good(), ownCandidates: 1 });
    expect((await model()).lacks).toEqual([]);
    const { candidates } = await ask({ fast, ownCandidates: 1 });
    expect(candidates.map(({ source }) => source).sort()).toEqual(['fast', 'fast', 'tiny-qwen2']);
  });

  it('reads what the fast model wrote, and nothing that the language model wrote itself', async () => {
    const asked: string[] = [];
    const third = 'SELECT id FROM customer';
    const writer: ScoringModel = {
      ...fastModel([], []),
      name: 'writer',
      generate: () =>
        Promise.resolve({
          candidates: [
            {
              query: two[1]!.toLowerCase(),
              logProb: -0.2,
              tokens: ['select', ' count(*)', ' from', ' customer'],
            },
            { query: third, logProb: -4, tokens: ['SELECT', ' id', ' FROM', ' customer', '```'] },
            { query: 'SELECT 1' }, // nothing is said of it
            // it says something else since it was written
            { query: 'SELECT 2', logProb: -0.1, tokens: ['SELECT', ' 3'] },
          ],
        }),
      score: (_, queries) => {
        asked.push(...queries);
        return Promise.resolve(
          queries.map((query) => {
            const meanLogProb = query === two[0] ? -0.5 : -2;
            return { logProb: 4 * meanLogProb, meanLogProb, logProbs: [] };
          }),
        );
      },
    };
    const fast = fastModel(two, [Math.log(0.5), Math.log(0.5)]);
    const weights = { fast: 0, mean: 1, sum: 0, floor: 0, own: 0 };
    const model = await cascade({ fast, good: writer, ownCandidates: 4, weights })();
    const momq = createMoMQ({ dialects, model: () => Promise.resolve(model) });
    try {
      const answer = await momq.ask('How many customers?', database, { declining: false });
      expect(asked).toEqual([two[0], 'SELECT 1', 'SELECT 2']);
      expect(answer.candidates.map(({ query }) => query)).toEqual([
        two[1],
        two[0],
        third,
        'SELECT 1',
        'SELECT 2',
      ]);
      expect(answer.notes.join()).toContain('chose it among 5');
    } finally {
      await momq.close();
    }
  });

  it('lets a language model with experts write in their dialects alone', async () => {
    const fast = fastModel(two, [Math.log(0.5), Math.log(0.5)]);
    const wrote = async (groups: readonly string[]): Promise<boolean> => {
      const loaded = await good()();
      let asked = false;
      const writer: ScoringModel = {
        ...fastModel([], []),
        groups,
        generate: () => {
          asked = true;
          return Promise.resolve({ candidates: [] });
        },
        score: (request, queries) => loaded.score(request, queries),
        dispose: () => loaded.dispose(),
      };
      await ask({ fast, ownCandidates: 8 }, 'How many customers?', writer);
      return asked;
    };
    expect([await wrote(['sqlite']), await wrote(['postgres'])]).toEqual([true, false]);
  });

  it('claims a confidence that was fitted on these two models, and no other', async () => {
    const fast = { ...fastModel(two, [Math.log(0.5), Math.log(0.5)]), weightsHash: 'one' };
    const loaded = await good()();
    const writer: ScoringModel = {
      ...fastModel([], []),
      weightsHash: 'other',
      score: (request, queries) => loaded.score(request, queries),
      dispose: () => loaded.dispose(),
    };
    const momq = (weights: string) =>
      createMoMQ({
        dialects,
        model: cascade({ fast, good: writer, calibration: calibrated(0, weights) }),
      });
    const question = 'How many customers?';
    const answer = await momq('one+other').ask(question, database);
    expect(answer).toMatchObject({ confidence: 0.5 });
    const other = await momq('one+else').ask(question, database);
    expect(other).not.toHaveProperty('confidence');
    expect(other.notes.join()).toContain('fitted on other weights');
    await loaded.dispose();
  });

  it('leaves the answer to the language model where the fast one has none', async () => {
    // the random model writes nothing that runs
    await expect(ask({ fast: fastModel([], []) })).rejects.toMatchObject({ code: 'NO_QUERY' });
  });

  it('keeps to the fast model where the schema is too long to be read', async () => {
    const answer = await ask({
      fast: fastModel(two, [-1, -1]),
      ...{ good: textModel({ base: tiny, cacheFolder: folder, contextLength: 64 }) },
    });
    expect(answer.query).toBe(two[0]);
    expect(answer.notes.join()).toContain('the schema or a candidate is too long for tiny-qwen2');
  });

  it('keeps to the fast model where a candidate is too long to be read', async () => {
    const long = `SELECT name FROM customer WHERE id IN (${'1, '.repeat(2000)}1)`;
    const answer = await ask({
      fast: fastModel([two[0]!, long], [-1, -1]),
      ...{ good: textModel({ base: tiny, cacheFolder: folder, contextLength: 1024 }) },
    });
    expect(answer.query).toBe(two[0]);
    expect(answer.notes.join()).toContain('the schema or a candidate is too long for tiny-qwen2');
  });

  it('refuses numbers out of range, and frees the model that loaded beside one that did not', async () => {
    let freed = 0;
    const fast = {
      ...fastModel(two, [0, -1]),
      dispose: () => {
        freed += 1;
        return Promise.resolve();
      },
    };
    await expect(cascade({ fast, good: good(), candidates: 0 })()).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
    await expect(cascade({ fast, good: good(), sureAt: Number.NaN })()).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
    await expect(cascade({ fast, good: good('./absent.gguf') })()).rejects.toMatchObject({
      code: 'MOE_BASE_MISSING',
    });
    expect(freed).toBe(1);
  });
});

it.skipIf(bases === undefined)(
  'orders candidates with Qwen2.5-Coder-0.5B (needs MOMQ_BASES, the folder of reference/qwen/fetch_bases.py)',
  async () => {
    const fast = fastModel(two, [Math.log(0.6), Math.log(0.4)]);
    const base = join(bases ?? '', 'qwen2.5-coder-0.5b');
    const answer = await ask({ fast, ...{ good: textModel({ base }) } });
    expect(answer).toMatchObject({ query: two[1], rows: [[3]], source: 'fast' });
  },
  600_000,
);
