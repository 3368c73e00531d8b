/**
 * Measures a matrix product and a train step on devices, in one process, in turn.
 * From the repository root:
 * `node --conditions=@momq/source --import tsx packages/engine/scripts/measure-devices.ts cpu tfjs`
 */
import { decoderState, decoderTrainStep } from '../src/decoder.test-support.js';
import { hostTensor, jit, State, tf, type DeviceName } from '../src/index.js';

const config = { vocabulary: 8192, width: 384, layers: 7, heads: 6, hidden: 1024 };
const [batch, tokens, size] = [4, 256, 1024];
const devices = process.argv.slice(2) as DeviceName[];

/** Shortest of some runs after one that warms up, in seconds. */
async function best(run: () => Promise<unknown>, runs: number): Promise<number> {
  await run();
  const seconds: number[] = [];
  for (let each = 0; each < runs; each++) {
    const started = performance.now();
    await run();
    seconds.push((performance.now() - started) / 1000);
  }
  return Math.min(...seconds);
}

const draw = (shift: number) =>
  hostTensor(
    Int32Array.from(
      { length: batch * tokens },
      (_, index) => ((index + shift) * 7919) % config.vocabulary,
    ),
    [batch, tokens],
    'int32',
  );
const square = hostTensor(
  Float32Array.from({ length: size * size }, (_, index) => Math.sin(index)),
  [size, size],
);

for (const device of devices) {
  const products = 16;
  const matmul = jit(
    ({ x }) => {
      let y = x as tf.Tensor;
      for (let each = 0; each < products; each++) y = tf.matMul(y, x as tf.Tensor);
      return { outputs: { y: tf.sum(y) } };
    },
    { device },
  );
  const seconds = await best(() => matmul.run({ x: square }), 5);
  const state = State.from(decoderState(config));
  const step = jit((inputs, tensors) => decoderTrainStep(config, inputs, tensors), { device });
  const stepSeconds = await best(() => step.run({ ids: draw(0), targets: draw(1) }, state), 3);
  console.log({
    device,
    reason: matmul.inspect()[0]?.device.reason,
    matmulGflops: Math.round((products * 2 * size ** 3) / seconds / 1e9),
    trainTokensPerSecond: Math.round((batch * tokens) / stepSeconds),
  });
  await matmul.dispose();
  await step.dispose();
}
