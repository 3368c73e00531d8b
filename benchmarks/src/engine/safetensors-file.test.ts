import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSafetensors } from '@momq/engine/safetensors';
import { expect, test } from 'vitest';
import { writeSafetensors } from './safetensors-file.js';

test('writeSafetensors writes what the engine reads', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'momq-safetensors-'));
  try {
    const file = path.join(folder, 'some.safetensors');
    writeSafetensors(file, {
      weight: { dtype: 'F32', shape: [2, 2], data: () => Float32Array.of(1, -2, 3.5, 0) },
      ids: { dtype: 'I32', shape: [3], data: () => Int32Array.of(7, -1, 2) },
    });
    const tensors = await openSafetensors(file);
    expect(tensors.names()).toEqual(['weight', 'ids']);
    expect(await tensors.read('weight')).toEqual({
      data: Float32Array.of(1, -2, 3.5, 0),
      shape: [2, 2],
      dtype: 'float32',
    });
    expect((await tensors.read('ids')).data).toEqual(Int32Array.of(7, -1, 2));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
