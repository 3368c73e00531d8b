import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hostTensor, jit, State } from '../index.js';
import { describeTfjs, findTfjsBackend } from './tfjs-backend.js';

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

describe('constants on device tfjs', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'momq-tfjs-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const sum = (length: number, offset = 4) =>
    jit((_, { c, half }) => ({ outputs: { y: tf.add(c as tf.Tensor, half as tf.Tensor) } }), {
      device: 'tfjs',
      constants: {
        c: {
          kind: 'external',
          file: path.join(folder, 'weights.bin'),
          offset,
          length,
          shape: [length / 4],
          dtype: 'float32',
        },
        half: { data: Uint16Array.of(0x3c00, 0xc000), shape: [2], dtype: 'float16' }, // 1, −2
      },
    });

  it('come from files and from half precision', async () => {
    writeFileSync(path.join(folder, 'weights.bin'), Float32Array.of(9, 10, 20));
    const program = sum(8);
    expect((await program.run({}))['y']?.data).toEqual(Float32Array.of(11, 18));
    await program.dispose();
  });

  it('that lie in no file, or beyond its end, are an error with a code', async () => {
    const program = sum(8);
    await expect(program.run({})).rejects.toMatchObject({ code: 'EXTERNAL_DATA' });
    writeFileSync(path.join(folder, 'weights.bin'), Float32Array.of(9, 10));
    await expect(program.run({})).rejects.toMatchObject({
      code: 'EXTERNAL_DATA',
      message: expect.stringContaining('the end of the file at byte 8') as string,
    });
    await program.dispose();
  });
});

describe('findTfjsBackend', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'momq-tfjs-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function install(name: string, main: string): void {
    const target = path.join(folder, 'node_modules', name);
    mkdirSync(target, { recursive: true });
    writeFileSync(path.join(target, 'package.json'), JSON.stringify({ name, main: 'main.js' }));
    writeFileSync(path.join(target, 'main.js'), main);
  }

  it('says what to install where there is no backend package', async () => {
    expect(await describeTfjs([folder])).toMatchObject({
      available: false,
      detail: 'no TF.js backend package is installed',
      remedy: expect.stringContaining(
        '@tensorflow/tfjs-node-gpu, @tensorflow/tfjs-node,',
      ) as string,
    });
  });

  it('passes over a package that uses another copy of tfjs-core', async () => {
    install('@tensorflow/tfjs-node', '');
    install('@tensorflow/tfjs-core', '');
    const { backend, rejected } = await findTfjsBackend([folder]);
    expect(backend).toBeUndefined();
    expect(rejected).toEqual([
      expect.stringMatching(
        /^@tensorflow\/tfjs-node uses another copy of @tensorflow\/tfjs-core \(.*momq-tfjs-/,
      ) as string,
    ]);
  });

  it('passes over a package whose native binding is missing', async () => {
    install('@tensorflow/tfjs-node', "throw new Error('The native addon can not be found.');");
    symlinkSync(
      path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-core/package.json')),
      path.join(folder, 'node_modules/@tensorflow/tfjs-core'),
    );
    const report = await describeTfjs([folder]);
    expect(report).toMatchObject({
      available: false,
      detail:
        '@tensorflow/tfjs-node is installed and cannot be loaded: The native addon can not be found',
      remedy: expect.stringContaining('build the native binding') as string,
    });
  });
});
