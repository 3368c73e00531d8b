import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect } from 'vitest';
import { jit, type HostDtype, type HostTensor } from './index.js';

/** A function of tensors; several results come as a list. */
export type TensorFunction = (...inputs: tf.Tensor[]) => tf.Tensor | tf.Tensor[];

/** Runs a function eagerly on TF.js's own cpu backend. */
export function runEagerly(fn: TensorFunction, inputs: readonly HostTensor[]): HostTensor[] {
  return tf.tidy(() => {
    const results = fn(
      ...inputs.map(({ data, shape, dtype }) => tf.tensor(data, [...shape], dtype)),
    );
    return (Array.isArray(results) ? results : [results]).map((result) => ({
      data: result.dataSync().slice() as HostTensor['data'],
      shape: result.shape,
      dtype: result.dtype as HostDtype,
    })) as never;
  }) as unknown as HostTensor[];
}

/** Runs a function through `jit`. */
export async function runJitted(
  fn: TensorFunction,
  inputs: readonly HostTensor[],
): Promise<HostTensor[]> {
  const jitted = jit((record) => {
    const results = fn(...inputs.map((_, index) => record[`x${index}`] as tf.Tensor));
    return {
      outputs: Object.fromEntries(
        (Array.isArray(results) ? results : [results]).map((result, index) => [
          `y${index}`,
          result,
        ]),
      ),
    };
  });
  const outputs = await jitted.run(
    Object.fromEntries(inputs.map((input, index) => [`x${index}`, input])),
  );
  await jitted.dispose();
  return Object.keys(outputs)
    .sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))
    .map((name) => outputs[name] as HostTensor);
}

/** Gradients of Σ fn(inputs)² with respect to the float32 inputs; the square makes each result element count differently. */
export function gradientsOf(fn: TensorFunction, inputs: readonly HostTensor[]): TensorFunction {
  return (...tensors) => {
    const variable = inputs.flatMap((each, index) => (each.dtype === 'float32' ? [index] : []));
    const loss = (...floats: tf.Tensor[]) => {
      const all = tensors.map((tensor, index) =>
        variable.includes(index) ? (floats[variable.indexOf(index)] as tf.Tensor) : tensor,
      );
      const results = fn(...all);
      const squares = (Array.isArray(results) ? results : [results])
        .filter((each) => each.dtype === 'float32')
        .map((each) => tf.sum(tf.square(each)));
      return tf.addN(squares) as tf.Scalar;
    };
    return tf.grads(loss)(variable.map((index) => tensors[index] as tf.Tensor));
  };
}

/** Asserts equal shapes, dtypes and values within `tolerance` relative to the larger of 1 and the expected value. */
export function expectSameTensors(
  got: readonly HostTensor[],
  expected: readonly HostTensor[],
  tolerance = 2e-5,
): void {
  expect(got.map(({ shape, dtype }) => ({ shape, dtype }))).toEqual(
    expected.map(({ shape, dtype }) => ({ shape, dtype })),
  );
  expected.forEach(({ data }, index) => {
    const actual = (got[index] as HostTensor).data;
    data.forEach((value, position) => {
      const other = actual[position] as number;
      const close =
        Object.is(value, other) ||
        Math.abs(value - other) <= tolerance * Math.max(1, Math.abs(value));
      if (!close)
        expect.fail(`result ${index}, element ${position}: expected ${value}, got ${other}`);
    });
  });
}
