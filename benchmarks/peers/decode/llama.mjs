/**
 * Greedy decoding with llama.cpp through node-llama-cpp: `node llama.mjs MODELS BITS THREADS`.
 * Each request `{ decode: n }` gives `{ milliseconds: […] }`, the time of each of `n` tokens after a prompt of one.
 */
import path from 'node:path';
import { createInterface } from 'node:readline';
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';

const [models, bits, threads] = process.argv.slice(2);
const llama = await getLlama({
  gpu: false,
  build: 'never',
  skipDownload: true,
  logLevel: LlamaLogLevel.error,
  maxThreads: Number(threads),
});
const model = await llama.loadModel({ modelPath: path.resolve(models, `model-${bits}.gguf`) });
const context = await model.createContext({
  contextSize: 1024,
  threads: Number(threads),
  flashAttention: true,
});
const sequence = context.getSequence();

async function decode(count) {
  await sequence.clearHistory();
  const times = [];
  for await (const token of sequence.evaluate([1], { temperature: 0, yieldEogToken: true })) {
    times.push(performance.now());
    if (times.length > count || token === undefined) break;
  }
  return times.slice(1).map((time, index) => time - times[index]);
}

console.log(JSON.stringify({ name: `llama.cpp ${llama.llamaCppRelease.release}` }));
for await (const line of createInterface(process.stdin))
  console.log(JSON.stringify({ milliseconds: await decode(JSON.parse(line).decode) }));
process.exit(0);
