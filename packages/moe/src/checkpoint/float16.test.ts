import { expect, it } from 'vitest';
import { fromFloat16, toFloat16 } from './float16.js';

it('encodes the values of IEEE 754', () => {
  const known: [number, number][] = [
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65519, 0x7bff],
    [65520, 0x7c00],
    [Infinity, 0x7c00],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [2 ** -25 * 1.001, 0x0001],
    [2 ** -26, 0x0000],
    [0.333251953125, 0x3555],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
  ];
  for (const [value, half] of known)
    expect(toFloat16(Float32Array.of(value))[0], String(value)).toBe(half);
  expect(toFloat16(Float32Array.of(NaN))[0]! & 0x7c00).toBe(0x7c00);
});

it('decodes and encodes every half back to itself', () => {
  const all = Uint16Array.from({ length: 65536 }, (_, i) => i).filter(
    (half) => (half & 0x7c00) !== 0x7c00 || (half & 0x3ff) === 0,
  );
  expect(toFloat16(fromFloat16(all))).toEqual(all);
});

it('decodes every half to the value that IEEE 754 gives it', () => {
  const all = Uint16Array.from({ length: 65536 }, (_, i) => i);
  const decoded = fromFloat16(all);
  for (const half of all) {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >>> 10) & 0x1f;
    const fraction = (half & 0x3ff) / 1024;
    const expected =
      exponent === 31
        ? fraction === 0
          ? sign * Infinity
          : NaN
        : exponent === 0
          ? sign * fraction * 2 ** -14
          : sign * (1 + fraction) * 2 ** (exponent - 15);
    if (!Object.is(decoded[half], expected))
      expect(decoded[half], half.toString(16)).toBe(expected);
  }
});
