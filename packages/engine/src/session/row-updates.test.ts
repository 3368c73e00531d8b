import { describe, expect, test } from 'vitest';
import { hostTensor, jit, State, tf, type HostTensor } from '../index.js';
import { groupedQueryAttention } from '../ops/index.js';
import { drawInput, randomNumbers } from '../random-inputs.test-support.js';

const write = (options: { sharedState?: string[] } = { sharedState: ['m'] }) =>
  jit(
    ({ at, rows }, { m }) => {
      const next = tf.tensorScatterUpdate(m!, at as tf.Tensor2D, rows!);
      return { outputs: { sum: tf.sum(next) }, state: { m: next } };
    },
    { name: 'write', ...options },
  );
const at = (indices: number[], width: number) =>
  hostTensor(indices, [indices.length / width, width], 'int32');

describe('scattered rows', () => {
  test.each([
    { indices: [3, 0], width: 1, rows: hostTensor([1, 2, 3, 4, 5, 6], [2, 3]) },
    { indices: [3, 1, 0, 2], width: 2, rows: hostTensor([7, 8]) },
  ])('land where tensorScatterUpdate puts them: %j', async ({ indices, width, rows }) => {
    const initial = hostTensor(
      Float32Array.from({ length: 12 }, (_, index) => -index),
      [4, 3],
    );
    const results: HostTensor[][] = [];
    for (const fn of [write(), write({})]) {
      const state = State.from({ m: initial });
      const first = await fn.run({ at: at(indices, width), rows }, state);
      await fn.run({ at: at(indices, width), rows }, state); // writing the same again changes nothing
      results.push([state.get('m'), first['sum']!]);
      await fn.dispose();
    }
    expect(results[0]).toEqual(results[1]);
    expect(results[0]![0]).not.toEqual(initial);
  });

  test('outside the tensor are an error that writes nothing', async () => {
    const fn = jit(
      (inputs, { m }) => ({
        outputs: {},
        state: { m: tf.tensorScatterUpdate(m!, inputs['at'] as tf.Tensor2D, inputs['rows']!) },
      }),
      { name: 'write', sharedState: ['m'] },
    );
    const state = State.from({ m: hostTensor([0, 0, 0]) });
    await expect(
      fn.run({ at: at([1, 3], 1), rows: hostTensor([5, 6]) }, state),
    ).rejects.toMatchObject({
      code: 'RUN_FAILED',
      message: expect.stringMatching(/"m" below 3, got 3/),
    });
    expect(state.get('m')).toEqual(hostTensor([0, 0, 0]));
    await fn.dispose();
  });
});

test.each([
  { B: 2, T: 3, prefill: true, lengths: [3, 2] },
  { B: 1, T: 3, prefill: false, lengths: [8] },
  { B: 3, T: 1, prefill: false, lengths: [5, 1, 8] },
])(
  'attention writes the same tokens into a shared cache: %j',
  async ({ B, T, prefill, lengths }) => {
    const [K, L, D, N] = [2, 8, 16, 4];
    const random = randomNumbers(7);
    const cache = () => drawInput({ shape: [B, K, L, D] }, random);
    const initial = { key: cache(), value: cache() };
    const inputs = {
      query: drawInput({ shape: [B, T, N * D] }, random),
      newKey: drawInput({ shape: [B, T, K * D] }, random),
      newValue: drawInput({ shape: [B, T, K * D] }, random),
      lengths: hostTensor(lengths, [B], 'int32'),
    };
    const results: { output: HostTensor; state: State }[] = [];
    for (const sharedState of [['key', 'value'], []]) {
      const fn = jit(
        ({ query, newKey, newValue, lengths: sequenceLengths }, { key, value }) => {
          const { output, present } = groupedQueryAttention(
            {
              query: query!,
              key: newKey!,
              value: newValue!,
              past: { key: key!, value: value! },
              sequenceLengths: sequenceLengths!,
            },
            { numHeads: N, numKvHeads: K, prefill, rotary: { theta: 10_000 } },
          );
          return { outputs: { output }, state: { key: present.key, value: present.value } };
        },
        { sharedState },
      );
      const state = State.from(initial);
      const buffer = (state.runtimeTensor('key').data as Float32Array).buffer;
      const { output } = await fn.run(inputs, state);
      expect((state.runtimeTensor('key').data as Float32Array).buffer === buffer).toBe(
        sharedState.length > 0,
      );
      expect(fn.inspect()[0]!.operators['GroupQueryAttention']).toBe(1);
      results.push({ output: output!, state });
      await fn.dispose();
    }
    const [shared, whole] = results as [(typeof results)[0], (typeof results)[0]];
    expect(shared.output).toEqual(whole.output);
    for (const name of ['key', 'value'] as const) {
      const [got, expected] = [shared.state.get(name).data, whole.state.get(name).data];
      let changed = 0;
      for (let index = 0; index < got.length; index++) {
        const position = Math.floor(index / D) % L;
        const row = Math.floor(index / (K * L * D));
        if (position >= lengths[row]!) continue; // beyond the tokens a cache holds anything
        expect(got[index]).toBe(expected[index]);
        if (got[index] !== initial[name].data[index]) changed += 1;
      }
      const written = prefill ? lengths.reduce((sum, each) => sum + each, 0) : B * T;
      expect(changed).toBe(written * K * D);
    }
  },
);
