import { tensor, type Tensor } from '@tensorflow/tfjs-core';

/** Test input: t[i] = scale · sin(0.7 i + shift), row-major. The reference numbers in the tests were computed from these. */
export function sineTensor(shape: number[], shift: number, scale = 0.3): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tensor(
    Float32Array.from({ length: size }, (_, i) => scale * Math.sin(0.7 * i + shift)),
    shape,
  );
}
