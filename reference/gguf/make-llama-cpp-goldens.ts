/**
 * Writes what llama.cpp computes with GGUF files to packages/moe/fixtures/gguf.
 *
 *     cd reference/gguf && npm install --ignore-scripts --omit=optional
 *     cd ../.. && node --import tsx reference/gguf/make-llama-cpp-goldens.ts NAME=PATH[,MORE] …
 *
 * For each NAME `<name>.llama-cpp.json`: for each prompt its tokens and the log-probabilities of some next tokens (the 40 likeliest,
 * then every 500th); with MORE "tokens" also a digest of the tokens of each text of the corpus. Node-llama-cpp 3.21.1, CPU,
 * keys and values in float32.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { getLlama, type Llama, type Token } from './node_modules/node-llama-cpp/dist/index.js';
import { textCorpus } from '../../packages/moe/src/testing/text-corpus.js';

const fixtures = new URL('../../packages/moe/fixtures/gguf/', import.meta.url);
const LIKELIEST = 40;
const STEP = 500;

function tokensDigest(tokens: readonly number[]): string {
  return createHash('sha256').update(tokens.join()).digest('hex').slice(0, 6);
}

async function goldens(llama: Llama, path: string, withTokens: boolean): Promise<object> {
  const prompts = JSON.parse(readFileSync(new URL('prompts.json', fixtures), 'utf8')) as string[];
  const model = await llama.loadModel({ modelPath: path });
  const cache = { experimentalKvCacheKeyType: 'F32', experimentalKvCacheValueType: 'F32' } as const;
  const context = await model.createContext({
    ...{ contextSize: 512, threads: 2, flashAttention: false },
    ...cache,
  });
  const sequence = context.getSequence();
  const found: object[] = [];
  for (const prompt of prompts) {
    const tokens = model.tokenize(prompt, true);
    await sequence.clearHistory();
    const whole = { temperature: 1, topK: 0, topP: 1, minP: 0 };
    const generateNext = { probabilities: true, options: whole };
    const last = tokens.length - 1;
    const outputs = await sequence.controlledEvaluate(
      tokens.map((token, i) => (i === last ? [token, { generateNext }] : token)),
    );
    const next = [...(outputs[last]?.next.probabilities ?? new Map<Token, number>())];
    const chosen = next.filter(([, p], i) => (i < LIKELIEST || i % STEP === 0) && p > 1e-30);
    found.push({
      tokens,
      next: chosen.map(([token]) => token),
      logProbs: chosen.map(([, p]) => Number(Math.log(p).toFixed(5))),
    });
  }
  const corpus = withTokens
    ? { corpus: textCorpus().map((text) => tokensDigest(model.tokenize(text, true))).join('') }
    : {};
  await context.dispose();
  await model.dispose();
  return { prompts: found, ...corpus };
}

const llama = await getLlama({ gpu: false, build: 'never', logLevel: 'error' as never });
for (const argument of process.argv.slice(2)) {
  const [name, rest] = argument.split('=') as [string, string];
  const [path, more] = rest.split(',') as [string, string?];
  const json = JSON.stringify(await goldens(llama, path, more === 'tokens'));
  writeFileSync(new URL(`${name}.llama-cpp.json`, fixtures), `${json}\n`);
  console.log(name);
}
await llama.dispose();
