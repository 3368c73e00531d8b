import { describe, expect, test } from 'vitest';
import { hostTensor, jit, tf, type DynamicShapes, type HostTensor } from '../index.js';
import { drawInput, randomNumbers } from '../random-inputs.test-support.js';
import { runEagerly } from '../eager-reference.test-support.js';
import { resize } from './resize.js';

/** Mean over the tokens that a mask keeps, and each token's share: (B, T, D) → (B, D), (B, T). */
function pool(x: tf.Tensor, mask: tf.Tensor): [tf.Tensor, tf.Tensor] {
  const count = tf.sum(mask, 1, true); // (B, 1)
  const scores = tf.add(tf.sum(x, 2), tf.mul(tf.sub(1, mask), -1e9)); // (B, T)
  const mean = tf.div(tf.sum(tf.mul(x, tf.expandDims(mask, 2)), 1), tf.maximum(count, 1));
  return [mean, tf.softmax(scores)];
}

const dynamic: DynamicShapes = {
  inputs: { x: ['batch', 'length', null], mask: ['batch', 'length'] },
  outputs: { mean: ['batch', null], shares: ['batch', 'length'] },
  buckets: { batch: [4, 1], length: [8, 16] },
};

test('padded runs equal unpadded ones, and few signatures are compiled', async () => {
  const fn = jit(
    ({ x, mask }) => {
      const [mean, shares] = pool(x!, mask!);
      return { outputs: { mean, shares } };
    },
    { dynamic },
  );
  const random = randomNumbers(1);
  for (const [B, T] of [
    [1, 1],
    [1, 8],
    [1, 3],
    [2, 5],
    [3, 9],
    [4, 16],
    [1, 11],
  ] as const) {
    const x = drawInput({ shape: [B, T, 6] }, random);
    const mask = hostTensor(
      Float32Array.from({ length: B * T }, (_, each) => (each % T < T - (T > 2 ? 1 : 0) ? 1 : 0)),
      [B, T],
    );
    const [mean, shares] = runEagerly((a, b) => pool(a!, b!), [x, mask]) as [
      HostTensor,
      HostTensor,
    ];
    const got = await fn.run({ x, mask });
    for (const [name, expected] of Object.entries({ mean, shares })) {
      expect(got[name]!.shape).toEqual(expected.shape);
      expected.data.forEach((value, index) => expect(got[name]!.data[index]).toBeCloseTo(value, 5));
    }
  }
  expect(
    fn
      .inspect()
      .map(({ signature }) => signature.split(' ')[0])
      .sort(),
  ).toEqual(['mask:float32[1,16]', 'mask:float32[1,8]', 'mask:float32[4,16]', 'mask:float32[4,8]']);
  await fn.dispose();
});

test('true sizes and other padding values reach the function', async () => {
  const fn = jit(
    ({ ids, length }) => ({ outputs: { ids: ids!, sum: tf.sum(ids!), length: length! } }),
    {
      dynamic: {
        inputs: { ids: ['length'] },
        buckets: { length: [4] },
        padding: { ids: -1 },
        sizes: { length: 'length' },
      },
    },
  );
  const { ids, sum, length } = await fn.run({ ids: hostTensor([5, 6], [2], 'int32') });
  expect(ids).toEqual(hostTensor([5, 6, -1, -1], [4], 'int32')); // an output that is not declared is returned whole
  expect([sum!.data[0], length!.data[0]]).toEqual([9, 2]);
  await fn.dispose();
});

describe('errors', () => {
  const run = (inputs: Record<string, HostTensor>, changed: Partial<DynamicShapes> = {}) => {
    const fn = jit(({ x, mask }) => ({ outputs: { mean: tf.mul(x!, tf.expandDims(mask!, 2)) } }), {
      name: 'pool',
      dynamic: { ...dynamic, ...changed },
    });
    return fn.run(inputs).finally(() => fn.dispose());
  };
  const input = (B: number, T: number) => ({
    x: hostTensor(new Float32Array(B * T * 2), [B, T, 2]),
    mask: hostTensor(new Float32Array(B * T), [B, T]),
  });

  test('an axis beyond its last bucket', () =>
    expect(run(input(1, 17))).rejects.toMatchObject({
      code: 'DYNAMIC_TOO_LONG',
      message: expect.stringMatching(
        /pool: expected "length" up to 16, its last bucket, got 17\. Split/,
      ),
    }));

  test('sizes that disagree, axes that are missing, outputs that are not as declared', async () => {
    const declaration = (message: RegExp) => ({
      code: 'DYNAMIC_DECLARATION',
      message: expect.stringMatching(message),
    });
    await expect(run({ ...input(1, 3), mask: input(1, 4).mask })).rejects.toMatchObject(
      declaration(/one size for "length", got 3 in "x" and 4 in "mask"/),
    );
    await expect(run({ ...input(1, 3), x: hostTensor([1]) })).rejects.toMatchObject(
      declaration(/input "x" with 3 axes/),
    );
    await expect(run(input(1, 3))).rejects.toMatchObject(
      declaration(/output "mean" as \[batch, \]/),
    );
    await expect(run(input(1, 3), { outputs: { other: ['batch'] } })).rejects.toMatchObject(
      declaration(/an output "other", got mean/),
    );
  });

  test.each<[string, Partial<DynamicShapes>]>([
    ['no buckets for an axis', { buckets: { batch: [1] } }],
    ['empty buckets', { buckets: { batch: [], length: [1] } }],
    ['a bucket of 0', { buckets: { batch: [0, 1], length: [1] } }],
    ['a bucket of 1.5', { buckets: { batch: [1.5], length: [1] } }],
    ['an output axis that no input has', { inputs: { x: ['batch', null, null] } }],
    ['padding of an unknown input', { padding: { ids: 1 } }],
    ['sizes of an unknown axis', { sizes: { width: 'w' } }],
  ])('%s', (_, changed) => {
    expect(() => jit(() => ({ outputs: {} }), { dynamic: { ...dynamic, ...changed } })).toThrow(
      expect.objectContaining({ code: 'DYNAMIC_DECLARATION' }),
    );
  });
});

test.each([
  [
    [2, 3, 4],
    [2, 3, 4],
  ],
  [
    [2, 3, 4],
    [5, 3, 4],
  ],
  [
    [2, 3, 4],
    [2, 5, 4],
  ],
  [
    [2, 3, 4],
    [2, 3, 7],
  ],
  [
    [2, 3, 4],
    [3, 5, 6],
  ],
  [
    [3, 5, 6],
    [2, 3, 4],
  ],
  [
    [3, 5],
    [1, 9],
  ],
  [[4], [2]],
  [
    [0, 3],
    [2, 3],
  ],
])('resizing %j to %j keeps every element at its place', (from, to) => {
  const size = from.reduce((a, b) => a * b, 1);
  const values = Float32Array.from({ length: size }, (_, index) => index + 1);
  const { data } = resize(hostTensor(values, from), to, -1);
  const at = (shape: readonly number[], position: readonly number[]) =>
    position.some((each, axis) => each >= shape[axis]!)
      ? undefined
      : position.reduce((index, each, axis) => index * shape[axis]! + each, 0);
  Array.from(data).forEach((value, index) => {
    const position = to.map(
      (_, axis) => Math.floor(index / to.slice(axis + 1).reduce((a, b) => a * b, 1)) % to[axis]!,
    );
    const source = at(from, position);
    expect(value).toBe(source === undefined ? -1 : values[source]);
  });
});
