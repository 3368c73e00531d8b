import { expect, test } from 'vitest';
import { hostTensor, jit, State, tf } from './index.js';

test('adopted parts of one buffer are read and written where they lie', async () => {
  const buffer = Float32Array.of(0, 1, 2, 3, 4, 5);
  const write = jit(
    ({ at, value }, { cache }) => ({
      outputs: { sum: tf.sum(cache as tf.Tensor) },
      state: {
        cache: tf.tensorScatterUpdate(cache as tf.Tensor, at as tf.Tensor, value as tf.Tensor),
      },
    }),
    { sharedState: ['cache'] },
  );
  const part = new State();
  part.adopt('cache', hostTensor(buffer.subarray(2, 6), [2, 2]));
  const { sum } = await write.run(
    { at: hostTensor(Int32Array.of(1), [1, 1], 'int32'), value: hostTensor([8, 9], [1, 2]) },
    part,
  );
  expect(sum?.data[0]).toBe(14);
  expect([...buffer]).toEqual([0, 1, 2, 3, 8, 9]);
  buffer[2] = 10;
  expect([...part.get('cache').data]).toEqual([10, 3, 8, 9]);
  await write.dispose();
});

test('an array that does not fit is refused', () => {
  expect(() => {
    new State().adopt('x', { data: new Float32Array(3), shape: [2], dtype: 'float32' });
  }).toThrow(/expected 2 values/);
});
