import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { hostTensor, jit, State, type DeviceName, type HostTensor } from '../index.js';
import {
  groupedQueryAttention,
  rmsNorm,
  rotaryEmbedding,
  scaledDotProductAttention,
  softmaxCrossEntropy,
  swiGlu,
} from '../ops/index.js';
import { describeWebGpu } from './webgpu-device.js';
import { largestDifference, type DeviceRun } from './device-parity.test-support.js';

const report = await describeWebGpu();
const why = report.available
  ? report.detail
  : `skipped: ${report.detail}; reference/swiftshader/fetch.sh fetches a driver without a graphics card`;

function waves(...shape: number[]): HostTensor {
  const size = shape.reduce((product, dim) => product * dim, 1);
  return hostTensor(
    Float32Array.from({ length: size }, (_, index) => 0.3 * Math.sin(1.7 * index)),
    shape,
  );
}

/** Loss and gradients of one layer made of the engine's own operations: 2 sequences of 4 tokens, 4 heads of 8. */
async function trainLayerOn(device: DeviceName): Promise<DeviceRun> {
  const layer = jit(
    ({ x, norm, qkv, up, out, targets }) => {
      const loss = (...weights: tf.Tensor[]) => {
        const [scale, projection, gated, output] = weights as [
          tf.Tensor,
          tf.Tensor,
          tf.Tensor,
          tf.Tensor,
        ];
        const heads = tf.unstack(
          tf.transpose(
            tf.reshape(tf.matMul(rmsNorm(x!, scale, 1e-6), projection), [2, 4, 3, 4, 8]),
            [2, 0, 3, 1, 4],
          ),
        ) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
        const rotate = (each: tf.Tensor4D) =>
          rotaryEmbedding(each, tf.range(0, 4, 1, 'int32'), { theta: 10_000 }) as tf.Tensor4D;
        const attended = scaledDotProductAttention(rotate(heads[0]), rotate(heads[1]), heads[2], {
          causal: true,
        });
        const merged = tf.reshape(tf.transpose(attended, [0, 2, 1, 3]), [8, 32]);
        const [gate, value] = tf.split(tf.matMul(merged, gated), 2, -1) as [tf.Tensor, tf.Tensor];
        return softmaxCrossEntropy(swiGlu(gate, value), output, targets!);
      };
      const { value, grads } = tf.valueAndGrads(loss)([norm!, qkv!, up!, out!]);
      const named = Object.fromEntries(grads.map((grad, index) => [`gradient${index}`, grad]));
      return { outputs: { loss: value, ...named } };
    },
    { device, name: 'layer' },
  );
  const outputs = await layer.run({
    x: waves(8, 32),
    norm: waves(32),
    qkv: waves(32, 96),
    up: waves(32, 64),
    out: waves(19, 32),
    targets: hostTensor([1, 2, 3, 4, 5, 6, 18, 0], [8], 'int32'),
  });
  const run = { outputs: [outputs], state: {}, report: layer.inspect()[0]! };
  await layer.dispose();
  return run;
}

/** Two tokens through attention with a shared key-value cache. */
async function attendOn(device: DeviceName): Promise<DeviceRun> {
  const step = jit(
    ({ query, key, value, sequenceLengths }, { keys, values }) => {
      const { output, present } = groupedQueryAttention(
        {
          query: query!,
          key: key!,
          value: value!,
          past: { key: keys!, value: values! },
          sequenceLengths: sequenceLengths!,
        },
        { numHeads: 4, numKvHeads: 2, prefill: false },
      );
      return { outputs: { output }, state: { keys: present.key, values: present.value } };
    },
    { device, name: 'attend', sharedState: ['keys', 'values'] },
  );
  const state = State.from({ keys: waves(1, 2, 8, 8), values: waves(1, 2, 8, 8) });
  const outputs: Record<string, HostTensor>[] = [];
  for (const length of [2, 3]) {
    outputs.push(
      await step.run(
        {
          query: waves(1, 1, 32),
          key: waves(1, 1, 16),
          value: waves(1, 1, 16),
          sequenceLengths: hostTensor([length], [1], 'int32'),
        },
        state,
      ),
    );
  }
  const run = { outputs, state: state.toRecord(), report: step.inspect()[0]! };
  await step.dispose();
  return run;
}

describe.skipIf(!report.available)(`the engine's operations on webgpu (${why})`, () => {
  it.each([
    ['training', trainLayerOn],
    ['decoding', attendOn],
  ])('compute like the CPU and leave nothing to it: %s', async (_, run) => {
    const got = await run('webgpu');
    expect(largestDifference(got, await run('cpu'))).toBeLessThan(1e-4);
    expect(got.report.cpuFallbacks).toEqual([]);
  });
});
