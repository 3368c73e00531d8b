/**
 * llama.cpp through node-llama-cpp with a prompt's beginning kept: `node prefix.mjs MODEL THREADS`.
 * Each request `{ prefix: […], question: […], count: n }` gives `{ first, whole }`, milliseconds to the first and to the last of `n`
 * tokens after both; a prefix that is the same as before is not read again.
 */
import { createInterface } from 'node:readline';
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';

const [modelPath, threads] = process.argv.slice(2);
const llama = await getLlama({
  gpu: false,
  build: 'never',
  skipDownload: true,
  logLevel: LlamaLogLevel.error,
  maxThreads: Number(threads),
});
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({
  contextSize: 2048,
  threads: Number(threads),
  flashAttention: true,
});
const sequence = context.getSequence();
let kept = '';

async function answer({ prefix, question, count }) {
  const known = kept === prefix.join();
  if (known)
    await sequence.eraseContextTokenRanges([
      { start: prefix.length, end: sequence.nextTokenIndex },
    ]);
  else await sequence.clearHistory();
  kept = prefix.join();
  const start = performance.now();
  const times = [];
  const tokens = known ? question : [...prefix, ...question];
  for await (const _ of sequence.evaluate(tokens, { temperature: 0, yieldEogToken: true })) {
    times.push(performance.now() - start);
    if (times.length >= count) break;
  }
  return { first: times[0], whole: times.at(-1) };
}

console.log(JSON.stringify({ name: `llama.cpp ${llama.llamaCppRelease.release}` }));
for await (const line of createInterface(process.stdin))
  console.log(JSON.stringify(await answer(JSON.parse(line))));
process.exit(0);
