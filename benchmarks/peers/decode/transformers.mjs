/**
 * Greedy decoding with transformers.js: `node transformers.mjs MODELS BITS THREADS`.
 * Each request `{ decode: n }` gives `{ milliseconds: […] }`, the time of each of `n` tokens after a prompt of one.
 */
import path from 'node:path';
import { createInterface } from 'node:readline';
import { AutoModelForCausalLM, BaseStreamer, Tensor, env } from '@huggingface/transformers';

const [models, bits, threads] = process.argv.slice(2);
env.allowRemoteModels = false;
env.localModelPath = path.resolve(models);
const model = await AutoModelForCausalLM.from_pretrained(`onnx-${bits}`, {
  dtype: bits === '4' ? 'q4' : 'q8',
  device: 'cpu',
  session_options: {
    intraOpNumThreads: Number(threads),
    extra: { session: { intra_op: { allow_spinning: '1' } } },
  },
});

class Clock extends BaseStreamer {
  times = [];
  put() {
    this.times.push(performance.now());
  }
  end() {}
}

async function decode(count) {
  const streamer = new Clock();
  await model.generate({
    input_ids: new Tensor('int64', [1n], [1, 1]),
    attention_mask: new Tensor('int64', [1n], [1, 1]),
    min_new_tokens: count + 1,
    max_new_tokens: count + 1,
    do_sample: false,
    streamer,
  });
  const times = streamer.times.slice(-count - 1);
  return times.slice(1).map((time, index) => time - times[index]);
}

console.log(JSON.stringify({ name: `transformers.js ${env.version}` }));
for await (const line of createInterface(process.stdin))
  console.log(JSON.stringify({ milliseconds: await decode(JSON.parse(line).decode) }));
