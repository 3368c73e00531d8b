import { afterAll, describe, expect, test } from 'vitest';
import { decoderState, decoderTrainStep } from '../decoder.test-support.js';
import { hostTensor, jit, State, tf } from '../index.js';
import { drawInput, randomNumbers } from '../random-inputs.test-support.js';
import type { PassTarget } from './graph-pass.js';
import { operatorsOf, TestGraph } from './pass-cases.test-support.js';
import { reducePrecision } from './reduce-precision.js';

/** Rounds to the nearest number with `bits` bits of mantissa after the leading one, ties to even; no subnormals. */
function roundTo(bits: number, x: number): number {
  if (x === 0) return 0;
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(x))) - bits);
  const steps = x / unit;
  const below = Math.floor(steps);
  const fraction = steps - below;
  return (fraction > 0.5 || (fraction === 0.5 && below % 2 !== 0) ? below + 1 : below) * unit;
}

const formats = [
  { precision: 'float16', bits: 10 },
  { precision: 'bfloat16', bits: 7 },
] as const;

describe.each(formats)('reducePrecision to $precision', ({ precision, bits }) => {
  test('rounds the operands of a product and adds up in float32', async () => {
    const product = jit(({ a, b }) => ({ outputs: { y: tf.matMul(a!, b!, false, true) } }), {
      precision,
    });
    const random = randomNumbers(3);
    const [rows, inner, columns] = [3, 700, 4];
    const a = drawInput({ shape: [rows, inner] }, random);
    const b = drawInput({ shape: [columns, inner] }, random);
    const { y } = await product.run({ a, b });
    let rounding = 0;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        let [expected, exact] = [0, 0];
        for (let k = 0; k < inner; k++) {
          const [left, right] = [a.data[row * inner + k]!, b.data[column * inner + k]!];
          expected += roundTo(bits, left) * roundTo(bits, right);
          exact += left * right;
        }
        const actual = y!.data[row * columns + column] as number;
        // float32 sums of 700 products; a sum in the short format would be off by 100 times that
        expect(Math.abs(actual - expected)).toBeLessThan(1e-3);
        rounding = Math.max(rounding, Math.abs(actual - exact));
      }
    }
    expect(rounding).toBeGreaterThan(1e-3);
    await product.dispose();
  });

  test('runs products in that format on CUDA, all else in float32', () => {
    const graph = new TestGraph();
    const product = graph.node(
      'MatMul',
      [graph.input('a', [2, 3]), graph.input('b', [3, 4])],
      [2, 4],
    );
    const before = graph.finish(graph.node('Exp', [product], [2, 4]));
    const after = reducePrecision(before, { device: 'cuda', precision });
    expect(operatorsOf(after)).toEqual({ Cast: 3, MatMul: 1, Exp: 1 });
    const dtypeOf = (opType: string) => {
      const node = after.nodes.find((each) => each.opType === opType);
      return after.values.get(node?.outputs[0] as string)?.dtype;
    };
    expect([dtypeOf('MatMul'), dtypeOf('Exp')]).toEqual([precision, 'float32']);
  });
});

describe('training in mixed precision', () => {
  const config = { vocabulary: 64, width: 32, layers: 2, heads: 2, hidden: 64 };
  const ids = hostTensor(
    Int32Array.from({ length: 64 }, (_, i) => (i * 7) % 64),
    [4, 16],
    'int32',
  );
  const targets = hostTensor(
    Int32Array.from({ length: 64 }, (_, i) => (i * 7 + 7) % 64),
    [4, 16],
    'int32',
  );
  const steps: { dispose(): Promise<void> }[] = [];
  afterAll(() => Promise.all(steps.map((step) => step.dispose())));

  async function losses(precision: PassTarget['precision']): Promise<number[]> {
    const step = jit((inputs, state) => decoderTrainStep(config, inputs, state), {
      precision,
      threads: 1,
    });
    steps.push(step);
    const state = State.from(decoderState(config));
    const curve: number[] = [];
    for (let index = 0; index < 40; index++) {
      const { loss } = await step.run({ ids, targets }, state);
      curve.push(loss!.data[0] as number);
    }
    expect(state.spec('0.qkv').dtype).toBe('float32'); // master weights
    return curve;
  }

  test('follows the loss of float32', async () => {
    const exact = await losses('float32');
    expect(exact.at(-1)).toBeLessThan(0.7 * (exact[0] as number));
    for (const { precision, bits } of formats) {
      const curve = await losses(precision);
      expect(curve).not.toEqual(exact);
      curve.forEach((loss, index) =>
        expect(Math.abs(loss - (exact[index] as number))).toBeLessThan(0.2 * 2 ** -bits),
      );
    }
  });
});
