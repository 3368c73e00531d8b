import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OnnxAttribute, OnnxGraph } from '../onnx/onnx-graph.js';
import { graphKey } from './graph-key.js';

const spec = { shape: [2], dtype: 'float32' as const };

function graphOf({
  attributes = {},
  inputs = ['x', 'c'],
  data = Float32Array.of(1, 2),
  opType = 'Add',
}: {
  attributes?: Record<string, OnnxAttribute>;
  inputs?: string[];
  data?: Float32Array;
  opType?: string;
} = {}): OnnxGraph {
  return {
    name: 'test',
    nodes: [{ opType, domain: '', inputs, outputs: ['y'], attributes }],
    initializers: [{ name: 'c', ...spec, data }],
    inputs: [{ name: 'x', ...spec }],
    outputs: [{ name: 'y', ...spec }],
    values: new Map(),
  };
}

describe('graphs that differ have different keys', () => {
  const variants: Record<string, OnnxGraph> = {
    plain: graphOf(),
    'another operator': graphOf({ opType: 'Mul' }),
    'swapped inputs': graphOf({ inputs: ['c', 'x'] }),
    'an omitted input': graphOf({ inputs: ['x', 'c', ''] }),
    'another constant': graphOf({ data: Float32Array.of(1, 3) }),
    'negative zero': graphOf({ data: Float32Array.of(0, -0) }),
    zero: graphOf({ data: Float32Array.of(0, 0) }),
    'an integer attribute': graphOf({ attributes: { axis: 1 } }),
    'a negative attribute': graphOf({ attributes: { axis: -1 } }),
    'a float attribute': graphOf({ attributes: { axis: { float: 1 } } }),
    'a list attribute': graphOf({ attributes: { axis: [1] } }),
    'a text attribute': graphOf({ attributes: { axis: '1' } }),
    'NaN as attribute': graphOf({ attributes: { axis: { float: NaN } } }),
    'infinity as attribute': graphOf({ attributes: { axis: { float: Infinity } } }),
    'another shape': { ...graphOf(), inputs: [{ name: 'x', shape: [1], dtype: 'float32' }] },
    'another dtype': { ...graphOf(), inputs: [{ name: 'x', shape: [2], dtype: 'float16' }] },
    'another output': { ...graphOf(), outputs: [{ name: 'z', ...spec }] },
    'a large constant': graphOf({ data: new Float32Array(100_000) }),
    'another large constant': graphOf({ data: new Float32Array(100_000).fill(1, 99_999) }),
  };

  test('among each other', async () => {
    const keys = await Promise.all(Object.values(variants).map((graph) => graphKey(graph, '')));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.every((key) => /^[0-9a-f]{64}$/.test(key))).toBe(true);
  });

  test('and equal ones the same, unless the settings differ', async () => {
    expect(await graphKey(graphOf(), 'a')).toBe(await graphKey({ ...graphOf(), name: 'b' }, 'a'));
    expect(await graphKey(graphOf(), 'a')).not.toBe(await graphKey(graphOf(), 'b'));
  });
});

describe('constants in files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'momq-key-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function keyOf(place: string, bytes: Uint8Array, offset = 0): Promise<string> {
    const path = join(folder, place);
    await mkdir(path, { recursive: true });
    const file = join(path, 'w.bin');
    await writeFile(file, bytes);
    const length = bytes.length - 8;
    const external = { file, offset, length };
    const initializers = [{ name: 'c', shape: [length / 4], dtype: 'float32' as const, external }];
    return graphKey({ ...graphOf(), initializers }, '');
  }

  test('count with their place, wherever the folder lies and whatever large ones contain', async () => {
    const [zeros, ones] = [new Uint8Array(1008), new Uint8Array(1008).fill(1)];
    expect(await keyOf('a', zeros)).toBe(await keyOf('b/c', ones));
    expect(await keyOf('a', zeros)).not.toBe(await keyOf('a', zeros, 8));
  });

  test('small ones count with their content', async () => {
    const [zeros, ones] = [new Uint8Array(12), new Uint8Array(12).fill(1)];
    expect(await keyOf('a', zeros)).toBe(await keyOf('b', zeros));
    expect(await keyOf('a', zeros)).not.toBe(await keyOf('a', ones));
  });
});
