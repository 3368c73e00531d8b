import { describe, expect, test } from 'vitest';
import { hostTensor } from './host-tensor.js';

describe('hostTensor', () => {
  test('chooses the array class of the dtype', () => {
    expect(hostTensor([1.5, -2])).toEqual({
      data: Float32Array.of(1.5, -2),
      shape: [2],
      dtype: 'float32',
    });
    expect(hostTensor([1, -2], [1, 2], 'int32').data).toEqual(Int32Array.of(1, -2));
    expect(hostTensor([1, 0], [2], 'bool').data).toEqual(Uint8Array.of(1, 0));
    expect(hostTensor([], [0, 3]).shape).toEqual([0, 3]);
  });

  test('uses a typed array that fits without a copy', () => {
    const data = new Float32Array(6);
    expect(hostTensor(data, [2, 3]).data).toBe(data);
  });

  test.each<[string, () => unknown, string, RegExp]>([
    ['a fraction for int32', () => hostTensor([0, 2.7], [2], 'int32'), 'INPUT_DTYPE', /2\.7 at 1/],
    [
      'too large an int32',
      () => hostTensor([2 ** 31], [1], 'int32'),
      'INPUT_DTYPE',
      /2147483648 at/,
    ],
    ['NaN for int32', () => hostTensor([NaN], [1], 'int32'), 'INPUT_DTYPE', /NaN at 0/],
    [
      'a float array for int32',
      () => hostTensor(Float32Array.of(0.5), [1], 'int32'),
      'INPUT_DTYPE',
      /0\.5/,
    ],
    ['2 for bool', () => hostTensor([0, 2], [2], 'bool'), 'INPUT_DTYPE', /0 and 1.*2 at 1/],
    ['a byte 2 for bool', () => hostTensor(Uint8Array.of(2), [1], 'bool'), 'INPUT_DTYPE', /2 at 0/],
    ['nested arrays', () => hostTensor([[1, 2]] as never), 'INPUT_DTYPE', /1,2 at 0/],
    ['nothing', () => hostTensor(undefined as never), 'INPUT_DTYPE', /got undefined/],
    ['an unknown dtype', () => hostTensor([1], [1], 'float64' as never), 'INPUT_DTYPE', /float64/],
    ['too few values', () => hostTensor([1], [2]), 'INPUT_SHAPE', /expected 2 values.*got 1/],
    ['a negative size', () => hostTensor([1], [-1, -1]), 'INPUT_SHAPE', /\[-1,-1\]/],
    ['a shape that is a number', () => hostTensor([1], 1 as never), 'INPUT_SHAPE', /got 1/],
  ])('refuses %s', (_, build, code, message) => {
    expect(build).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });
});
