import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { measurement } from '../measurement.js';
import type { BenchCase } from '../suite.js';

const bin = fileURLToPath(new URL('../../../packages/cli/bin/momq.js', import.meta.url));

/** What a fast hosted model takes for a short answer. */
const latencyMs = 500;
const pairs = 60;
/** Requests that are not looked at: the database opens and code is compiled. */
const first = 5;

/** The time that the pipeline takes between a model's answer and the next request. */
export const modelOverhead: BenchCase['run'] = async (progress) => {
  const model = await slowModel();
  const folder = mkdtempSync(path.join(tmpdir(), 'momq-bench-sql-gen-'));
  try {
    progress(`${pairs} pairs from a server that answers after ${latencyMs} ms`);
    await run([
      ...['datagen', '--source', 'sql-gen', '--dialect', 'sqlite', '--out', folder, '--no-judge'],
      ...['--model', `${model.url}#bench`, '--concurrency', '1', '--new-templates', '10'],
      ...['--pairs', String(pairs), '--train', '4', '--validation', '1', '--test', '1'],
    ]);
  } finally {
    await model.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const gaps = model.asked.slice(first + 1).map((at, place) => at - model.answered[first + place]!);
  const taken = model.answered
    .slice(first, -1)
    .map((at, place) => at - model.asked[first + place]!);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return [
    measurement(
      'overhead over the provider',
      { value: (100 * mean(gaps)) / mean(taken), unit: '%' },
      { atMost: 5 },
    ),
    measurement(
      'between an answer and the next request',
      { value: mean(gaps), unit: 'ms' },
      'report only',
    ),
    measurement('requests', { value: model.asked.length, unit: 'requests' }, 'report only'),
  ];
};

/** A server of OpenAI's format that writes templates, and counts the rows of a table of the schema, after the latency. */
async function slowModel() {
  const [asked, answered]: [number[], number[]] = [[], []];
  const server = createServer((request, response) => {
    asked.push(performance.now());
    answer(request)
      .then((text) => {
        response.setHeader('content-type', 'application/json');
        answered.push(performance.now());
        response.end(text);
      })
      .catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return {
    url,
    asked,
    answered,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

let number = 0;

async function answer(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  await sleep(latencyMs);
  const tables = [...body.matchAll(/CREATE TABLE (?:\\"([^"\\]+)\\"|(\w+))/g)];
  number += 1;
  const content = JSON.stringify(tables.length === 0 ? template() : pair(tables));
  const choice = { index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' };
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
  const facts = { id: `chat-${number}`, object: 'chat.completion', created: 1, model: 'bench' };
  return JSON.stringify({ ...facts, choices: [choice], usage });
}

function template() {
  const columns = Array.from({ length: number }, () => 'column').join(', ');
  return { reasoning: 'none', query_template: `SELECT ${columns} FROM table` };
}

function pair(tables: readonly RegExpExecArray[]) {
  const [, quoted, plain] = tables[number % tables.length]!;
  const table = (quoted ?? plain)!;
  const query = `SELECT COUNT(*) + ${number} FROM "${table}"`;
  return { question: `How many rows of ${table} and ${number} more?`, query };
}

async function run(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`momq datagen: expected pairs, got exit code ${String(code)}`);
}
