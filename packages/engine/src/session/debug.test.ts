import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostTensor, jit, State, tf } from '../index.js';

const nonFinite = (message: RegExp) => ({
  code: 'NON_FINITE_VALUE',
  message: expect.stringMatching(message),
});

const step = () =>
  jit(
    ({ x }, { w }) => {
      const y = tf.log(tf.sub(x!, 1));
      return { outputs: { y: tf.mul(tf.exp(y), 2) }, state: { w: tf.add(w!, y) } };
    },
    { name: 'step', debug: true },
  );

test('finite runs pass', async () => {
  const fn = step();
  const state = State.from({ w: hostTensor([1, 1]) });
  expect((await fn.run({ x: hostTensor([2, 2]) }, state))['y']).toEqual(hostTensor([2, 2]));
  await fn.dispose();
});

test('inputs and state are reported by name and position', async () => {
  const fn = step();
  const good = hostTensor([2, 2, 2, 2], [2, 2]);
  const state = (values: number[]) => State.from({ w: hostTensor(values, [2, 2]) });
  await expect(
    fn.run({ x: hostTensor([2, 2, NaN, 2], [2, 2]) }, state([1, 1, 1, 1])),
  ).rejects.toMatchObject(
    nonFinite(/step: expected finite numbers in input "x", got NaN at \[1, 0\] \(1 of 4/),
  );
  await expect(fn.run({ x: good }, state([1, -Infinity, NaN, 1]))).rejects.toMatchObject(
    nonFinite(/state "w", got -Infinity at \[0, 1\] \(2 of 4/),
  );
  await fn.dispose();
});

test('a result is reported with the operation that first gave it, and the state stays', async () => {
  const fn = step();
  const state = State.from({ w: hostTensor([1, 1]) });
  await expect(fn.run({ x: hostTensor([2, 0]) }, state)).rejects.toMatchObject(
    nonFinite(
      /"(y|w)", got NaN at \[1\].* It first appeared in Log \(node 2 of \d+, shape \[2\]\)/,
    ),
  );
  await expect(fn.run({ x: hostTensor([2, 1]) }, state)).rejects.toMatchObject(
    nonFinite(/new state "w", got -Infinity at \[1\].* first appeared in Log/),
  );
  expect(state.get('w')).toEqual(hostTensor([1, 1]));
  await fn.dispose();
});

test('a mask of minus infinity is not blamed for a NaN', async () => {
  const fn = jit(
    ({ x, keep }) => {
      const masked = tf.where(tf.cast(keep!, 'bool'), x!, tf.fill([3], -Infinity));
      return { outputs: { y: tf.sqrt(tf.sub(tf.softmax(masked), 0.5)) } };
    },
    { debug: true },
  );
  await expect(
    fn.run({ x: hostTensor([1, 2, 3]), keep: hostTensor([1, 1, 0]) }),
  ).rejects.toMatchObject(nonFinite(/first appeared in Sqrt/));
  await fn.dispose();
});

test('shared state is checked too, and float16', async () => {
  const fn = jit((_, { m }) => ({ outputs: {}, state: { m: tf.mul(m!, 1e30) } }), {
    debug: true,
    sharedState: ['m'],
  });
  const state = State.from({ m: hostTensor([1e30]) });
  await expect(fn.run({}, state)).rejects.toMatchObject(
    nonFinite(/new state "m", got Infinity at \[0\]/),
  );
  const half = State.from({
    h: { data: Uint16Array.of(0x7e00), shape: [1], dtype: 'float16' },
    m: hostTensor([1]),
  });
  await expect(fn.run({}, half)).rejects.toMatchObject(nonFinite(/state "h", got NaN/));
  await fn.dispose();
});

test('without debug nothing is checked', async () => {
  const fn = jit(({ x }) => ({ outputs: { y: tf.log(x!) } }));
  expect((await fn.run({ x: hostTensor([-1]) }))['y']!.data[0]).toBeNaN();
  await fn.dispose();
});

test('constants are reported by name, in memory and in files', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'momq-debug-'));
  const file = join(folder, 'w.bin');
  await writeFile(file, Float32Array.of(1, 2, Infinity, 4));
  const external = {
    kind: 'external',
    file,
    offset: 4,
    length: 12,
    shape: [3],
    dtype: 'float32',
  } as const;
  for (const [w, message] of [
    [hostTensor([1, NaN, 3]), /add: .*constant "w", got NaN at \[1\]/],
    [external, /add: .*constant "w", got Infinity at \[1\]/],
  ] as const) {
    const fn = jit(({ x }, state) => ({ outputs: { y: tf.add(x!, state['w']!) } }), {
      name: 'add',
      debug: true,
      constants: { w },
    });
    await expect(fn.run({ x: hostTensor([1]) })).rejects.toMatchObject(nonFinite(message));
    await fn.dispose();
  }
  await rm(folder, { recursive: true });
});
