import { describe, expect, test } from 'vitest';
import { hostTensor, jit, State, tf } from './index.js';

const x = hostTensor([1, 2, 3]);
const bufferOf = (state: State, name: string) =>
  (state.runtimeTensor(name).data as Float32Array).buffer;

describe('storage dtypes', () => {
  test('float16 state is computed in float32 and stays float16', async () => {
    const half = {
      data: Uint16Array.of(0x3c00, 0x4000, 0x4200),
      shape: [3],
      dtype: 'float16' as const,
    }; // 1, 2, 3
    const state = State.from({ half });
    const fn = jit((inputs, record) => ({
      outputs: { y: tf.mul(record['half']!, 3) },
      state: { half: tf.add(record['half']!, inputs['x']!) },
    }));
    expect((await fn.run({ x }, state))['y']).toEqual(hostTensor([3, 6, 9]));
    expect((await fn.run({ x }, state))['y']).toEqual(hostTensor([6, 12, 18]));
    expect(state.get('half')).toEqual(hostTensor([3, 6, 9]));
    expect(state.getStored('half')).toEqual({
      ...half,
      data: Uint16Array.of(0x4200, 0x4600, 0x4880),
    });
    expect(state.spec('half')).toEqual({ shape: [3], dtype: 'float16' });
    expect(state.byteLength()).toBe(12);
    await fn.dispose();
  });

  test('uint8 and int8 state act as int32', async () => {
    const state = State.from({
      u: { data: Uint8Array.of(250, 1), shape: [2], dtype: 'uint8' },
      i: { data: Int8Array.of(-100, 100), shape: [2], dtype: 'int8' },
    });
    const fn = jit((_, record) => ({
      outputs: { sum: tf.add(record['u']!, record['i']!) },
      state: { u: tf.sub(record['u']!, tf.scalar(1, 'int32')) },
    }));
    expect((await fn.run({}, state))['sum']).toEqual(hostTensor([150, 101], [2], 'int32'));
    expect(state.getStored('u').data).toEqual(Uint8Array.of(249, 0));
    expect(state.get('i')).toEqual(hostTensor([-100, 100], [2], 'int32'));
    await fn.dispose();
  });

  test('bfloat16 state is refused', () => {
    const brain = { data: Uint16Array.of(1), shape: [1], dtype: 'bfloat16' as const };
    expect(() => State.from({ brain })).toThrow(
      expect.objectContaining({ code: 'UNSUPPORTED_DTYPE' }),
    );
  });
});

describe('buffers', () => {
  test('two take turns, whichever function runs on the state', async () => {
    const state = State.from({ total: hostTensor([0, 0, 0]), frozen: x });
    const add = jit((inputs, { total }) => ({
      outputs: {},
      state: { total: tf.add(total!, inputs['x']!) },
    }));
    const scale = jit((_, { total, frozen }) => ({
      outputs: {},
      state: { total: tf.mul(total!, frozen!) },
    }));
    const frozen = bufferOf(state, 'frozen');
    const first = bufferOf(state, 'total');
    await add.run({ x }, state);
    const second = bufferOf(state, 'total');
    expect(second).not.toBe(first);
    for (const fn of [scale, add, scale]) {
      await fn.run({ x }, state);
      expect([first, second]).toContain(bufferOf(state, 'total'));
    }
    expect(bufferOf(state, 'frozen')).toBe(frozen);
    expect(state.get('total')).toEqual(hostTensor([2, 12, 36]));
    await Promise.all([add.dispose(), scale.dispose()]);
  });

  test('shared state has one, updated in place', async () => {
    const state = State.from({ m: hostTensor([1, 1, 1]) });
    const buffer = bufferOf(state, 'm');
    const fn = jit(
      (inputs, { m }) => ({ outputs: {}, state: { m: tf.add(tf.mul(m!, 0.5), inputs['x']!) } }),
      {
        sharedState: ['m'],
      },
    );
    for (let run = 0; run < 3; run++) await fn.run({ x }, state);
    expect(bufferOf(state, 'm')).toBe(buffer);
    expect(state.get('m')).toEqual(hostTensor([1.875, 3.625, 5.375]));
    expect(state.byteLength()).toBe(12);
    await fn.dispose();
  });

  test('a cache row is written where it lies, by functions that share the handle', async () => {
    const rows = 4096;
    const state = State.from({ cache: hostTensor(new Float32Array(rows * 64), [rows, 64]) });
    const buffer = bufferOf(state, 'cache');
    const write = jit(
      ({ row, values }, { cache }) => ({
        outputs: {},
        state: { cache: tf.tensorScatterUpdate(cache!, row as tf.Tensor2D, values!) },
      }),
      { sharedState: ['cache'] },
    );
    const read = jit(({ row }, { cache }) => ({ outputs: { values: tf.gatherND(cache!, row!) } }));
    for (const row of [5, 4095]) {
      const at = hostTensor([row], [1, 1], 'int32');
      const values = hostTensor(new Float32Array(64).fill(row), [1, 64]);
      await write.run({ row: at, values }, state);
      expect((await read.run({ row: at }, state))['values']).toEqual(values);
    }
    expect(bufferOf(state, 'cache')).toBe(buffer);
    expect(Array.from(state.get('cache').data).reduce((sum, each) => sum + each, 0)).toBe(
      64 * (5 + 4095),
    );
    await Promise.all([write.dispose(), read.dispose()]);
  });

  test.each<[string, RegExp, (m: tf.Tensor) => { read?: tf.Tensor; next: tf.Tensor }]>([
    [
      'read after the update',
      /while ReduceSum still reads it/,
      (m) => ({ read: tf.sum(m), next: tf.add(m, 1) }),
    ],
    ['mixed across elements', /a MatMul that writes it/, (m) => ({ next: tf.matMul(m, m) })],
    ['gathered from', /Gather/, (m) => ({ next: tf.gather(m, [1, 0]) })],
    [
      'of another shape',
      /float32 \[1, 2\] for float32 \[2, 2\]/,
      (m) => ({ next: tf.slice(m, [0, 0], [1, 2]) }),
    ],
    ['independent of itself', /does not depend/, () => ({ next: tf.ones([2, 2]) })],
  ])('shared state that is %s is refused', async (_, message, update) => {
    const state = State.from({ m: hostTensor([1, 2, 3, 4], [2, 2]) });
    const fn = jit(
      (_inputs, { m }) => {
        const { read, next } = update(m!);
        return { outputs: read === undefined ? {} : { read }, state: { m: next } };
      },
      { sharedState: ['m'] },
    );
    await expect(fn.run({}, state)).rejects.toMatchObject({
      code: 'SHARED_STATE_HAZARD',
      message: expect.stringMatching(message),
    });
    expect(state.get('m')).toEqual(hostTensor([1, 2, 3, 4], [2, 2]));
    await fn.dispose();
  });
});
