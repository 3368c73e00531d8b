import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  expectSameTensors,
  gradientsOf,
  runEagerly,
  runJitted,
  type TensorFunction,
} from '../eager-reference.test-support.js';
import { drawInput, randomNumbers, type RandomInput } from '../random-inputs.test-support.js';
import type { KernelTable } from './kernel-translation.js';

/** Calls of one TF.js kernel whose results are compared with TF.js's own cpu backend. */
export interface KernelCase {
  readonly kernel: string;
  /** Takes as many tensors as a call draws. */
  readonly fn: (...inputs: never[]) => tf.Tensor | tf.Tensor[];
  /** Each entry is one call: the inputs it draws. */
  readonly calls: readonly (readonly RandomInput[])[];
  /** Whether the gradient is compared too. Default true. */
  readonly differentiable?: boolean;
}

/** Inputs of one call: float32 between -2 and 2. */
export const shapes = (...list: number[][]): RandomInput[] => list.map((shape) => ({ shape }));
/** A float32 input within a range. */
export const within = (shape: number[], from: number, to: number): RandomInput => ({
  shape,
  from,
  to,
});
/** An int32 input, `to` excluded. */
export const ints = (shape: number[], from: number, to: number): RandomInput => ({
  shape,
  dtype: 'int32',
  from,
  to,
});
/** A bool input. */
export const bools = (shape: number[]): RandomInput => ({ shape, dtype: 'bool' });

/** Shapes of two operands: equal, scalar, broadcast on either and on both sides, empty. */
export const pairs: readonly (readonly [number[], number[]])[] = [
  [
    [2, 3],
    [2, 3],
  ],
  [[], [4]],
  [
    [3, 1, 5],
    [4, 1],
  ],
  [[1], []],
  [[7], [2, 1, 7]],
  [
    [0, 3],
    [1, 3],
  ],
];

/** Tests every kernel of a table; one without a case fails. */
export function testKernels(table: KernelTable, cases: readonly KernelCase[]): void {
  beforeAll(() => tf.setBackend('cpu'));

  describe.each(Object.keys(table))('%s', (kernel) => {
    const calls = cases
      .filter((each) => each.kernel === kernel)
      .flatMap(({ calls: list, ...rest }) => list.map((inputs) => ({ ...rest, inputs })));

    test('has a case', () => expect(calls.length).toBeGreaterThan(0));

    test.each(calls)('$inputs', async ({ fn, inputs, differentiable = true }) => {
      const program = fn as TensorFunction;
      const random = randomNumbers(inputs.length + calls.length);
      const values = inputs.map((each) => drawInput(each, random));
      expectSameTensors(await runJitted(program, values), runEagerly(program, values));
      // TF.js's own broadcasting gradients fail on empty tensors.
      if (!differentiable || inputs.some(({ shape }) => shape.includes(0))) return;
      const gradient = gradientsOf(program, values);
      expectSameTensors(await runJitted(gradient, values), runEagerly(gradient, values), 2e-4);
    });
  });
}
