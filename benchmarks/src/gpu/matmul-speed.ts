import { hostTensor, jit, tf } from '@momq/engine';
import type { DeviceName, JitOptions } from '@momq/engine';

const PRODUCTS = 32;

/**
 * FLOP/s of square matrix products, one after the other inside one run, so that copies to and from the device do not
 * count: the best of five runs.
 */
export async function matmulSpeed(
  size: number,
  device: DeviceName,
  precision: NonNullable<JitOptions['precision']>,
): Promise<number> {
  const product = jit(
    ({ x }) => {
      let y = x as tf.Tensor;
      for (let each = 0; each < PRODUCTS; each++) y = tf.matMul(y, x as tf.Tensor);
      return { outputs: { sum: tf.sum(y) } };
    },
    { name: 'matmul', device, precision },
  );
  // Row sums of 1 keep the powers of the matrix from growing.
  const x = hostTensor(
    Float32Array.from({ length: size * size }, (_, index) => (1 + ((index * 7919) % 3) - 1) / size),
    [size, size],
  );
  try {
    await product.run({ x });
    let best = Infinity;
    for (let run = 0; run < 5; run++) {
      const started = performance.now();
      await product.run({ x });
      best = Math.min(best, (performance.now() - started) / 1000);
    }
    return (PRODUCTS * 2 * size ** 3) / best;
  } finally {
    await product.dispose();
  }
}
