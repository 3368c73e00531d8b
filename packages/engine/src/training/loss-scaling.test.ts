import { describe, expect, test } from 'vitest';
import { hostTensor, jit, State, tf, type JitOptions } from '../index.js';
import { initialLossScale, scaledValueAndGrads } from './index.js';

/** Gradient descent on mean((x · w · v)²) with a loss scale; gradients of that size vanish in float16 without one. */
function compile(precision: NonNullable<JitOptions['precision']>) {
  return jit(
    ({ x }, { w, v, lossScale }) => {
      const loss = (...weights: tf.Tensor[]) =>
        tf.mul(tf.sum(tf.square(tf.matMul(tf.matMul(x!, weights[0]!), v!))), 1e-4) as tf.Scalar;
      const { value, grads, finite, nextLossScale } = scaledValueAndGrads(loss, [w!], lossScale!);
      return {
        outputs: { loss: value, gradient: grads[0]!, finite },
        state: { lossScale: nextLossScale },
      };
    },
    { precision },
  );
}

const x = hostTensor([0.01, 0.02], [1, 2]);
const w = hostTensor([0.03, 0.01, 0.02, 0.04], [2, 2]);
const v = hostTensor([0.01, 0.02], [2, 1]);

describe('scaledValueAndGrads', () => {
  test('keeps gradients that float16 would round to zero', async () => {
    const gradientsAt = async (scale: number) => {
      const step = compile('float16');
      const state = State.from({ w, v, lossScale: hostTensor([scale, 0], [2]) });
      const { gradient } = await step.run({ x }, state);
      await step.dispose();
      return [...(gradient?.data as Float32Array)];
    };
    // d = 2 · 1e-4 · (x · w · v) · xᵀ · vᵀ with x · w · v = (7e-4, 9e-4) · v = 2.5e-5
    const expected = [0.01, 0.02].flatMap((row) =>
      [0.01, 0.02].map((column) => 2e-4 * 2.5e-5 * row * column),
    );
    const scaled = await gradientsAt(2 ** 24);
    expected.forEach((number, index) =>
      expect(Math.abs((scaled[index] as number) / number - 1)).toBeLessThan(3e-3),
    );
    expect(await gradientsAt(1)).toEqual([0, 0, 0, 0]);
  });

  test('lowers the scale and gives zeros when a gradient overflows, raises it after 2,000 good steps', async () => {
    const step = compile('float16');
    const big = hostTensor([3e4, 3e4], [1, 2]);
    const state = State.from({
      w,
      v: hostTensor([3e4, 3e4], [2, 1]),
      lossScale: initialLossScale(),
    });
    const overflow = await step.run({ x: big }, state);
    expect([...overflow['finite']!.data]).toEqual([0]);
    expect([...overflow['gradient']!.data]).toEqual([0, 0, 0, 0]);
    expect([...state.get('lossScale').data]).toEqual([32768, 0]);
    state.set('v', v);
    state.set('lossScale', hostTensor([32768, 1998], [2]));
    await step.run({ x }, state);
    expect([...state.get('lossScale').data]).toEqual([32768, 1999]);
    const good = await step.run({ x }, state);
    expect([...good['finite']!.data]).toEqual([1]);
    expect([...state.get('lossScale').data]).toEqual([65536, 0]);
    await step.dispose();
  });
});
