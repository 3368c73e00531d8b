import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { decoderState, decoderTrainStep } from './decoder.test-support.js';
import { hostTensor, jit, State, tf, type HostTensor, type JitFunction } from './index.js';
import { soak } from './soak.test-support.js';

beforeAll(() => tf.setBackend('cpu'));

const open: JitFunction[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((fn) => fn.dispose()));
});

/** A step with inputs, state in both kinds of buffers, outputs and a little arithmetic. */
function smallStep(constants: Record<string, HostTensor> = {}): {
  fn: JitFunction;
  state: State;
  inputs: Record<string, HostTensor>;
} {
  const fn = jit(
    ({ x }, { w, m, ...rest }) => {
      const big = rest['big'];
      const y = big === undefined ? tf.matMul(x!, w!) : tf.gather(big, [0, 1]);
      return { outputs: { y }, state: { w: tf.add(w!, 1e-6), m: tf.mul(m!, 0.5) } };
    },
    { threads: 1, sharedState: ['m'], constants },
  );
  open.push(fn);
  const square = hostTensor(new Float32Array(64 * 64).fill(0.01), [64, 64]);
  return { fn, state: State.from({ w: square, m: square }), inputs: { x: square } };
}

describe('soak', () => {
  test('10,000 calls leave memory flat', async () => {
    const { fn, state, inputs } = smallStep();
    const growth = await soak(10_000, () => fn.run(inputs, state));
    expect(growth).toEqual({ heap: 'flat', external: 'flat', resident: 'flat' });
  });

  test('the measurement notices 2 kB that are kept from each call', async () => {
    const { fn, state, inputs } = smallStep();
    const kept: unknown[] = [];
    const growth = await soak(3000, async () => {
      await fn.run(inputs, state);
      kept.push(new Array<number>(256).fill(Math.random()));
    });
    expect(kept).toHaveLength(3000);
    expect(growth.heap).toMatch(/^\d+ bytes a call$/);
  });

  test('the measurement notices sessions that are not released', async () => {
    const kept: JitFunction[] = [];
    const big = hostTensor(Float32Array.from({ length: 2 ** 18 }, (_, index) => index)); // 1 MB
    const growth = await soak(40, async () => {
      const { fn, state, inputs } = smallStep({ big });
      open.pop();
      kept.push(fn);
      await fn.run(inputs, state);
    });
    expect(growth.resident).toMatch(/^\d+ bytes a call$/);
    open.push(...kept);
  });

  test('compiling and disposing leave memory flat', async () => {
    const growth = await soak(200, async () => {
      const { fn, state, inputs } = smallStep();
      open.pop();
      await fn.run(inputs, state);
      await fn.dispose();
    });
    expect(growth).toEqual({ heap: 'flat', external: 'flat', resident: 'flat' });
  });
});

test('a train step leaves no TF.js tensor behind', async () => {
  const config = { vocabulary: 31, width: 16, layers: 1, heads: 2, hidden: 24 };
  const before = { ...tf.memory() };
  const fn = jit((inputs, tensors) => decoderTrainStep(config, inputs, tensors));
  const ids = hostTensor(new Int32Array(14), [2, 7], 'int32');
  await fn.run({ ids, targets: ids }, State.from(decoderState(config)));
  expect(tf.memory()).toEqual(before);
  await fn.dispose();
  expect(tf.memory().numTensors).toBe(before.numTensors);
});

describe('maxSignatures', () => {
  const run = (fn: JitFunction, size: number) => fn.run({ x: hostTensor(new Float32Array(size)) });
  const sizes = (fn: JitFunction) =>
    fn.inspect().map(({ signature }) => Number(/\[(\d+)\]/.exec(signature)?.[1]));

  test('keeps the signatures that were used last', async () => {
    let traces = 0;
    const fn = jit(
      ({ x }) => {
        traces += 1;
        return { outputs: { y: tf.exp(x!) } };
      },
      { maxSignatures: 2 },
    );
    for (const size of [1, 2, 1, 3]) await run(fn, size);
    expect(sizes(fn).sort()).toEqual([1, 3]);
    expect(traces).toBe(3);
    await run(fn, 1);
    expect(traces).toBe(3);
    await run(fn, 2);
    expect(traces).toBe(4);
    await fn.dispose();
    expect(fn.inspect()).toEqual([]);
  });

  test('does not take a session away from runs that overlap', async () => {
    const fn = jit(({ x }) => ({ outputs: { y: tf.exp(x!) } }), { maxSignatures: 1 });
    const results = await Promise.all([1, 2, 3, 1, 2, 3].map((size) => run(fn, size)));
    expect(results.map(({ y }) => y!.data.length)).toEqual([1, 2, 3, 1, 2, 3]);
    expect(sizes(fn)).toHaveLength(1);
    await fn.dispose();
  });

  test.each([0, -1, 1.5, NaN])('%d is refused', (maxSignatures) => {
    expect(() => jit(() => ({ outputs: {} }), { maxSignatures })).toThrow(
      expect.objectContaining({ code: 'OPTION_INVALID' }),
    );
  });
});
