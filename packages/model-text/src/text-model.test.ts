import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createDatabase,
  createMoMQ,
  type Database,
  type DatabaseSchema,
  type GenerationEvent,
  type MoMQ,
} from '@momq/core';
import { QuestionLinker } from '@momq/core/linking';
import { sqlite } from '@momq/dialect-sqlite';
import { loadBase } from '@momq/moe/bases';
import type { TextGenerator } from '@momq/moe/text';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { chatFormat } from './chat-format.js';
import { queryPrompt } from './query-prompt.js';
import { shop } from './testing/shop.js';
import { tiny } from './testing/tiny-base.js';
import { textModel, type TextModelOptions } from './text-model.js';
import { TextQueryModel } from './text-query-model.js';

const bases = process.env['MOMQ_BASES'];
const dialects = [sqlite()];

let folder: string;
let database: Database;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-text-'));
  database = await createDatabase(dialects[0]!, shop);
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Asks with a model whose quantised weights go to the test's folder. */
async function withMomq<T>(options: TextModelOptions, use: (momq: MoMQ) => Promise<T>): Promise<T> {
  const model = textModel({ cacheFolder: folder, ...options });
  const momq = createMoMQ({ dialects, model });
  try {
    return await use(momq);
  } finally {
    await momq.close();
  }
}

describe('a language model that knows nothing', () => {
  it('proposes as many queries as asked for, best first, and tells of tokens', async () => {
    const model = await textModel({ base: tiny, cacheFolder: folder, maxQueryTokens: 8 })();
    try {
      expect(model).toMatchObject({ name: 'tiny-qwen2', repairs: 1, votes: true });
      const events: GenerationEvent[] = [];
      const request = {
        ...{ question: 'How many?', dialect: dialects[0]!, schema: shop.schema, database },
        link: await new QuestionLinker().link('How many?', shop.schema, database),
      };
      const greedy = await model.generate({
        ...request,
        onProgress: (event) => events.push(event),
      });
      expect(greedy.notes?.join()).toContain('no experts for sqlite');
      const { candidates } = await model.generate({ ...request, maxCandidates: 2 });
      expect(candidates).toHaveLength(2);
      expect(candidates[0]!.logProb!).toBeGreaterThanOrEqual(candidates[1]!.logProb!);
      expect(events.map((event) => event.text).join('')).toContain(greedy.candidates[0]!.query);
      const signal = AbortSignal.abort(new Error('enough'));
      await expect(model.generate({ ...request, signal })).rejects.toThrow('enough');
      const scores = model.score({ ...request, signal }, ['SELECT 1']);
      await expect(scores).rejects.toThrow('enough');
    } finally {
      await model.dispose();
    }
  });

  it('proposes no query that was cut off beside whole ones', async () => {
    const base = await loadBase(tiny);
    const tokenizer = await base.tokenizer();
    const reasons = ['length', 'stop-sequence', 'stop-token'] as const;
    const generator = {
      generate: () =>
        Promise.resolve({
          answers: reasons.map((finishReason, place) => ({
            ...{ tokens: [1], text: `SELECT ${place}`, logProbs: [-place], logProb: -place },
            ...{ score: -place, finishReason },
          })),
        }),
    } as unknown as TextGenerator;
    const sizes = { candidates: 3, maxQueryTokens: 8, contextLength: 2048, schemaTokens: 1024 };
    const model = new TextQueryModel({ base, tokenizer, generator, ...sizes });
    const { candidates } = await model.generate({
      ...{ question: 'How many?', dialect: dialects[0]!, schema: shop.schema, database },
      link: await new QuestionLinker().link('How many?', shop.schema, database),
    });
    expect(candidates.map(({ query }) => query)).toEqual(['SELECT 1', 'SELECT 2']);
  });

  it('writes only what the grammar of the dialect allows, unless it may write anything', async () => {
    const { start } = dialects[0]!.createGrammar!(shop.schema);
    for (const constrained of [true, false]) {
      const options = { base: tiny, cacheFolder: folder, maxQueryTokens: 24, constrained };
      const model = await textModel(options)();
      const { candidates } = await model.generate({
        ...{ question: 'How many?', dialect: dialects[0]!, schema: shop.schema, database },
        link: await new QuestionLinker().link('How many?', shop.schema, database),
      });
      await model.dispose();
      expect(start.after(candidates[0]!.query) !== undefined).toBe(constrained);
    }
  });

  it('is asked once more when its query does not run, and then there is no answer', async () => {
    const kinds: string[] = [];
    await withMomq({ base: tiny, maxQueryTokens: 8 }, (momq) =>
      expect(
        momq.ask('How many customers are there?', database, {
          onProgress: ({ type }) => kinds.push(type),
        }),
      ).rejects.toMatchObject({ code: 'NO_QUERY' }),
    );
    expect(kinds.filter((kind) => kind === 'candidate')).toHaveLength(2);
  });

  it('keeps on disk what it read of a whole schema, not of one that was cut for a question', async () => {
    const fields = Array.from({ length: 12 }, (_, i) => ({
      name: `total_${i}`,
      type: 'real' as const,
    }));
    const schema = {
      ...shop.schema,
      entities: [...shop.schema.entities, { name: 'invoice', fields }],
    };
    const question = 'How many customers are there?';
    const request = {
      ...{ question, dialect: dialects[0]!, schema, database },
      link: await new QuestionLinker().link(question, schema, database),
    };
    const tokenizer = await (await loadBase(tiny)).tokenizer();
    const lengthOf = (part: DatabaseSchema): number => {
      const told = chatFormat(tokenizer).render(queryPrompt(request, part).prefix);
      return tokenizer.encode(told).length;
    };
    const [whole, small] = [lengthOf(schema), lengthOf({ ...schema, ...shop.schema })];
    for (const schemaTokens of [2 * whole, Math.round((whole + small) / 2)]) {
      const cache = join(folder, String(schemaTokens));
      vi.stubEnv('MOMQ_CACHE_DIR', cache);
      const options = { base: tiny, cacheFolder: folder, maxQueryTokens: 8, schemaTokens };
      const model = await textModel(options)();
      await model.generate(request);
      await model.score(request, ['SELECT 1']);
      await model.dispose();
      const kept = await readdir(join(cache, 'prefixes')).catch(() => []);
      expect(kept).toHaveLength(schemaTokens > whole ? 1 : 0);
    }
  });

  it('says when the schema is too long for it', () =>
    withMomq({ base: tiny, contextLength: 64 }, (momq) =>
      expect(momq.ask('How many customers are there?', database)).rejects.toMatchObject({
        code: 'MOE_PROMPT_TOO_LONG',
      }),
    ));
});

it('refuses numbers out of range, and bases that are not there', async () => {
  await expect(textModel({ base: tiny, candidates: 0 })()).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringContaining('candidates') as string,
  });
  for (const wrong of [{ repairs: 4 }, { repairs: -1 }, { temperature: 0 }])
    await expect(textModel({ base: tiny, ...wrong })()).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
  await expect(textModel({ base: './absent.gguf' })()).rejects.toMatchObject({
    code: 'MOE_BASE_MISSING',
  });
});

it.skipIf(bases === undefined)(
  'answers with Qwen2.5-Coder-0.5B (needs MOMQ_BASES, the folder of reference/qwen/fetch_bases.py)',
  () =>
    withMomq({ base: join(bases ?? '', 'qwen2.5-coder-0.5b') }, async (momq) => {
      const answer = await momq.ask('How many customers are there?', database);
      expect(answer).toMatchObject({ rows: [[3]] });
    }),
  600_000,
);
