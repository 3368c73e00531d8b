import { expect, it } from 'vitest';
import { addHalfRow, widenHalves, widenTransposed } from './half-float.js';

it('widens the values of the IEEE 754 binary16 table', () => {
  // Examples of https://en.wikipedia.org/wiki/Half-precision_floating-point_format
  const bits = [0x0000, 0x0001, 0x03ff, 0x0400, 0x3555, 0x3c00, 0x3c01, 0x7bff, 0x7c00, 0xc000];
  const values = [
    0,
    5.960464477539063e-8,
    0.00006097555160522461,
    0.00006103515625,
    0.333251953125,
    1,
    1.0009765625,
    65504,
    Infinity,
    -2,
  ];
  expect([...widenHalves(Uint16Array.from(bits))]).toEqual(values);
  expect(widenHalves(Uint16Array.of(0x7c01))[0]).toBeNaN();
  expect(widenHalves(Uint16Array.of(0x8000))[0]).toBe(-0);
});

it('transposes a matrix larger than a tile into its columns', () => {
  const [outFeatures, inFeatures, width, column] = [70, 45, 100, 20];
  const halves = Uint16Array.from({ length: outFeatures * inFeatures }, (_, index) => index);
  const destination = new Float32Array(inFeatures * width);
  widenTransposed({ halves, inFeatures, destination, destinationWidth: width, column });
  const expected = new Float32Array(inFeatures * width);
  const plain = widenHalves(halves);
  for (let output = 0; output < outFeatures; output++) {
    for (let input = 0; input < inFeatures; input++) {
      expected[input * width + column + output] = plain[output * inFeatures + input]!;
    }
  }
  expect(destination).toEqual(expected);
});

it('adds a row at an offset', () => {
  const destination = Float32Array.of(1, 1, 1);
  addHalfRow(destination, 1, Uint16Array.of(0x3c00, 0xc000));
  expect(destination).toEqual(Float32Array.of(1, 2, -1));
});
