/**
 * Merges two models in a process of its own and prints seconds and peak memory as JSON:
 * `merge-child.ts <method> <first> <second> <out>`; the method `copy` only reads both models twice and writes one.
 * @module
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Writable } from 'node:stream';
import { mergeModels, parseMergeConfig } from '@momq/moe/merging';

const [method = '', first = '', second = '', out = ''] = process.argv.slice(2);
const chunk = { highWaterMark: 16 * 2 ** 20 };

async function copyModels(): Promise<void> {
  await mkdir(out, { recursive: true });
  const drop = () => new Writable({ ...chunk, write: (_chunk, _encoding, done) => done() });
  const shards = (await readdir(first)).filter((name) => name.endsWith('.safetensors'));
  for (const name of shards) {
    const [a, b] = [path.join(first, name), path.join(second, name)];
    for (let pass = 0; pass < 2; pass += 1) {
      const target = pass === 0 ? drop() : createWriteStream(path.join(out, name), chunk);
      await Promise.all([
        pipeline(createReadStream(a, chunk), target),
        pipeline(createReadStream(b, chunk), drop()),
      ]);
    }
  }
}

const started = performance.now();
if (method === 'copy') await copyModels();
else {
  const config =
    method === 'slerp'
      ? { base_model: first, models: [{ model: second }], parameters: { t: 0.5 } }
      : {
          base_model: first,
          models: [{ model: second, parameters: { weight: 1, density: 0.5 } }],
        };
  await mergeModels(parseMergeConfig({ merge_method: method, ...config }), out);
}
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ seconds, peakBytes: process.resourceUsage().maxRSS * 1024 }));
