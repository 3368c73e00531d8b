import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createMoMQ } from '@momq/core';
import type { MoMQ } from '@momq/core';
import { sqlite } from '@momq/dialect-sqlite';
import { textModel } from '@momq/model-text';
import type { ScoringModel } from '@momq/model-text';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createServer } from './create-server.js';
import type { MoMQServer } from './guarded-server.js';
import { writeShopFile } from './testing/shop-file.js';

/** A random model: what it says is no language, and the same each time. */
const tiny = fileURLToPath(new URL('../../moe/fixtures/gguf/tiny-qwen2.gguf', import.meta.url));
const cacheFolder = mkdtempSync(path.join(tmpdir(), 'momq-chat-'));

let model: ScoringModel;
let momq: MoMQ;
let server: MoMQServer;
let client: OpenAI;
beforeAll(async () => {
  model = await textModel({ base: tiny, cacheFolder, contextLength: 256 })();
  momq = createMoMQ({ dialects: [sqlite()], model });
  const databases = [{ name: 'shop', database: await momq.open(writeShopFile()) }];
  server = createServer({ momq, databases, chat: model.chat! });
  const url = await server.listen({ port: 0 });
  client = new OpenAI({ apiKey: 'none', baseURL: `${url}/v1`, maxRetries: 0 });
});
afterAll(async () => {
  await server.stop({ graceMs: 0 });
  await momq.close();
  await model.dispose();
  rmSync(cacheFolder, { recursive: true });
});

const said = {
  model: 'tiny-qwen2',
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: [{ type: 'text', text: 'Hello!' }] },
  ],
  max_tokens: 12,
} satisfies OpenAI.ChatCompletionCreateParams;

it('lists the base beside the databases', async () => {
  const { data } = await client.models.list();
  expect(data.map(({ id, owned_by: owner }) => [id, owner])).toEqual([
    ['momq-sqlite/shop', 'momq'],
    ['momq-sqlite', 'momq'],
    ['tiny-qwen2', 'base'],
  ]);
});

it('replies, whole and as a stream, and counts tokens', async () => {
  const whole = await client.chat.completions.create(said);
  const [choice] = whole.choices;
  expect(choice!.finish_reason).toBe('length');
  expect(choice!.message.content).not.toBe('');
  const prompt = whole.usage!.prompt_tokens;
  expect(whole.usage).toEqual({
    prompt_tokens: prompt,
    completion_tokens: 12,
    total_tokens: prompt + 12,
  });
  expect(prompt).toBeGreaterThan(10);
  expect(whole).not.toHaveProperty('momq');
  const stream = await client.chat.completions.create({
    ...said,
    stream: true,
    stream_options: { include_usage: true },
  });
  let content = '';
  let usage: unknown;
  for await (const chunk of stream) {
    content += chunk.choices[0]?.delta.content ?? '';
    usage = chunk.usage;
  }
  expect(content).toBe(choice!.message.content);
  expect(usage).toEqual(whole.usage);
});

it('draws what the seed says, and ends at a stop sequence', async () => {
  const reply = async (more: object) =>
    (await client.chat.completions.create({ ...said, ...more })).choices[0]!;
  const drawn = await reply({ temperature: 1.5, seed: 7 });
  expect((await reply({ temperature: 1.5, seed: 7 })).message).toEqual(drawn.message);
  const text = (await reply({})).message.content!;
  const stop = text.slice(4, 6);
  expect(await reply({ stop })).toMatchObject({
    finish_reason: 'stop',
    message: { content: text.slice(0, text.indexOf(stop)) },
  });
});

it('says when a conversation is too long', async () => {
  const messages = [{ role: 'user' as const, content: 'hello '.repeat(1000) }];
  await expect(client.chat.completions.create({ ...said, messages })).rejects.toMatchObject({
    status: 400,
    code: 'MOE_PROMPT_TOO_LONG',
  });
});

it('replies with JSON that its schema describes, and with nothing else', async () => {
  const properties = { fits: { type: 'boolean' }, kind: { enum: ['count', 'list'] } };
  const schema = {
    type: 'object',
    properties,
    required: ['fits', 'kind'],
    additionalProperties: false,
  };
  const { choices } = await client.chat.completions.create({
    ...said,
    max_tokens: 200,
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'verdict', schema, strict: true },
    },
  });
  expect(choices[0]!.finish_reason).toBe('stop');
  const value = JSON.parse(choices[0]!.message.content!) as Record<string, unknown>;
  expect(Object.keys(value)).toEqual(['fits', 'kind']);
  expect([true, false]).toContain(value['fits']);
  expect(['count', 'list']).toContain(value['kind']);
  const object = await client.chat.completions.create({
    ...said,
    response_format: { type: 'json_object' },
  });
  expect(object.choices[0]!.message.content).toMatch(/^\{/);
});

it.each([
  ['a format that is none', { type: 'xml' }, said.model, /json_object or json_schema/],
  ['no schema', { type: 'json_schema', json_schema: { name: 'x' } }, said.model, /a JSON Schema/],
  [
    'a schema that cannot be kept to',
    { type: 'json_schema', json_schema: { name: 'x', strict: true, schema: { pattern: 'a' } } },
    said.model,
    /got pattern/,
  ],
  ['JSON from a database', { type: 'json_object' }, 'momq-sqlite', /answers from a database/],
])('refuses %s', async (_, format, model, message) => {
  const asked = { ...said, model, response_format: format as { type: 'json_object' } };
  await expect(client.chat.completions.create(asked)).rejects.toMatchObject({
    status: 400,
    message: expect.stringMatching(message) as string,
  });
});
