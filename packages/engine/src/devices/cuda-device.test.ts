import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listSupportedBackends } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jit, type tf } from '../index.js';
import { libraryFolder } from '../runtime/onnx-runtime.js';
import { describeCuda } from './cuda-device.js';

const supported = listSupportedBackends().some(({ name }) => name === 'cuda');
const installed = await describeCuda();

describe.skipIf(!supported)('device cuda (linux-x64 only)', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'momq-cuda-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("says which of ONNX Runtime's libraries are not installed, and how to install them", async () => {
    const report = await describeCuda(folder);
    expect(report).toMatchObject({ kind: 'cuda', available: false });
    expect(report.detail).toContain(
      `${folder} lacks libonnxruntime_providers_shared.so and libonnxruntime_providers_cuda.so`,
    );
    expect(report.remedy).toContain('ONNXRUNTIME_NODE_INSTALL=cuda12');
  });

  it('says which libraries the dynamic linker does not find', async () => {
    // A real library whose one dependency does not lie beside it.
    writeFileSync(path.join(folder, 'libonnxruntime_providers_shared.so'), '');
    copyFileSync(
      path.join(libraryFolder, 'onnxruntime_binding.node'),
      path.join(folder, 'libonnxruntime_providers_cuda.so'),
    );
    const report = await describeCuda(folder);
    expect(report.available).toBe(false);
    expect(report.detail).toBe(
      'the dynamic linker does not find libonnxruntime.so.1, which libonnxruntime_providers_cuda.so needs',
    );
    expect(report.remedy).toContain('LD_LIBRARY_PATH');
  });

  it.skipIf(installed.available)('fails at the first run where it is not available', async () => {
    const identity = jit(({ x }) => ({ outputs: { y: x as tf.Tensor } }), { device: 'cuda' });
    await expect(identity.run({})).rejects.toMatchObject({
      code: 'DEVICE_UNAVAILABLE',
      message: expect.stringContaining(installed.detail) as string,
    });
    await identity.dispose();
  });
});
