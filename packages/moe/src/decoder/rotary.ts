import { add, concat, mul, neg, slice, tensor, type Tensor } from '@tensorflow/tfjs-core';

/**
 * Rotary positions, rotate-half form as in Hugging Face Qwen2 / Llama: feature i is paired with i + dh/2.
 * @param x (heads, B, S, dh), position s = index on the third axis
 */
export function applyRotary(x: Tensor, theta: number): Tensor {
  const [heads, batch, length, width] = x.shape as [number, number, number, number];
  const half = width / 2;
  const cosines = new Float32Array(length * width);
  const sines = new Float32Array(length * width);
  for (let s = 0; s < length; s += 1) {
    for (let i = 0; i < width; i += 1) {
      const angle = s * theta ** ((-2 * (i % half)) / width);
      cosines[s * width + i] = Math.cos(angle);
      sines[s * width + i] = Math.sin(angle);
    }
  }
  const low = slice(x, [0, 0, 0, 0], [heads, batch, length, half]);
  const high = slice(x, [0, 0, 0, half], [heads, batch, length, half]);
  const rotated = concat([neg(high), low], 3);
  return add(
    mul(x, tensor(cosines, [length, width])),
    mul(rotated, tensor(sines, [length, width])),
  );
}
