import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { EngineError, hostTensor, jit } from '../index.js';
import { coverageTable, tfjsKernels } from './cases/coverage-table.test-support.js';
import { kernelTranslations } from './register-kernels.js';
import { UNSUPPORTED_KERNELS } from './unsupported-kernels.js';

const dist = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-core'));
const unsupported = Object.values(UNSUPPORTED_KERNELS).flat();
const images = UNSUPPORTED_KERNELS['convolution, pooling and images'] as readonly string[];

/** Modules that a module of TF.js imports from its folder of operations. */
function importedOperations(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)]
    .map(([, path]) => `${resolve(dirname(file), path as string)}.js`)
    .filter((path) => path.includes('/ops/') && !/\/ops\/(operation|ops)\.js$/.test(path));
}

/** Kernels that TF.js modules run, by themselves or through operations they import. */
function reachedKernels(files: readonly string[]): Set<string> {
  const visited = new Set<string>();
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (visited.has(file)) return;
    visited.add(file);
    for (const [, name] of readFileSync(file, 'utf8').matchAll(/runKernel\(\s*(\w+)/g))
      reached.add(name as string);
    importedOperations(file).forEach(visit);
  };
  files.forEach(visit);
  return reached;
}

const filesOf = (folder: string, pattern: RegExp): string[] =>
  readdirSync(join(dist, folder))
    .filter((file) => pattern.test(file))
    .map((file) => join(dist, folder, file));

test('each kernel of TF.js is translated, or listed with a reason', () => {
  const known = [...Object.keys(kernelTranslations), ...unsupported];
  expect(tfjsKernels().filter((kernel) => !known.includes(kernel))).toEqual([]);
  expect(known.filter((kernel, index) => known.indexOf(kernel) !== index)).toEqual([]);
  const names = [...tfjsKernels(), 'MomqRandomUniform'];
  expect(known.filter((kernel) => !names.includes(kernel))).toEqual([]);
});

test('gradients, optimisers and losses of TF.js reach only translated kernels', () => {
  const gradients = filesOf('gradients', /_grad\.js$/).filter((file) => {
    const kernel = (/(\w+)_grad\.js$/.exec(file) as RegExpExecArray)[1] as string;
    return !unsupported.includes(kernel);
  });
  const optimisers = filesOf('optimizers', /_optimizer\.js$/);
  const losses = filesOf('ops/losses', /^\w+\.js$/).filter((file) => !file.endsWith('_test.js'));
  expect([gradients.length, optimisers.length, losses.length].every((count) => count > 6)).toBe(
    true,
  );
  const reached = [...reachedKernels([...gradients, ...optimisers, ...losses])].sort();
  expect(reached.length).toBeGreaterThan(45);
  // The operations abs and transpose of TF.js run these for complex64 only, which tensors of the engine never are.
  const complex = ['Complex', 'ComplexAbs', 'Imag', 'Real'];
  const missing = reached.filter((kernel) => !(kernel in kernelTranslations));
  expect(missing).toEqual(complex);
});

test('each kernel with a gradient in TF.js has one here, images apart', () => {
  const withGradient = filesOf('gradients', /_grad\.js$/).map(
    (file) => (/(\w+)_grad\.js$/.exec(file) as RegExpExecArray)[1] as string,
  );
  const missing = withGradient.filter((kernel) => tf.getGradient(kernel) == null);
  expect(missing.filter((kernel) => !images.includes(kernel))).toEqual(['ComplexAbs']);
});

test('an unsupported kernel fails while tracing, by name and with what to do', async () => {
  const image = hostTensor(new Float32Array(16), [1, 4, 4, 1]);
  const fn = jit(({ x }) => ({
    outputs: { y: tf.maxPool(x as tf.Tensor4D, 2, 1, 'same') },
  }));
  const error: unknown = await fn.run({ x: image }).catch((reason: unknown) => reason);
  expect(EngineError.isInstance(error) && error.code).toBe('UNSUPPORTED_KERNEL');
  expect((error as Error).message).toMatch(/MaxPool.*convolution, pooling and images.*Express it/s);
});

test('the table of the README is up to date', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(coverageTable());
});
