import { describe, expect, test } from 'vitest';
import { tf } from '../index.js';
import { registerKernels } from '../kernels/register-kernels.js';
import { rmsNorm } from '../ops/rms-norm.js';
import { traceFunction } from '../trace/trace-function.js';
import { expectSameResults, operatorsOf } from './pass-cases.test-support.js';
import { recomputeInverseRms } from './recompute-inverse-rms.js';

registerKernels();

const webgpu = { device: 'webgpu', precision: 'float32' } as const;

/** Normalisation with the gradient of its weight, which reads the second output. */
function normalisation(withGradient: boolean) {
  const spec = (...shape: number[]) => ({ shape, dtype: 'float32' as const });
  return traceFunction(
    ({ x, w }) => {
      const y = (weight: tf.Tensor) => rmsNorm(x as tf.Tensor, weight, 1e-5);
      if (!withGradient) return { outputs: { y: y(w as tf.Tensor) } };
      const loss = (weight: tf.Tensor) => tf.sum(tf.square(y(weight))) as tf.Scalar;
      return { outputs: { gradient: tf.grad(loss)(w as tf.Tensor) } };
    },
    {
      name: 'normalisation',
      inputs: new Map([
        ['x', spec(3, 4)],
        ['w', spec(4)],
      ]),
      state: new Map(),
      constants: new Map(),
    },
  );
}

describe('recomputeInverseRms', () => {
  test('computes what a gradient reads by nodes of its own on WebGPU', async () => {
    const before = normalisation(true);
    const after = recomputeInverseRms(before, webgpu);
    const norm = after.nodes.find(({ opType }) => opType === 'SimplifiedLayerNormalization');
    expect(norm?.outputs).toHaveLength(1);
    expect(operatorsOf(after)).toMatchObject({ ReduceMean: 1, Sqrt: 1, Reciprocal: 1 });
    await expectSameResults(before, after, 1e-5);
  });

  test('leaves a normalisation without gradient, and other devices, alone', () => {
    const inference = normalisation(false);
    expect(recomputeInverseRms(inference, webgpu)).toBe(inference);
    const training = normalisation(true);
    expect(recomputeInverseRms(training, { ...webgpu, device: 'cpu' })).toBe(training);
  });
});
