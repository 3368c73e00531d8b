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

/** The change of Σ fn(inputs)² along one direction of all float32 inputs. */
export interface DirectionalSlope {
  /** By the gradient. */
  readonly analytic: number;
  /** By differences. */
  readonly numeric: number;
  /** Size of the terms that add up to `analytic`, against which a difference is small or large. */
  readonly scale: number;
}

/**
 * Compares a gradient with differences of the function along a fixed direction of ±1 per element.
 * @param gradients - what {@link gradientsOf} gives for `fn` and `inputs`
 */
export function directionalSlope(
  fn: TensorFunction,
  inputs: readonly HostTensor[],
  gradients: readonly HostTensor[],
): DirectionalSlope {
  const direction = (position: number) => ((position * 7 + 3) % 5 < 2 ? 1 : -1);
  const h = 2 ** -8;
  const loss = (step: number) => {
    const moved = inputs.map((input): HostTensor => {
      if (input.dtype !== 'float32') return input;
      const data = input.data.map((value, position) => value + step * direction(position));
      return { ...input, data };
    });
    const squares = runEagerly(fn, moved)
      .filter(({ dtype }) => dtype === 'float32')
      .flatMap(({ data }) => Array.from(data, (value) => value * value));
    return squares.reduce((sum, value) => sum + value, 0);
  };
  const terms = gradients.flatMap(({ data }) =>
    Array.from(data, (slope, position) => slope * direction(position)),
  );
  return {
    analytic: terms.reduce((sum, term) => sum + term, 0),
    numeric: (loss(h) - loss(-h)) / (2 * h),
    scale: terms.reduce((sum, term) => sum + Math.abs(term), 0),
  };
}

/** How close results must be, and what a failure calls them. */
export interface Comparison {
  /** Relative to the larger of 1 and the expected value. Default 2e-5. */
  readonly tolerance?: number;
  /** Default `result`. */
  readonly label?: string;
}

/** Asserts equal shapes, dtypes and close values. */
export function expectSameTensors(
  got: readonly HostTensor[],
  expected: readonly HostTensor[],
  comparison: number | Comparison = {},
): void {
  const { tolerance = 2e-5, label = 'result' } =
    typeof comparison === 'number' ? { tolerance: comparison } : comparison;
  expect(
    got.map(({ shape, dtype }) => ({ shape, dtype })),
    label,
  ).toEqual(expected.map(({ shape, dtype }) => ({ shape, dtype })));
  expected.forEach(({ data }, index) => {
    const actual = (got[index] as HostTensor).data;
    data.forEach((value, position) => {
      const other = actual[position] as number;
      const close =
        Object.is(value, other) ||
        value === other ||
        Math.abs(value - other) <= tolerance * Math.max(1, Math.abs(value));
      if (!close)
        expect.fail(`${label} ${index}, element ${position}: expected ${value}, got ${other}`);
    });
  });
}
