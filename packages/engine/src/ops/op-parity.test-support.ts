import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import {
  expectSameTensors,
  gradientsOf,
  runEagerly,
  runJitted,
  type TensorFunction,
} from '../eager-reference.test-support.js';
import { jit, type HostTensor } from '../index.js';

/** What {@link expectParity} compares. */
export interface ParityOptions {
  /** Whether the gradient is compared too. Default true. */
  readonly differentiable?: boolean;
  /** Of forward values, relative to the larger of 1 and the expected value. Default 2e-5. */
  readonly tolerance?: number;
  /** The same in independent plain TF.js operations; default: the op's own fallback. */
  readonly reference?: TensorFunction;
}

/**
 * Asserts that a jitted function of a custom op gives what the plain TF.js operations give on the cpu backend, values
 * and gradients of all float32 inputs.
 */
export async function expectParity(
  fn: TensorFunction,
  inputs: readonly HostTensor[],
  { differentiable = true, tolerance = 2e-5, reference = fn }: ParityOptions = {},
): Promise<void> {
  await tf.setBackend('cpu');
  const expected = runEagerly(reference, inputs);
  expectSameTensors(await runJitted(fn, inputs), expected, tolerance);
  if (reference !== fn) expectSameTensors(runEagerly(fn, inputs), expected, tolerance);
  if (!differentiable) return;
  const expectedGradients = runEagerly(gradientsOf(reference, inputs), inputs);
  const gradient = gradientsOf(fn, inputs);
  expectSameTensors(await runJitted(gradient, inputs), expectedGradients, 10 * tolerance);
  expectSameTensors(runEagerly(gradient, inputs), expectedGradients, 10 * tolerance);
}

/** Nodes by operator of the graph that `fn` becomes, without those that only name results. */
export async function operatorsOf(
  fn: TensorFunction,
  inputs: readonly HostTensor[],
): Promise<Readonly<Record<string, number>>> {
  const jitted = jit((record) => {
    const results = fn(...inputs.map((_, index) => record[`x${index}`] as tf.Tensor));
    const list = Array.isArray(results) ? results : [results];
    return { outputs: Object.fromEntries(list.map((each, index) => [`y${index}`, each])) };
  });
  await jitted.run(Object.fromEntries(inputs.map((input, index) => [`x${index}`, input])));
  const [signature] = jitted.inspect();
  await jitted.dispose();
  expect(signature).toBeDefined();
  const { Identity: _naming, ...operators } = signature?.operators ?? {};
  return operators;
}
