import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { OpenGenerators } from '../../testing/text-generators.js';
import { tinyLanguageModel } from '../../testing/tiny-language-model.js';
import { createTokenizer } from '../../tokenizer/create-tokenizer.js';
import type { TokenConstraint } from '../../generation/token-constraint.js';
import { answerText } from './answer-text.js';
import type { TokenEvent } from './text-generator-types.js';

const open = new OpenGenerators();
afterAll(() => open.close());

const file = new URL('../../../fixtures/tokenizers/qwen2.tokenizer.json', import.meta.url);
const tokenizer = createTokenizer(JSON.parse(readFileSync(file, 'utf8')), 'qwen2');
const vocabularySize = tokenizer.size;
const model = { ...tinyLanguageModel(null, {}, { vocabularySize }), tokenizer };

/** A constraint under which only `text` can come, token by token, then anything, or nothing but the end. */
function only(text: string, then: 'anything' | 'end' = 'anything'): TokenConstraint<number> {
  const ids = tokenizer.encode(text);
  return {
    start: () => 0,
    allows: (place, token) => (place < ids.length ? token === ids[place] : then === 'anything'),
    next: (place) => place + 1,
    done: (place) => place >= ids.length,
  };
}

const text = 'SELECT "größe" FROM 数据 WHERE x = 1; -- done 🙂 and more';

describe('text of tokens', () => {
  const ids = tokenizer.encode(text);

  it('never takes back what was certain, whatever the token borders', () => {
    let told = '';
    for (let end = 1; end <= ids.length; end += 1) {
      const {
        text: read,
        certain,
        stopped,
      } = answerText(tokenizer, ids.slice(0, end), ['-- nothing']);
      expect(stopped).toBe(false);
      expect(read.startsWith(told)).toBe(true);
      told = read.slice(0, certain);
      expect(text.startsWith(told)).toBe(true);
    }
    expect(told).toBe(text);
  });

  it('holds back what may become a stop sequence', () => {
    const part = tokenizer.encode('x = 1;');
    expect(answerText(tokenizer, part, ['; --'])).toEqual({
      text: 'x = 1;',
      certain: 5,
      stopped: false,
    });
    expect(answerText(tokenizer, tokenizer.encode('x = 1; -- y'), ['-- y', '; --'])).toEqual({
      text: 'x = 1',
      certain: 5,
      stopped: true,
    });
  });
});

describe('a generator with a tokenizer', () => {
  it.each(['; -- d', '数据 WH', '🙂', 'SEL'])(
    'stops before %s, across token borders',
    async (stop) => {
      const generator = await open.create(model);
      const events: TokenEvent[] = [];
      const { answers } = await generator.generate({
        prompt: 'Q: all?',
        maxNewTokens: 100,
        constraint: only(text),
        stop: { sequences: [stop, 'never'] },
        onToken: (event) => events.push(event),
      });
      const before = text.slice(0, text.indexOf(stop));
      expect(answers[0]).toMatchObject({ text: before, finishReason: 'stop-sequence' });
      expect(events.map((event) => event.text).join('')).toBe(before);
      expect(events.map(({ token }) => token)).toEqual(answers[0]?.tokens);
      expect(tokenizer.decode(answers[0]!.tokens)).toContain(stop);
    },
  );

  it('stops at a token, which is no part of the text', async () => {
    const generator = await open.create(model);
    const semicolon = tokenizer.idOf(';') as number;
    const { answers } = await generator.generate({
      prompt: 'x',
      constraint: only('a = 1', 'end'),
      stop: { tokens: [semicolon] },
      strategy: { kind: 'beam', beams: 2 },
    });
    expect(answers[0]).toMatchObject({ text: 'a = 1', finishReason: 'stop-token' });
    expect(answers[0]?.tokens.at(-1)).toBe(semicolon);
  });

  it.each(['allows', 'allowed'] as const)(
    'chooses a stop token only where the constraint is done (%s)',
    async (kind) => {
      const bare = tinyLanguageModel(null);
      const generator = await open.create(bare);
      const free = await generator.generate({ tokens: [3, 1, 4], maxNewTokens: 1 });
      const stop = free.answers[0]!.tokens[0]!; // the likeliest token from the start
      const states = {
        start: () => 0,
        next: (count: number) => count + 1,
        done: (count: number) => count === 3,
      };
      const constraint: TokenConstraint<number> =
        kind === 'allows'
          ? { ...states, allows: (count) => count < 3 }
          : { ...states, allowed: (count) => new Uint8Array(61).fill(count < 3 ? 1 : 0) };
      for (const strategy of [
        { kind: 'greedy' },
        { kind: 'sampling', seed: 1 },
        { kind: 'beam', beams: 3 },
      ] as const) {
        const { answers } = await generator.generate({
          tokens: [3, 1, 4],
          constraint,
          strategy,
          stop: { tokens: [stop] },
        });
        expect(answers[0]?.finishReason).toBe('stop-token');
        expect(answers[0]?.tokens.indexOf(stop)).toBe(3);
      }
    },
  );

  it('streams tokens, returns the result, and cancels when the loop is left', async () => {
    const generator = await open.create(model);
    const request = { prompt: 'x', maxNewTokens: 12, constraint: only('WHERE x = 1') };
    const stream = generator.stream(request);
    let told = '';
    let step = await stream.next();
    for (; step.done !== true; step = await stream.next()) told += step.value.text;
    expect(step.value.answers[0]?.text).toBe(told);
    expect(told.startsWith('WHERE x = 1')).toBe(true);
    for await (const _ of generator.stream({ prompt: 'x', maxNewTokens: 200 })) break;
    expect(generator.load()).toEqual({ waiting: 0, rows: 0 });
  });
});

describe('requests that are refused', () => {
  const bare = tinyLanguageModel(null);
  it.each([
    ['no prompt', {}, /prompt or tokens, got neither/],
    ['two prompts', { prompt: 'x', tokens: [1] }, /got both/],
    ['text without a tokenizer', { prompt: 'x' }, /tokenizer/],
    ['an empty prompt', { tokens: [] }, /at least one token/],
    ['a token that the model does not have', { tokens: [61] }, /0 to 60 in the prompt, got 61/],
    [
      'an empty stop sequence',
      { tokens: [1], stop: { sequences: ['a', ''] } },
      /at least one character, got ""/,
    ],
    [
      'stop sequences without a tokenizer',
      { tokens: [1], stop: { sequences: ['a'] } },
      /tokenizer for stop/,
    ],
    ['no new tokens', { tokens: [1], maxNewTokens: 0 }, /maxNewTokens .* got 0/],
    ['top-k 0', { tokens: [1], strategy: { kind: 'sampling', topK: 0 } as const }, /topK .* got 0/],
    ['top-p 0', { tokens: [1], strategy: { kind: 'sampling', topP: 0 } as const }, /topP/],
    [
      'temperature 0',
      { tokens: [1], strategy: { kind: 'sampling', temperature: 0 } as const },
      /greedy/,
    ],
    ['several greedy answers', { tokens: [1], n: 2 }, /n = 1/],
    [
      'more answers than beams',
      { tokens: [1], n: 3, strategy: { kind: 'beam', beams: 2 } as const },
      /more beams/,
    ],
    [
      'more beams than rows',
      { tokens: [1], strategy: { kind: 'beam', beams: 17 } as const },
      /maxBatch/,
    ],
    [
      'streamed beams',
      { tokens: [1], strategy: { kind: 'beam' } as const, onToken: () => undefined },
      /only at the end/,
    ],
    [
      'a strategy of another kind',
      { tokens: [1], strategy: { kind: 'best' } as never },
      /got best/,
    ],
    [
      'a mask of another length',
      { tokens: [1], constraint: { ...only(''), allowed: () => new Uint8Array(3) } },
      /61 tokens, got 3/,
    ],
  ])('%s', async (_, request, message) => {
    const generator = await open.create(bare);
    await expect(generator.generate(request)).rejects.toMatchObject({
      code: 'MOE_BAD_INPUT',
      message: expect.stringMatching(message) as string,
    });
  });

  it('counts prompts that are too long, and cuts none', async () => {
    const generator = await open.create(bare, { contextLength: 20 });
    const tokens = new Array<number>(20).fill(1);
    await expect(generator.generate({ tokens })).rejects.toMatchObject({
      code: 'MOE_PROMPT_TOO_LONG',
      message: expect.stringContaining('at most 19 tokens') as string,
    });
    await expect(generator.generate({ tokens: tokens.slice(5), maxNewTokens: 6 })).rejects.toThrow(
      /15 \+ 6/,
    );
    const { answers } = await generator.generate({ tokens: tokens.slice(5) });
    expect(answers[0]?.tokens).toHaveLength(5);
  });

  it('names the dialects that there are', async () => {
    const { tinyMixture } = await import('../../testing/tiny-language-model.js');
    const generator = await open.create(tinyLanguageModel(tinyMixture()), { routing: 'known' });
    await expect(generator.generate({ tokens: [1], dialect: 'oracle' })).rejects.toMatchObject({
      code: 'MOE_UNKNOWN_GROUP',
      message: expect.stringContaining('sqlite, postgres, cypher') as string,
    });
    await expect(generator.generate({ tokens: [1] })).rejects.toMatchObject({
      code: 'MOE_BAD_INPUT',
    });
  });

  it.each([
    [{ contextLength: 257 }, /at most 256/],
    [{ maxBatch: 0 }, /maxBatch/],
    [{ quantization: 'int3' as never }, /int4, int8, none, got int3/],
  ])('options %j', async (options, message) => {
    await expect(open.create(bare, options)).rejects.toMatchObject({
      code: 'MOE_BAD_CONFIG',
      message: expect.stringMatching(message) as string,
    });
  });
});
