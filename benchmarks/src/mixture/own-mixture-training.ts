/**
 * Our side of the mixture's training case, by `trainLanguageModel`, a process of its own so that its memory can be measured:
 *
 *     node --import tsx own-mixture-training.ts <folder>
 *
 * `folder` is one of `inMixtureFolder`. Prints `{ name, threads }`, then answers each line of standard input with one:
 *
 *     {"measure": n}   {"seconds": [...], "losses": [...], "peakBytes": n}
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { openSafetensors } from '@momq/engine/safetensors';
import { loadBase } from '@momq/moe/bases';
import { trainLanguageModel } from '@momq/moe/text';
import type { HostParameters } from '@momq/moe';
import type { TrainingLogEntry } from '@momq/moe/training';
import type { MixtureCase } from './mixture-case.js';

const [folder = ''] = process.argv.slice(2);
const { mixture, samples, tokens, threads, optimizer, loss } = JSON.parse(
  readFileSync(path.join(folder, 'case.json'), 'utf8'),
) as MixtureCase;
const stored = await openSafetensors(path.join(folder, 'adapters.safetensors'));
const parameters: HostParameters = {};
for (const name of stored.names())
  parameters[name] = (await stored.read(name)) as HostParameters[string];

const logPath = path.join(folder, 'own.jsonl');
const lines = createInterface(process.stdin)[Symbol.asyncIterator]();
const answer = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`);
const abort = new AbortController();
let left = 0;
let seconds: number[] = [];
let started = 0;

/** Answers the request that is done and waits for the next one. */
async function nextRequest(): Promise<void> {
  if (seconds.length > 0) {
    const entries = readFileSync(logPath, 'utf8').trim().split('\n').slice(-seconds.length);
    const losses = entries.map((line) => (JSON.parse(line) as TrainingLogEntry).loss);
    answer({ seconds, losses, peakBytes: process.resourceUsage().maxRSS * 1024 });
  }
  seconds = [];
  const line = await lines.next();
  if (line.done === true) abort.abort();
  else left = (JSON.parse(line.value) as { measure: number }).measure;
  started = performance.now();
}

answer({ name: '@momq/moe', threads });
await nextRequest();
if (!abort.signal.aborted)
  await trainLanguageModel({
    ...{ mixture, samples, parameters, optimizer, loss, threads, logPath },
    base: await loadBase(path.join(folder, 'base')),
    batchSize: samples.length,
    maxLength: tokens,
    endToken: null,
    totalSteps: 1_000_000,
    logEverySteps: 1,
    evaluateEverySteps: 1,
    evaluate: async () => {
      seconds.push((performance.now() - started) / 1000);
      left -= 1;
      if (left === 0) await nextRequest();
      started = performance.now();
    },
    signal: abort.signal,
  });
process.exit(0);
