import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hostTensor, jit, State } from '../index.js';
import { decodeOn, expectSameRun, trainOn } from './device-parity.test-support.js';
import { findTfjsBackend } from './tfjs-backend.js';

const builds = ['.built-gpu', '.built'].map((folder) => ({
  folder: fileURLToPath(new URL(`../../../../reference/tfjs-node/${folder}`, import.meta.url)),
  package: folder === '.built' ? '@tensorflow/tfjs-node' : '@tensorflow/tfjs-node-gpu',
}));
// One process can hold one native binding: two would register the same backend.
const built = builds.find(({ folder }) => existsSync(folder));
const why = built?.package ?? 'skipped: not built; reference/tfjs-node/build.sh builds it';

describe('device tfjs', () => {
  it('runs a function with state, gradients and constants on an installed backend', async () => {
    const step = jit(
      ({ x }, { w, scale }) => {
        const loss = (weight: tf.Tensor) =>
          tf.sum(
            tf.mul(tf.square(tf.mul(x as tf.Tensor, weight)), scale as tf.Tensor),
          ) as tf.Scalar;
        const { value, grads } = tf.valueAndGrads(loss)([w as tf.Tensor]);
        return { outputs: { loss: value }, state: { w: tf.sub(w as tf.Tensor, grads[0]!) } };
      },
      { device: 'tfjs', constants: { scale: hostTensor([0.5], []) } },
    );
    const state = State.from({ w: hostTensor([3]) });
    const { loss } = await step.run({ x: hostTensor([2]) }, state);
    expect(loss?.data).toEqual(Float32Array.of(18));
    expect(state.get('w').data).toEqual(Float32Array.of(3 - 12));
    expect(step.inspect()[0]?.device.reason).toMatch(/TF\.js backend "(cpu|tensorflow)"/);
    await step.dispose();
  });

  it('leaves no tensor and no backend behind, also when the function throws', async () => {
    await tf.setBackend('cpu');
    const before = tf.memory().numTensors;
    const constants = { c: hostTensor([1, 2]) };
    const twice = jit(
      ({ x }, { c }) => {
        if (x?.shape[0] === 1) throw new TypeError('no');
        return { outputs: { y: tf.add(x as tf.Tensor, c as tf.Tensor), same: c as tf.Tensor } };
      },
      { device: 'tfjs', constants },
    );
    for (let run = 0; run < 3; run++) {
      const { y, same } = await twice.run({ x: hostTensor([1, 1]) });
      expect([...(y?.data ?? []), ...(same?.data ?? [])]).toEqual([2, 3, 1, 2]);
    }
    await expect(twice.run({ x: hostTensor([1]) })).rejects.toThrow(TypeError);
    await expect(twice.run({})).rejects.toMatchObject({ code: 'INPUT_MISSING' });
    await twice.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(tf.getBackend()).toBe('cpu');
  });

  it('refuses to update a constant', async () => {
    const constants = { c: hostTensor([1]) };
    const wrong = jit((_, { c }) => ({ outputs: {}, state: { c: c as tf.Tensor } }), {
      device: 'tfjs',
      constants,
    });
    await expect(wrong.run({})).rejects.toMatchObject({ code: 'TRACE_INVALID_RESULT' });
    await wrong.dispose();
  });
});

describe.skipIf(built === undefined)(`device tfjs with native TensorFlow (${why})`, () => {
  beforeEach(() => {
    process.env['MOMQ_TFJS_PATH'] = built?.folder ?? '';
  });
  afterEach(() => {
    delete process.env['MOMQ_TFJS_PATH'];
  });

  it('is found before the portable backends', async () => {
    expect(await findTfjsBackend()).toEqual({
      backend: 'tensorflow',
      package: built?.package,
      rejected: [],
    });
  });

  it('trains like the CPU', async () => {
    const run = await trainOn('tfjs');
    expect(run.report.device.reason).toContain(`of ${built?.package}`);
    expectSameRun(run, await trainOn('cpu'), 2e-4);
  });

  it('decodes like the CPU', async () => {
    expectSameRun(await decodeOn('tfjs'), await decodeOn('cpu'), 2e-4);
  });
});
