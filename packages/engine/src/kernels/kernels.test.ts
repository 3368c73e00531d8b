import { readdir } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  directionalSlope,
  expectSameTensors,
  gradientsOf,
  runEagerly,
  runJitted,
  type TensorFunction,
} from '../eager-reference.test-support.js';
import type { HostTensor } from '../index.js';
import { drawInput, randomNumbers } from '../random-inputs.test-support.js';
import { kernelCases } from './cases/kernel-cases.test-support.js';
import { Draw, type KernelSample, type Sizes } from './cases/kernel-case.test-support.js';
import { kernelTranslations } from './register-kernels.js';

/** Another seed draws other cases: `MOMQ_SEED=7 npx vitest run src/kernels`. */
const seed = Number(process.env['MOMQ_SEED'] ?? 20_251_121);

/** Sizes of the samples that each case draws. */
const SIZES: readonly Sizes[] = ['any', 'any', 'any', 'one', 'prime', 'prime', 'empty', 'empty'];

/** One function of the inputs of a sample with what it is to give. */
interface Check {
  readonly label: string;
  readonly fn: TensorFunction;
  readonly inputs: readonly HostTensor[];
  readonly expected: readonly HostTensor[];
  readonly tolerance: number;
}

/** The samples of a kernel, drawn with a seed of their own. */
function samplesOf(
  kernel: string,
): { sample: KernelSample; inputs: HostTensor[]; label: string }[] {
  const cases = kernelCases.filter((each) => each.kernel === kernel);
  const random = randomNumbers([...kernel].reduce((sum, c) => sum * 31 + c.charCodeAt(0), seed));
  return cases.flatMap(({ draw }, which) =>
    SIZES.map((sizes, index) => {
      const sample = draw(new Draw(random, sizes, index === 0));
      const inputs = sample.inputs.map((input) => drawInput(input, random));
      const specs = inputs.map(({ dtype, shape }) => `${dtype}[${shape.join()}]`).join(' ');
      return { sample, inputs, label: `${kernel} case ${which}.${index} ${specs} (seed ${seed})` };
    }),
  );
}

/** Whether the gradient of a sample is to be checked. */
function hasGradient(kernel: string, { gradient, inputs }: KernelSample): boolean {
  const differentiable = inputs.some(({ dtype }) => (dtype ?? 'float32') === 'float32');
  return gradient !== 'none' && differentiable && tf.getGradient(kernel) != null;
}

/** Forward and gradient checks of a kernel, with the results of TF.js's cpu backend. */
function checksOf(kernel: string): Check[] {
  return samplesOf(kernel).flatMap(({ sample, inputs, label }) =>
    labelled(label, () => {
      const { fn, reference = sample } = sample;
      const expected = runEagerly(reference.fn, inputs);
      const forward = { label, fn, inputs, expected, tolerance: 2e-5 };
      if (!hasGradient(kernel, sample)) return [forward];
      const slopes = runEagerly(gradientsOf(reference.fn, inputs), inputs);
      if (sample.gradient !== 'kinked') expectSlope(label, { fn: reference.fn, inputs, slopes });
      const backward = {
        label: `gradient of ${label}`,
        fn: gradientsOf(fn, inputs),
        inputs,
        expected: slopes,
        tolerance: 2e-4,
      };
      return [forward, backward];
    }),
  );
}

/** Puts the label of a sample before what goes wrong in it. */
function labelled<T>(label: string, body: () => T): T {
  try {
    return body();
  } catch (cause) {
    throw new Error(`${label}: ${String(cause)}`, { cause });
  }
}

/** Compares a gradient with the change of the function along a random direction. */
function expectSlope(
  label: string,
  { fn, inputs, slopes }: { fn: TensorFunction; inputs: HostTensor[]; slopes: HostTensor[] },
): void {
  const { analytic, numeric, scale } = directionalSlope(fn, inputs, slopes);
  const close = Math.abs(analytic - numeric) <= 1e-2 * Math.max(1, scale);
  if (!close) expect.fail(`${label}: slope ${analytic} by gradient, ${numeric} by differences`);
}

/** Runs many checks as one graph. */
async function runTogether(checks: readonly Check[]): Promise<HostTensor[][]> {
  const all = checks.flatMap(({ inputs }) => inputs);
  const counts: number[] = [];
  const results = await runJitted((...tensors) => {
    let next = 0;
    return checks.flatMap(({ fn, inputs }) => {
      const result = fn(...tensors.slice(next, (next += inputs.length)));
      const list = Array.isArray(result) ? result : [result];
      counts.push(list.length);
      return list;
    });
  }, all);
  let next = 0;
  return counts.map((count) => results.slice(next, (next += count)));
}

beforeAll(() => tf.setBackend('cpu'));

/** Random numbers differ from the cpu backend's; `random-kernels.test.ts` looks at their distribution. */
const RANDOM_KERNELS = new Set(['MomqRandomUniform', 'Multinomial']);
const comparable = Object.keys(kernelTranslations).filter((kernel) => !RANDOM_KERNELS.has(kernel));

describe.each(comparable)('%s', (kernel) => {
  test('equals the cpu backend of TF.js', async () => {
    const checks = checksOf(kernel);
    expect(checks.length, 'a kernel needs a case').toBeGreaterThan(0);
    if (tf.getGradient(kernel) != null && kernel !== 'EluGrad') {
      const gradients = checks.filter(({ label }) => label.startsWith('gradient'));
      expect(gradients.length, 'a gradient needs a case').toBeGreaterThan(0);
    }
    const results = await runTogether(checks).catch(async (error: unknown) => {
      for (const check of checks) {
        await runTogether([check]).catch((cause: unknown) => {
          throw new Error(`${check.label}: ${String(cause)}`, { cause });
        });
      }
      throw error;
    });
    checks.forEach(({ label, expected, tolerance }, index) =>
      expectSameTensors(results[index] as HostTensor[], expected, { tolerance, label }),
    );
  });
});

test('each kernel is in a file of its name', async () => {
  const files = new Set(await readdir(import.meta.dirname));
  const missing = Object.keys(kernelTranslations).filter((kernel) => {
    const words = kernel
      .replace(/^_/, '')
      .replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3-$2');
    return !files.has(`${words.toLowerCase()}.ts`);
  });
  expect(missing).toEqual([]);
});
