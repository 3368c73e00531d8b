/**
 * Measures a full AdamW train step of a 15.5 M-parameter decoder on 16 × 256 tokens.
 * From the repository root: `node --conditions=@momq/source --import tsx packages/engine/scripts/measure-train-step.ts`
 */
import { decoderState, decoderTrainStep } from '../src/decoder.test-support.js';
import { hostTensor, jit, State } from '../src/index.js';

const config = { vocabulary: 8192, width: 384, layers: 7, heads: 6, hidden: 1024 };
const [batch, tokens, warmUp, measured] = [16, 256, 2, 5];

const initial = decoderState(config);
const parameters = Object.entries(initial).filter(([name]) => `m.${name}` in initial);
const state = State.from(initial);
const step = jit((inputs, tensors) => decoderTrainStep(config, inputs, tensors), {
  name: 'trainStep',
});
const draw = (shift: number) =>
  hostTensor(
    Int32Array.from(
      { length: batch * tokens },
      (_, index) => ((index + shift) * 7919) % config.vocabulary,
    ),
    [batch, tokens],
    'int32',
  );
const inputs = { ids: draw(0), targets: draw(1) };

const seconds: number[] = [];
const cpuSeconds: number[] = [];
for (let run = 0; run < warmUp + measured; run++) {
  const started = performance.now();
  const cpuStarted = process.cpuUsage();
  await step.run(inputs, state);
  const { user, system } = process.cpuUsage(cpuStarted);
  if (run < warmUp) continue;
  seconds.push((performance.now() - started) / 1000);
  cpuSeconds.push((user + system) / 1e6);
}
const [report] = step.inspect();
const median = seconds.sort((a, b) => a - b)[Math.floor(measured / 2)] as number;
console.log({
  parameters: parameters.reduce((sum, [, { data }]) => sum + data.length, 0),
  tokensPerSecond: Math.round((batch * tokens) / median),
  range: [seconds.at(-1), seconds[0]].map((each) =>
    Math.round((batch * tokens) / (each as number)),
  ),
  // independent of what else the machine does
  tokensPerCpuSecond: Math.round((batch * tokens) / Math.min(...cpuSeconds)),
  nodes: report?.nodeCount,
  traceMs: Math.round(report?.traceMs ?? 0),
  sessionMs: Math.round(report?.sessionMs ?? 0),
  residentMegabytes: Math.round(process.memoryUsage().rss / 1e6),
});
