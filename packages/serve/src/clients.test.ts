import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { Answer } from '@momq/core';
import { generateText, streamText } from 'ai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServedShop } from './testing/served-shop.js';
import type { ServedShop } from './testing/served-shop.js';

const apiKey = 'sesame-1234';
const question = 'How many customers live in London?';

let shop: ServedShop;
let url: string;
beforeAll(async () => {
  shop = await openServedShop();
  ({ url } = await shop.start({ apiKey }));
});
afterAll(() => shop.close());

describe("OpenAI's client", () => {
  const client = (key = apiKey) => new OpenAI({ apiKey: key, baseURL: `${url}/v1`, maxRetries: 0 });
  const ask = (...questions: string[]) =>
    client().chat.completions.create({
      model: 'momq-sqlite/shop',
      messages: questions.map((content) => ({ role: 'user', content })),
    });

  it('lists a model for each database, and one for each dialect that has one alone', async () => {
    const ids: string[] = [];
    for await (const { id } of client().models.list()) ids.push(id);
    expect(ids.sort()).toEqual([
      'momq-postgres',
      'momq-postgres/shop-pg',
      'momq-sqlite',
      'momq-sqlite/shop',
    ]);
    expect(await client().models.retrieve('momq-sqlite/shop')).toMatchObject({ object: 'model' });
  });

  it('gets the query, its rows and the answer for programs', async () => {
    const completion = await ask(question);
    const [choice] = completion.choices;
    expect(choice).toMatchObject({ finish_reason: 'stop', message: { role: 'assistant' } });
    expect(choice!.message.content).toMatch(/^```sql\nSELECT [\s\S]*\n```\n\n\|[\s\S]*\| 2 \|\n/);
    const { momq } = completion as unknown as { momq: Answer };
    expect(momq).toMatchObject({ question, dialect: 'sqlite', rows: [[2]] });
    expect(completion).not.toHaveProperty('usage'); // nobody counts tokens here
  });

  it('gets the same as a stream', async () => {
    const whole = await ask(question);
    const stream = await client().chat.completions.create({
      model: 'momq-sqlite/shop',
      messages: [{ role: 'user', content: question }],
      stream: true,
      stream_options: { include_usage: true },
    });
    let content = '';
    let last: object = {};
    for await (const chunk of stream) {
      content += chunk.choices[0]?.delta.content ?? '';
      last = chunk;
    }
    expect(content).toBe(whole.choices[0]!.message.content);
    expect(last).toMatchObject({ choices: [{ finish_reason: 'stop' }], momq: { rows: [[2]] } });
  });

  it('follows up on the messages before', async () => {
    const { momq } = (await ask(
      'Which customers live in London?',
      'How many of them?',
    )) as unknown as {
      momq: Answer;
    };
    expect(momq).toMatchObject({
      rows: [[2]],
      readAs: expect.stringContaining('counted') as string,
    });
  });

  it('hears why a question is declined', async () => {
    const completion = await ask('Delete all customers');
    expect(completion).toMatchObject({ momq: { status: 'declined' } });
    expect(completion.choices[0]!.message.content).toMatch(/only reads|change/);
  });

  it('sees cells as text', async () => {
    const { choices } = await ask('What are the names of all customers?');
    expect(choices[0]!.message.content).toContain(
      '| !\\[x\\](http\\://evil.example/) \\| \\<b\\>Bo\\</b\\> |',
    );
  });

  it.each([
    ['another key', { key: 'sesame' }, 401, 'SERVE_UNAUTHORIZED'],
    ['a model that is not there', { model: 'gpt-9' }, 404, 'SERVE_NOT_FOUND'],
    [
      'functions',
      { tools: [{ type: 'function', function: { name: 'f' } }] },
      400,
      'SERVE_BAD_REQUEST',
    ],
    ['two choices', { n: 2 }, 400, 'SERVE_BAD_REQUEST'],
    [
      'a role that is none',
      {
        messages: [
          { role: 'constructor', content: 'x' },
          { role: 'user', content: 'y' },
        ],
      },
      400,
      'SERVE_BAD_REQUEST',
    ],
    ['no limit', { momq: { maxRows: 0 } }, 400, 'CONFIG_INVALID'],
    ['no limit of a stream', { stream: true, momq: { maxRows: 0 } }, 400, 'CONFIG_INVALID'],
    ['no probability', { momq: { sureAt: null } }, 400, 'CONFIG_INVALID'],
    ['endless candidates', { momq: { maxCandidates: 1_000_000 } }, 400, 'CONFIG_INVALID'],
    ['more rows than the server gives', { momq: { maxRows: 5000 } }, 400, 'SERVE_BAD_REQUEST'],
  ] as const)(
    'is told of %s',
    async (_, { key, ...given }: Record<string, unknown>, status, code) => {
      const request = {
        model: 'momq-sqlite',
        messages: [{ role: 'user' as const, content: question }],
        ...given,
      };
      await expect(
        client(key as string | undefined).chat.completions.create(request),
      ).rejects.toMatchObject({ status, code });
    },
  );

  it('is told within a stream of what fails there', async () => {
    const stream = await client().chat.completions.create({
      model: 'momq-sqlite',
      messages: [{ role: 'user', content: '?!' }],
      stream: true,
    });
    await expect(async () => {
      for await (const _ of stream);
    }).rejects.toMatchObject({ code: 'QUESTION_EMPTY' });
  });
});

describe('the AI SDK', () => {
  const model = (id: string) =>
    createOpenAICompatible({ name: 'momq', apiKey, baseURL: `${url}/v1` })(id);

  it('gets an answer', async () => {
    const { text } = await generateText({ model: model('momq-postgres'), prompt: question });
    expect(text).toContain('| 2 |');
  });

  it('streams an answer', async () => {
    const { textStream, finishReason } = streamText({
      model: model('momq-sqlite'),
      prompt: question,
    });
    const parts: string[] = [];
    for await (const part of textStream) parts.push(part);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.join('')).toContain('| 2 |');
    expect(await finishReason).toBe('stop');
  });
});
