import { expect, test } from 'vitest';
import { hostTensor, jit, State, tf, type JitOptions } from '../index.js';

const double = ({ x }: Record<string, tf.Tensor>) => ({ outputs: { y: tf.mul(x!, 2) } });

test.each<[string, object, RegExp]>([
  ['an unknown option', { devise: 'cpu' }, /among name, device.*got "devise"/],
  ['a name of Object.prototype', { constructor: 1 }, /got "constructor"/],
  ['no threads', { threads: 0 }, /double: option threads: expected a positive integer, got 0/],
  ['half a thread', { threads: 1.5 }, /got 1\.5/],
  ['threads that are NaN', { threads: NaN }, /got NaN/],
  ['threads as a text', { threads: '2' }, /got "2"/],
  ['an unknown precision', { precision: 'half' }, /float32, float16 or bfloat16, got "half"/],
  ['one name as sharedState', { sharedState: 'k' }, /a list of names, got "k"/],
  ['a cache folder without a name', { cacheFolder: '' }, /cacheFolder: .*not empty, got ""/],
  ['a text as a flag', { debug: 'yes' }, /true or false, got "yes"/],
  ['constants as a list', { constants: [] }, /constants: expected a record, got \[\]/],
  ['a listener that is none', { onWarning: {} }, /onWarning: expected a function/],
])('%s is refused', (_, options, message) => {
  expect(() => jit(double, options as JitOptions)).toThrow(
    expect.objectContaining({ code: 'OPTION_INVALID', message: expect.stringMatching(message) }),
  );
});

test('what is undefined counts as left out', async () => {
  const options = { threads: undefined, name: undefined, constants: undefined };
  await jit(double, options as unknown as JitOptions).dispose();
});

test('something else than a function, or than options, is refused', () => {
  expect(() => jit(undefined as never)).toThrow(
    expect.objectContaining({ code: 'OPTION_INVALID' }),
  );
  expect(() => jit(double, null as never)).toThrow(/options: expected a record, got null/);
});

test.each<[string, unknown, string, RegExp]>([
  ['nothing', null, 'INPUT_DTYPE', /"w": expected a tensor .*got null/],
  ['a number', 3, 'INPUT_DTYPE', /got 3/],
  [
    'a range that does not hold its shape',
    { kind: 'external', file: 'w', offset: 0, length: 12, shape: [2, 2], dtype: 'float32' },
    'EXTERNAL_DATA',
    /constant "w": expected .*"length":12/,
  ],
  [
    'a range before the file',
    { kind: 'external', file: 'w', offset: -4, length: 4, shape: [1], dtype: 'float32' },
    'EXTERNAL_DATA',
    /"offset":-4/,
  ],
])('a constant that is %s is refused', (_, constant, code, message) => {
  expect(() => jit(double, { constants: { w: constant as never } })).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  );
});

test('inputs that are no record, and a state that is none, are refused', async () => {
  const fn = jit(double);
  const x = hostTensor([1]);
  await expect(fn.run(null as never)).rejects.toThrow(
    /double: expected a record of inputs, got null/,
  );
  await expect(fn.run({ x }, { w: x } as never)).rejects.toMatchObject({ code: 'INPUT_DTYPE' });
  await expect(fn.run({ x: undefined as never })).rejects.toThrow(/"x": .*got undefined/);
  await fn.dispose();
});

test('a name in sharedState that the state lacks is refused', async () => {
  const fn = jit(double, { sharedState: ['k'] });
  const x = hostTensor([1]);
  await expect(fn.run({ x })).rejects.toMatchObject({ code: 'STATE_MISSING' });
  expect((await fn.run({ x }, State.from({ k: x })))['y']?.data).toEqual(Float32Array.of(2));
  await fn.dispose();
});
