import type { JitFunction } from '@momq/engine';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import '../../testing/cpu.js';
import { OpenGenerators } from '../../testing/text-generators.js';
import { tinyLanguageModel, tinyMixture } from '../../testing/tiny-language-model.js';
import type { TextGenerator } from './text-generator-types.js';

/** Every function that was compiled; the engine does the work. */
const { functions } = vi.hoisted(() => ({ functions: [] as JitFunction[] }));
vi.mock('@momq/engine', async (importOriginal) => {
  const engine = await importOriginal<typeof import('@momq/engine')>();
  const jit: typeof engine.jit = (...given) => {
    const made = engine.jit(...given);
    functions.push(made);
    return made;
  };
  return { ...engine, jit };
});

const open = new OpenGenerators();
afterAll(() => open.close());
beforeEach(() => {
  functions.length = 0;
});

const prefixCache = { folder: false } as const;
const schema = Array.from({ length: 150 }, (_, i) => (i * 7 + 1) % 61);
const held = () => functions.flatMap((each) => each.inspect());

/** Prefixes, prompts, answers and scores of several sizes. @param seen is called as often as something comes */
async function ask(generator: TextGenerator, seen: () => void): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const length of [150, 20, 150]) {
    const request = { prefix: schema.slice(0, length), tokens: [17, 3, 42, 8], onPrefix: seen };
    for (const [dialect, n] of [
      ['sqlite', 1],
      ['cypher', 3],
    ] as const) {
      const strategy = n === 1 ? { kind: 'greedy' as const } : { kind: 'beam' as const, beams: n };
      const heard = n === 1 ? { onToken: seen } : {};
      const own = { ...request, ...heard, dialect, strategy };
      answers.push((await generator.generate({ ...own, maxNewTokens: 3 })).answers);
      seen();
    }
    answers.push(await generator.score({ ...request, continuations: [[1, 2], [3]] }));
    seen();
  }
  return answers;
}

it('are as many as was asked for, of all kinds and sizes together, and answers are the same', async () => {
  const model = tinyLanguageModel({ ...tinyMixture(), activation: 'after-prefix' });
  const roomy = await open.create(model, { prefixCache, maxGraphs: 64 });
  const answers = await ask(roomy, () => undefined);
  expect(held()).toHaveLength(5); // prefix, prompt, one row, four rows, scores
  await roomy.dispose();
  expect(held()).toHaveLength(0);

  const narrow = await open.create(model, { prefixCache, maxGraphs: 2 });
  let most = 0;
  expect(await ask(narrow, () => (most = Math.max(most, held().length)))).toEqual(answers);
  expect(most).toBe(2);
});

it('read a prefix in one size, and without the vocabulary', async () => {
  const model = tinyLanguageModel(null, {}, { vocabularySize: 8000 });
  const generator = await open.create(model, { prefixCache });
  let reading: { initializerBytes: number }[] = [];
  const onPrefix = () => (reading = held());
  await generator.generate({ prefix: schema, tokens: [17, 3], onPrefix, maxNewTokens: 2 });
  const { length } = model.parameters['lm_head.weight']!.data;
  expect(reading).toHaveLength(1);
  const embedding = 4 * length;
  expect(reading[0]!.initializerBytes).toBeLessThan(embedding + 2 * length);
  const others = held().slice(1);
  expect(others).toHaveLength(2);
  for (const each of others) expect(each.initializerBytes).toBeGreaterThan(embedding + 4 * length);
});
