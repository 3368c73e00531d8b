import { mkdtempSync, renameSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMoMQ } from '@momq/core';
import type { Database, MoMQ } from '@momq/core';
import { sqlite } from '@momq/dialect-sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from './create-server.js';
import type { ServeOptions } from './create-server.js';
import type { MoMQServer } from './guarded-server.js';
import { writeShopFile } from './testing/shop-file.js';
import { gate, toldModel } from './testing/told-model.js';

const count = 'How many customers are there?';
const endless = 'How many customers are there in the end?';
const gated = 'How many customers wait?';
const together = 'How many customers come together?';
const broken = 'How many customers break it?';

const waiting = gate();
const both = gate();
let arrived = 0;
let began = (): void => undefined;
const file = writeShopFile();
const one = 'SELECT count(*) FROM customer';
let momq: MoMQ;
let database: Database;
const servers: MoMQServer[] = [];

beforeAll(async () => {
  const model = toldModel({
    [count]: one,
    [endless]: () => {
      began();
      return Promise.resolve(
        'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t',
      );
    },
    [gated]: () => waiting.opened.then(() => one),
    [together]: () => {
      arrived += 1;
      if (arrived === 2) both.open();
      return both.opened.then(() => one);
    },
    [broken]: () => Promise.reject(new TypeError(`at ${file}: secret words`)),
  });
  momq = createMoMQ({ dialects: [sqlite()], model });
  database = await momq.open(file);
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop({ graceMs: 0 })));
  await momq.close();
});

async function start(options: Partial<ServeOptions> = {}) {
  const databases = [{ name: 'shop', database, source: file }];
  const limits = { timeoutMs: 600_000 }; // nothing but a signal ends what is endless
  const server = createServer({ momq, databases, limits, ...options });
  servers.push(server);
  return { server, url: await server.listen({ port: 0 }) };
}

/** Asks for an answer that is never declined. */
function ask(url: string, question: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${url}/ask`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question, options: { declining: false } }),
    ...init,
  });
}

async function told(response: Promise<Response>) {
  const { status, ...got } = await response.then(async (all) => ({
    status: all.status,
    body: (await all.json()) as { error?: { code: string; message: string } },
  }));
  return { status, ...got.body.error, body: got.body };
}

/** The status of a POST that has neither a body nor its length; `fetch` always tells the length. */
function bareStatus(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const sent = httpRequest(url, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    });
    sent.removeHeader('content-length');
    sent.useChunkedEncodingByDefault = false;
    sent.on('error', reject).end();
  });
}

const metricsOf = async (url: string): Promise<string> => (await fetch(`${url}/metrics`)).text();

describe('a server', () => {
  it('answers with what ask gives', async () => {
    const { url } = await start();
    const { body } = await told(ask(url, count));
    expect(body).toMatchObject({
      ...{ rows: [[3]], dialect: 'sqlite' },
      notes: expect.arrayContaining([expect.stringMatching(/^shop is read from a/)]) as string[],
    });
    expect(JSON.stringify(body)).not.toContain(file); // nobody else needs to know where it lies
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok' });
    const metrics = await metricsOf(url);
    expect(metrics).toContain('momq_http_requests_total{route="/ask",status="200"} 1\n');
    expect(metrics).toMatch(
      /momq_questions_total\{database="shop",status="(answered|uncertain)"\} 1\n/,
    );
    expect(metrics).toContain('_bucket{route="/ask",le="+Inf"} 1\n');
  });

  it('lets no question wait for another', async () => {
    const { url } = await start();
    const answers = await Promise.all([ask(url, together), ask(url, together)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  it.each([
    ['text that is no JSON', { body: '{"question"' }, 400, 'SERVE_BAD_REQUEST'],
    ['a list', { body: '[]' }, 400, 'SERVE_BAD_REQUEST'],
    ['another type', { headers: { 'content-type': 'text/plain' } }, 400, 'SERVE_BAD_REQUEST'],
    ['a name that is not known', { body: '{"question":"x","rows":1}' }, 400, 'SERVE_BAD_REQUEST'],
    ['no question', { body: '{}' }, 400, 'SERVE_BAD_REQUEST'],
    ...[
      '{"sureAt":null}',
      '{"sureAt":"1"}',
      '{"maxCandidates":1000000}',
      '{"maxBytes":null}',
      '{"timeoutMs":"9"}',
    ].map((options) => {
      const body = `{"question":"x","options":${options}}`;
      return [`the options ${options}`, { body }, 400, 'CONFIG_INVALID'] as const;
    }),
    ['another database', { body: '{"question":"x","database":"y"}' }, 404, 'SERVE_NOT_FOUND'],
    ['another method', { method: 'PUT' }, 404, 'SERVE_NOT_FOUND'],
    [
      'a long question',
      { body: JSON.stringify({ question: 'a'.repeat(900_000) }) },
      400,
      'QUESTION_TOO_LONG',
    ],
    [
      'a long body',
      { body: JSON.stringify({ question: 'a'.repeat(2 ** 20) }) },
      413,
      'SERVE_BODY_TOO_LARGE',
    ],
    [
      'a long stream',
      { body: new Blob([' '.repeat(2 ** 20 + 1)]).stream(), duplex: 'half' },
      413,
      'SERVE_BODY_TOO_LARGE',
    ],
  ] as const)('refuses %s', async (_, init, status, code) => {
    const { url } = await start();
    expect(await told(ask(url, count, init as RequestInit))).toMatchObject({ status, code });
  });

  it('reads a body that comes in pieces, and one that does not come', async () => {
    const heard: unknown[] = [];
    const { url } = await start({ onDefect: (error) => heard.push(error) });
    const body = new Blob([JSON.stringify({ question: count })]).stream();
    const init = { body, duplex: 'half' } as RequestInit;
    expect((await told(ask(url, count, init))).body).toMatchObject({ rows: [[3]] });
    for (const [target, status] of [
      ['/ask', 400],
      ['/health', 404],
    ] as const)
      expect(await bareStatus(`${url}${target}`), target).toBe(status);
    expect(heard).toEqual([]);
  });

  it('says nothing of a defect but to its log', async () => {
    const heard: unknown[] = [];
    const { url } = await start({ onDefect: (error) => heard.push(error) });
    const { status, code, message } = await told(ask(url, broken));
    expect({ status, code }).toEqual({ status: 500, code: 'INTERNAL' });
    expect(message).not.toMatch(/secret|sqlite/);
    expect(heard).toEqual([expect.any(TypeError)]);
  });

  it('says when a database is gone, by its name alone, and goes on when it is back', async () => {
    const { url } = await start();
    const elsewhere = path.join(mkdtempSync(path.join(tmpdir(), 'momq-serve-')), 'shop.sqlite');
    renameSync(file, elsewhere);
    const { status, code, message } = await told(ask(url, count));
    expect({ status, code }).toEqual({ status: 503, code: 'DATABASE_OPEN' });
    expect(message).toContain('shop');
    expect(message).not.toContain(path.dirname(file));
    renameSync(elsewhere, file);
    expect((await ask(url, count)).status).toBe(200);
  });
});

describe('who may ask', () => {
  const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });

  it('lets in those who have the key, and everybody to its health', async () => {
    const { url } = await start({ apiKey: 'sesame' });
    for (const key of ['', 'sesam', 'SESAME', 'sesame-and-more'])
      expect((await fetch(`${url}/metrics`, bearer(key))).status).toBe(401);
    expect((await fetch(`${url}/metrics`, bearer('sesame'))).status).toBe(200);
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  /** `fetch` writes the header by itself. */
  const statusAs = (url: string, host: string) =>
    new Promise<number>((resolve, reject) => {
      const sent = httpRequest(`${url}/health`, { headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode!);
      });
      sent.on('error', reject).end();
    });

  it('takes only names of this machine, and those that are allowed (DNS rebinding)', async () => {
    const { url } = await start({ allowedHosts: ['momq.example.org'] });
    for (const host of ['localhost', 'LOCALHOST:80', '127.0.0.1:1', '[::1]:1', 'momq.example.org'])
      expect(await statusAs(url, host), host).toBe(200);
    for (const host of [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      '192.0.2.1',
    ])
      expect(await statusAs(url, host), host).toBe(403);
  });

  it('takes no web page, but of origins that are allowed', async () => {
    const from = (origin: string, method = 'GET') => ({ method, headers: { origin } });
    const { url } = await start();
    expect((await fetch(`${url}/health`, from('http://page.example'))).status).toBe(403);
    const open = await start({ corsOrigins: ['http://page.example'], apiKey: 'k' });
    const allowed = await fetch(`${open.url}/ask`, from('http://page.example', 'OPTIONS'));
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('http://page.example');
    expect((await fetch(`${open.url}/health`, from('null'))).status).toBe(403);
  });

  it.each([
    ['corsOrigins', 'https://page.example/'],
    ['corsOrigins', 'page.example'],
    ['corsOrigins', 'HTTPS://Page.example'],
    ['allowedHosts', 'https://momq.example.org'],
    ['allowedHosts', 'momq.example.org:443'],
  ])('refuses %s that nobody has: %s', (option, value) => {
    expect(() =>
      createServer({ momq, databases: [{ name: 'shop', database }], [option]: [value] }),
    ).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: expect.stringContaining(`${option}: `) as string,
      }),
    );
  });

  it('listens beyond loopback with a key alone, and says when it cannot listen', async () => {
    const { url } = await start();
    const listen = (host: string, port: number, apiKey = 'k') =>
      createServer({ momq, databases: [{ name: 'shop', database }], apiKey }).listen({
        port,
        host,
      });
    const bare = createServer({ momq, databases: [{ name: 'shop', database }] });
    await expect(bare.listen({ port: 0, host: '0.0.0.0' })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
    const taken = Number(new URL(url).port);
    await expect(listen('127.0.0.1', taken)).rejects.toMatchObject({ code: 'SERVE_PORT_IN_USE' });
    await expect(listen('127.0.0.1', 70_000)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await expect(listen('192.0.2.1', 0)).rejects.toMatchObject({ code: 'SERVE_LISTEN_FAILED' });
  });
});

describe('what does not end', () => {
  it('is cancelled when its client leaves in the middle of a stream', async () => {
    const { url } = await start();
    const leaving = new AbortController();
    const body = {
      model: 'momq-sqlite',
      stream: true,
      messages: [{ role: 'user', content: endless }],
      momq: { declining: false },
    };
    const response = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: leaving.signal,
    });
    const { value } = await response.body!.getReader().read();
    expect(new TextDecoder().decode(value)).toContain('"role":"assistant"');
    leaving.abort();
    await expect
      .poll(() => metricsOf(url), { timeout: 60_000 })
      .toContain('momq_questions_total{database="shop",status="cancelled"} 1\n');
    expect(await metricsOf(url)).toContain('{route="/v1/chat/completions",status="499"} 1\n');
  });

  it('ends when its time is up', async () => {
    const { url } = await start({ requestTimeoutMs: 500 });
    expect(await told(ask(url, endless))).toMatchObject({ status: 504, code: 'SERVE_TIMEOUT' });
  });

  it('is refused while as much runs as may, and is cancelled by a stop', async () => {
    const { url, server } = await start({ maxConcurrent: 1 });
    const begun = gate();
    began = begun.open;
    const first = ask(url, endless);
    await begun.opened;
    expect(await told(ask(url, count))).toMatchObject({ status: 429, code: 'SERVE_OVERLOADED' });
    const streamed = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model: 'momq-sqlite',
        stream: true,
        messages: [{ role: 'user', content: count }],
      }),
    });
    expect(streamed.status).toBe(429);
    expect(streamed.headers.get('retry-after')).toBe('1');
    await server.stop({ graceMs: 1, cancelMs: 600_000 });
    expect(await told(first)).toMatchObject({ status: 503, code: 'SERVE_STOPPING' });
  });

  it('is not stopped by a time that no timer holds', async () => {
    const { url, server } = await start();
    for (const graceMs of [-1, 2 ** 31, Number.NaN])
      await expect(server.stop({ graceMs })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  it('is waited for by a stop, which lets nobody in', async () => {
    const { url, server } = await start();
    const first = ask(url, gated);
    await expect.poll(() => metricsOf(url), { timeout: 60_000 }).toContain('in_flight 2\n');
    const stopped = server.stop({ graceMs: 600_000 });
    await expect(fetch(`${url}/health`)).rejects.toThrow();
    waiting.open();
    expect((await told(first)).body).toMatchObject({ rows: [[3]] });
    await stopped;
  });
});
