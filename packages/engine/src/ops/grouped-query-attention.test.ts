import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, test } from 'vitest';
import { hostTensor, jit, State, type HostTensor } from '../index.js';
import { drawInput, randomNumbers } from '../random-inputs.test-support.js';
import { groupedQueryAttention, type AttentionOptions } from './grouped-query-attention.js';

interface Case {
  /** Tokens of each row that the prefill brings; rows are padded to the longest. */
  readonly prompt: readonly number[];
  /** Tokens per later call. */
  readonly steps: readonly number[];
  readonly N: number;
  readonly K: number;
  readonly D: number;
  /** Slots of the cache. */
  readonly L: number;
  readonly packed?: boolean;
  readonly options?: Pick<AttentionOptions, 'scale' | 'rotary' | 'slidingWindow'>;
  /** Whether all calls become the contrib node. */
  readonly fused: boolean;
}

const cases: readonly Case[] = [
  { prompt: [5], steps: [1, 1], N: 4, K: 2, D: 16, L: 9, fused: true },
  {
    prompt: [3, 6, 1],
    steps: [1, 1, 1],
    N: 6,
    K: 2,
    D: 16,
    L: 12,
    fused: true,
    options: { rotary: {} },
  },
  {
    prompt: [4, 2],
    steps: [1],
    N: 2,
    K: 2,
    D: 8,
    L: 6,
    packed: true,
    fused: true,
    options: { scale: 0.3 },
  },
  {
    prompt: [7],
    steps: [3, 1],
    N: 4,
    K: 1,
    D: 32,
    L: 16,
    packed: true,
    fused: true,
    options: { rotary: { theta: 1e6 } },
  },
  {
    prompt: [8],
    steps: [1, 2],
    N: 2,
    K: 1,
    D: 16,
    L: 16,
    fused: true,
    options: { slidingWindow: 3 },
  },
  {
    prompt: [2, 4],
    steps: [1, 1],
    N: 2,
    K: 1,
    D: 16,
    L: 8,
    fused: true,
    options: { rotary: { interleaved: true } },
  },
  { prompt: [2, 4], steps: [3], N: 2, K: 1, D: 16, L: 8, fused: false, options: { rotary: {} } },
  {
    prompt: [3],
    steps: [1],
    N: 3,
    K: 3,
    D: 6,
    L: 5,
    fused: false,
    options: { rotary: {}, slidingWindow: 2 },
  },
];

/** Attention of one row over all its tokens at once, in JavaScript numbers: the definition, without a cache. */
function attention(
  q: readonly number[][][],
  k: readonly number[][][],
  v: readonly number[][][],
  { N, K, D, options = {} }: Case,
): number[][] {
  const { scale = 1 / Math.sqrt(D), rotary, slidingWindow = Infinity } = options;
  const turn = (features: readonly number[], position: number) => {
    if (rotary === undefined) return [...features];
    const result = [...features];
    for (let i = 0; i < D / 2; i++) {
      const angle = position * (rotary.theta ?? 10_000) ** ((-2 * i) / D);
      const [a, b] = rotary.interleaved === true ? [2 * i, 2 * i + 1] : [i, i + D / 2];
      const [re, im] = [features[a] as number, features[b] as number];
      result[a] = re * Math.cos(angle) - im * Math.sin(angle);
      result[b] = re * Math.sin(angle) + im * Math.cos(angle);
    }
    return result;
  };
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, each, index) => sum + each * (b[index] as number), 0);
  return q.map((heads, t) =>
    heads.flatMap((head, n) => {
      const shared = Math.floor(n / (N / K));
      const query = turn(head, t);
      const first = Math.max(0, t - slidingWindow + 1);
      const visible = Array.from({ length: t - first + 1 }, (_, index) => first + index);
      const scores = visible.map(
        (s) => scale * dot(query, turn((k[s] as number[][])[shared] as number[], s)),
      );
      const largest = Math.max(...scores);
      const weights = scores.map((score) => Math.exp(score - largest));
      const total = weights.reduce((sum, each) => sum + each, 0);
      return Array.from({ length: D }, (_, d) =>
        visible.reduce((sum, s, index) => {
          const value = ((v[s] as number[][])[shared] as number[])[d] as number;
          return sum + ((weights[index] as number) / total) * value;
        }, 0),
      );
    }),
  );
}

/** One call: tokens of all rows side by side, and the lengths after it. */
interface Call {
  readonly inputs: Record<string, HostTensor>;
  readonly prefill: boolean;
  /** New tokens of each row that are no padding. */
  readonly news: readonly number[];
  readonly T: number;
}

function callsOf(each: Case) {
  const { prompt, steps, N, K, D, packed = false } = each;
  const random = randomNumbers(N * D);
  const tokens = () => drawInput({ shape: [(N + 2 * K) * D] }, random).data as Float32Array;
  const rows: Float32Array[][] = prompt.map(() => []);
  const calls: Call[] = [];
  const lengths = prompt.map(() => 0);
  [prompt, ...steps.map((T) => prompt.map(() => T))].forEach((news, index) => {
    const T = Math.max(...news);
    const all = news.flatMap((count, b) =>
      Array.from({ length: T }, (_, t) => {
        const token = tokens();
        if (t < count) rows[b]?.push(token);
        return token;
      }),
    );
    news.forEach((count, b) => (lengths[b] = (lengths[b] as number) + count));
    const part = (from: number, to: number) =>
      hostTensor(
        all.flatMap((token) => Array.from(token.subarray(from, to))),
        [prompt.length, T, to - from],
      );
    const lengthsNow = hostTensor(Int32Array.from(lengths), [prompt.length], 'int32');
    const inputs = packed
      ? { query: part(0, (N + 2 * K) * D), sequenceLengths: lengthsNow }
      : {
          query: part(0, N * D),
          key: part(N * D, (N + K) * D),
          value: part((N + K) * D, (N + 2 * K) * D),
          sequenceLengths: lengthsNow,
        };
    calls.push({ inputs, prefill: index === 0, news, T });
  });
  const heads = (row: Float32Array[], from: number, count: number) =>
    row.map((token) =>
      Array.from({ length: count }, (_, n) =>
        Array.from(token.subarray((from + n) * D, (from + n + 1) * D)),
      ),
    );
  const expected = rows.map((row) =>
    attention(heads(row, 0, N), heads(row, N, K), heads(row, N + K, K), each),
  );
  return { calls, expected };
}

const attend =
  (each: Case, prefill: boolean) =>
  (inputs: Record<string, tf.Tensor>, state: Record<string, tf.Tensor>) => {
    const { N: numHeads, K: numKvHeads, options = {} } = each;
    const past = { key: state['key'] as tf.Tensor, value: state['value'] as tf.Tensor };
    const { output, present } = groupedQueryAttention({ ...inputs, past } as never, {
      numHeads,
      numKvHeads,
      prefill,
      ...options,
    });
    return { outputs: { output }, state: { ...present } };
  };

/** Compares the tokens that are no padding, call by call, with the row computed at once. */
function compare(
  each: Case,
  outputs: readonly HostTensor[],
  { calls, expected }: ReturnType<typeof callsOf>,
) {
  const width = each.N * each.D;
  const done = each.prompt.map(() => 0);
  calls.forEach(({ news, T }, index) => {
    news.forEach((count, b) => {
      for (let t = 0; t < count; t++) {
        const want = expected[b]?.[(done[b] as number) + t] as number[];
        const at = (b * T + t) * width;
        const got = Array.from((outputs[index] as HostTensor).data.subarray(at, at + width));
        got.forEach((value, d) => expect(value).toBeCloseTo(want[d] as number, 4));
      }
      done[b] = (done[b] as number) + count;
    });
  });
}

const emptyCache = ({ prompt, K, L, D }: Case) => {
  const shape = [prompt.length, K, L, D];
  const zeros = () => hostTensor(new Float32Array(prompt.length * K * L * D), shape);
  return { key: zeros(), value: zeros() };
};

describe('groupedQueryAttention', () => {
  test.each(cases)('gives what attention without a cache gives, eagerly: %j', async (each) => {
    await tf.setBackend('cpu');
    const setup = callsOf(each);
    let state: Record<string, HostTensor> = emptyCache(each);
    const outputs: HostTensor[] = [];
    const before = tf.memory().numTensors;
    for (const { inputs, prefill } of setup.calls) {
      tf.tidy(() => {
        const upload = (record: Record<string, HostTensor>) =>
          Object.fromEntries(
            Object.entries(record).map(([name, { data, shape, dtype }]) => [
              name,
              tf.tensor(data, [...shape], dtype),
            ]),
          );
        const result = attend(each, prefill)(upload(inputs), upload(state));
        const download = (tensor: tf.Tensor): HostTensor => ({
          data: tensor.dataSync() as Float32Array,
          shape: tensor.shape,
          dtype: 'float32',
        });
        outputs.push(download(result.outputs.output));
        state = { key: download(result.state.key), value: download(result.state.value) };
      });
    }
    expect(tf.memory().numTensors).toBe(before);
    compare(each, outputs, setup);
  });

  test.each([true, false].flatMap((shared) => cases.map((each) => ({ shared, ...each }))))(
    'gives what attention without a cache gives, jitted: %j',
    async ({ shared, ...each }) => {
      const setup = callsOf(each);
      const state = State.from(emptyCache(each));
      const options = shared && each.fused ? { sharedState: ['key', 'value'] } : {};
      const prefill = jit(attend(each, true), options);
      const decode = jit(attend(each, false), options);
      const outputs: HostTensor[] = [];
      for (const { inputs, prefill: first } of setup.calls)
        outputs.push((await (first ? prefill : decode).run(inputs, state))['output'] as HostTensor);
      compare(each, outputs, setup);
      const nodes = [...prefill.inspect(), ...decode.inspect()].map(
        ({ operators }) => operators['GroupQueryAttention'] ?? 0,
      );
      expect(nodes.every((count) => count === 1)).toBe(each.fused);
      await Promise.all([prefill.dispose(), decode.dispose()]);
    },
  );

  const query = tf.zeros([1, 2, 32]);
  const past = { key: tf.zeros([1, 1, 4, 16]), value: tf.zeros([1, 1, 4, 16]) };
  const sequenceLengths = tf.tensor1d([2], 'int32');
  const heads = { numHeads: 2, numKvHeads: 1, prefill: true };
  const whole = {
    query,
    key: tf.zeros([1, 2, 16]),
    value: tf.zeros([1, 2, 16]),
    past,
    sequenceLengths,
  };
  test.each([
    ['heads that do not divide', { ...whole }, { ...heads, numKvHeads: 3 }, 'divides'],
    ['a key without a value', { query, key: whole.key, past, sequenceLengths }, heads, 'neither'],
    ['an unpacked query without keys', { query, past, sequenceLengths }, heads, '[1, 2, 64]'],
    [
      'more tokens than slots',
      {
        ...whole,
        query: tf.zeros([1, 5, 32]),
        key: tf.zeros([1, 5, 16]),
        value: tf.zeros([1, 5, 16]),
      },
      heads,
      'at most 4',
    ],
    [
      'lengths of another batch',
      { ...whole, sequenceLengths: tf.tensor1d([1, 1], 'int32') },
      heads,
      'sequenceLengths',
    ],
    ['an empty window', whole, { ...heads, slidingWindow: 0 }, 'slidingWindow'],
  ])('rejects %s', (_, inputs, options, message) => {
    expect(() => groupedQueryAttention(inputs, options)).toThrow(message);
  });
});
