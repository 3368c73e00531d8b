import {
  hostTensor,
  jit,
  State,
  tf,
  type JitFunction,
  type TensorRecord,
  type TracedResult,
} from '@momq/engine';
import {
  gatherNBits,
  groupedQueryAttention,
  matMulNBits,
  rmsNorm,
  type QuantizedWeight,
} from '@momq/engine/ops';
import { decodeShape as shape, type DecodeFormat } from './decode-shape.js';
import { decodeWeights } from './decode-weights.js';

/** Tokens that the key-value cache holds. */
const CACHE_LENGTH = 256;

/** A decoder of Qwen2.5-0.5B's shape with random quantised weights, run by our engine. */
export class OwnDecoder {
  readonly #step: JitFunction;
  readonly #state: State;

  constructor(format: DecodeFormat, threads: number) {
    const { layers, keyValueHeads, headWidth } = shape;
    const caches = Array.from({ length: layers }, (_, layer) => [
      `${layer}.k`,
      `${layer}.v`,
    ]).flat();
    const size = [1, keyValueHeads, CACHE_LENGTH, headWidth];
    const zeros = new Float32Array(keyValueHeads * CACHE_LENGTH * headWidth);
    this.#state = State.from(
      Object.fromEntries(caches.map((name) => [name, hostTensor(zeros, size)])),
    );
    this.#step = jit((inputs, state) => decodeStep(format, inputs, state), {
      name: `decode, ${format.bits} bits`,
      constants: decodeWeights(format),
      sharedState: caches,
      threads,
      spinning: true,
    });
  }

  /** Greedy decoding of `count` tokens after a prompt of one: milliseconds of each. */
  async decode(count: number): Promise<number[]> {
    const milliseconds: number[] = [];
    let token = 1;
    for (let length = 1; length <= count + 1; length += 1) {
      const start = performance.now();
      const { next } = await this.#step.run(
        {
          token: hostTensor(Int32Array.of(token), [1, 1], 'int32'),
          length: hostTensor(Int32Array.of(length), [1], 'int32'),
        },
        this.#state,
      );
      token = next?.data[0] as number;
      milliseconds.push(performance.now() - start);
    }
    return milliseconds.slice(1);
  }

  /** Frees the session. */
  close(): Promise<void> {
    return this.#step.dispose();
  }
}

/** The most likely token after `token`, (1, 1), which is number `length` of its row. */
function decodeStep(format: DecodeFormat, inputs: TensorRecord, state: TensorRecord): TracedResult {
  const { width, layers, heads, keyValueHeads, theta, epsilon } = shape;
  const at = (name: string) => state[name] as tf.Tensor;
  const weight = (name: string): QuantizedWeight => ({
    packed: at(`${name}.packed`),
    scales: at(`${name}.scales`),
    ...format,
  });
  const caches: TensorRecord = {};
  let x = gatherNBits(inputs['token'] as tf.Tensor, weight('embedding'), width); // (1, 1, D)
  for (let layer = 0; layer < layers; layer += 1) {
    const normed = rmsNorm(x, at(`${layer}.norm1`), epsilon);
    const { output, present } = groupedQueryAttention(
      {
        query: matMulNBits(normed, weight(`${layer}.qkv`), { bias: at(`${layer}.bias`) }),
        past: { key: at(`${layer}.k`), value: at(`${layer}.v`) },
        sequenceLengths: inputs['length'] as tf.Tensor,
      },
      { numHeads: heads, numKvHeads: keyValueHeads, prefill: false, rotary: { theta } },
    );
    caches[`${layer}.k`] = present.key;
    caches[`${layer}.v`] = present.value;
    x = tf.add(x, matMulNBits(output, weight(`${layer}.out`)));
    const both = matMulNBits(rmsNorm(x, at(`${layer}.norm2`), epsilon), weight(`${layer}.gateUp`));
    const [gate, up] = tf.split(both, 2, -1) as [tf.Tensor, tf.Tensor];
    x = tf.add(x, matMulNBits(tf.mul(tf.mul(gate, tf.sigmoid(gate)), up), weight(`${layer}.down`)));
  }
  const logits = matMulNBits(rmsNorm(x, at('norm'), epsilon), weight('embedding')); // (1, 1, V)
  return { outputs: { next: tf.argMax(logits, -1) }, state: caches };
}
