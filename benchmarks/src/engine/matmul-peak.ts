import { hostTensor, jit, State, tf } from '@momq/engine';

const sizes = [512, 768, 1024, 1536, 2048];

/**
 * The fastest ONNX Runtime MatMul of square float32 matrices on this machine; from 1024 rows on in the same blocks of rows
 * as in a train step, which is faster than at once.
 */
export class MatmulPeak {
  readonly #products: {
    readonly size: number;
    readonly run: () => Promise<unknown>;
    readonly dispose: () => Promise<void>;
  }[];
  #best = 0;

  /** @param threads - as many as the step to compare with has */
  constructor(threads: number) {
    this.#products = sizes.map((size) => {
      const ones = () => hostTensor(new Float32Array(size * size).fill(0.5), [size, size]);
      const state = State.from({ a: ones(), b: ones(), product: ones() });
      const product = jit(
        (_, { a, b }) => ({
          outputs: {},
          state: { product: tf.matMul(a as tf.Tensor, b as tf.Tensor) },
        }),
        { name: `matMul${size}`, threads, spinning: true },
      );
      return { size, run: () => product.run({}, state), dispose: () => product.dispose() };
    });
  }

  /** Runs each size for about a tenth of a second. */
  async measure(): Promise<void> {
    for (const { size, run } of this.#products) {
      const flop = 2 * size ** 3;
      for (let done = 0; done < 4e10; done += flop) {
        const started = performance.now();
        await run();
        this.#best = Math.max(this.#best, flop / (performance.now() - started) / 1e6);
      }
    }
  }

  /** The best rate so far, in GFLOP/s. */
  get gigaflops(): number {
    return this.#best;
  }

  /** Frees the sessions. */
  async dispose(): Promise<void> {
    for (const { dispose } of this.#products) await dispose();
  }
}
