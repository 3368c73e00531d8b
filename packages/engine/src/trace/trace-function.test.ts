import { expect, test } from 'vitest';
import type { tf } from '../index.js';
import { hostTensor, jit } from '../index.js';

test.each([
  ['a list', (x: tf.Tensor) => [x], /outputs = a list/],
  ['one tensor', (x: tf.Tensor) => x, /outputs = one tensor/],
  ['a text', () => 'y', /outputs = y/],
])('outputs that are %s are refused', async (_, outputsOf, message) => {
  const fn = jit(({ x }) => ({ outputs: outputsOf(x!) }) as never);
  await expect(fn.run({ x: hostTensor([1]) })).rejects.toMatchObject({
    code: 'TRACE_INVALID_RESULT',
    message: expect.stringMatching(message),
  });
});
