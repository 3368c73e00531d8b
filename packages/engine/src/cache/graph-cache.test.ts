import { spawn } from 'node:child_process';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { hostTensor, jit, State, tf, type EngineWarning, type JitOptions } from '../index.js';
import { openSafetensors } from '../safetensors/index.js';
import { bytesOf, safetensorsFile } from '../safetensors/safetensors-file.test-support.js';
import { compileTraced } from '../session/compile-traced.js';
import { GraphCache } from './graph-cache.js';
import { encodeCacheFile } from './cache-file.js';
import { pruneCache } from './prune-cache.js';

let folder: string;
let warnings: EngineWarning[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-cache-'));
  warnings = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const x = hostTensor([1, 2, 3], [1, 3]);

/** Runs a function in a fresh `jit`, as a second process would. */
async function runFresh(
  options: JitOptions = {},
  factor = 2,
): Promise<{ y: number[]; fromCache: boolean }> {
  const fn = jit((inputs) => ({ outputs: { y: tf.exp(tf.mul(inputs['x']!, factor)) } }), {
    name: 'grow',
    cacheFolder: folder,
    onWarning: (warning) => warnings.push(warning),
    ...options,
  });
  const { y } = await fn.run({ x });
  const { fromCache } = fn.inspect()[0]!;
  await fn.dispose();
  return { y: Array.from(y!.data), fromCache };
}

async function onlyFile(): Promise<string> {
  const names = await readdir(folder);
  expect(names).toHaveLength(1);
  return join(folder, names[0]!);
}

test('the second compilation comes from disk and gives the same', async () => {
  const cold = await runFresh();
  const warm = await runFresh();
  expect([cold.fromCache, warm.fromCache]).toEqual([false, true]);
  expect(warm.y).toEqual(cold.y);
  expect(warm.y[0]).toBeCloseTo(Math.exp(2), 4);
  expect(warnings).toEqual([]);
});

test('other graphs and other session settings have files of their own', async () => {
  await runFresh();
  expect((await runFresh({}, 3)).fromCache).toBe(false);
  expect((await runFresh({ keepMemory: false })).fromCache).toBe(false);
  expect((await runFresh({ precision: 'float16' })).fromCache).toBe(false);
  expect((await runFresh({ name: 'another name' })).fromCache).toBe(true);
  expect(await readdir(folder)).toHaveLength(4);
});

test('without cacheFolder or cache nothing is written', async () => {
  const fn = jit((inputs) => ({ outputs: { y: tf.exp(inputs['x']!) } }));
  await fn.run({ x });
  expect(await readdir(folder)).toEqual([]);
  await fn.dispose();
});

test('cache: true takes the folder of the environment', async () => {
  vi.stubEnv('MOMQ_CACHE_DIR', folder);
  const fn = jit((inputs) => ({ outputs: { y: tf.exp(inputs['x']!) } }), { cache: true });
  await fn.run({ x });
  await fn.dispose();
  vi.unstubAllEnvs();
  expect(await readdir(join(folder, 'graphs'))).toHaveLength(1);
});

describe('a file that cannot be used is reported once and rebuilt', () => {
  const other = { description: '{}', model: Buffer.from('not a model') };
  const damage: Record<string, (path: string) => Promise<void>> = {
    'half-written': async (path) => truncate(path, (await readFile(path)).length - 10),
    'cut inside its header': (path) => truncate(path, 5),
    empty: (path) => truncate(path, 0),
    'of another version': async (path) =>
      writeFile(path, encodeCacheFile(other, 'engine 0.0.1, onnxruntime 1.2.3')),
    'of another format': (path) => writeFile(path, 'momq-graph 0\na\nb\n'),
    'changed in one byte': async (path) => {
      const bytes = await readFile(path);
      bytes[bytes.length - 3]! ^= 1;
      await writeFile(path, bytes);
    },
    'whole, but no model': (path) => writeFile(path, encodeCacheFile(other)),
  };
  test.each(Object.keys(damage))('%s', async (kind) => {
    const cold = await runFresh();
    const path = await onlyFile();
    const good = await readFile(path);
    await damage[kind]!(path);
    const again = await runFresh();
    expect(again).toEqual({ y: cold.y, fromCache: false });
    expect(warnings.map(({ code }) => code)).toEqual(['CACHE_UNUSABLE']);
    expect(warnings[0]!.message).toContain(path);
    expect((await readFile(path)).length).toBe(good.length);
    expect((await runFresh()).fromCache).toBe(true);
    expect(warnings).toHaveLength(1);
  });
});

test('without a listener the warning goes to process.emitWarning', async () => {
  const emit = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  await runFresh();
  await truncate(await onlyFile(), 3);
  await runFresh({ onWarning: undefined as never });
  expect(emit).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('incomplete'), {
    type: 'EngineWarning',
    code: 'CACHE_UNUSABLE',
  });
  emit.mockRestore();
});

test('a folder that cannot be written costs a warning, not the run', async () => {
  const path = join(folder, 'occupied');
  await writeFile(path, 'a file, where a folder should be');
  const { y, fromCache } = await runFresh({ cacheFolder: path });
  expect(fromCache).toBe(false);
  expect(y).toHaveLength(3);
  expect(warnings.map(({ code }) => code)).toContain('CACHE_UNUSABLE');
});

test('a session that cannot be created leaves no file behind', async () => {
  const spec = { shape: [1], dtype: 'float32' as const };
  const graph = {
    name: 'broken',
    nodes: [
      { opType: 'NoSuchOperator', domain: '', inputs: ['a'], outputs: ['b'], attributes: {} },
    ],
    initializers: [],
    inputs: [{ name: 'a', ...spec }],
    outputs: [{ name: 'b', ...spec }],
    values: new Map([
      ['a', spec],
      ['b', spec],
    ]),
  };
  const device = {
    kind: 'cpu',
    reason: '',
    executionProviders: ['cpu'],
    sessionEntries: {},
  } as const;
  const cache = new GraphCache(folder, () => undefined);
  const compiler = {
    options: { device },
    precision: 'float32',
    shared: new Set<string>(),
  } as const;
  await expect(compileTraced(graph, { ...compiler, cache })).rejects.toMatchObject({
    code: 'SESSION_FAILED',
  });
  expect(await readdir(folder)).toEqual([]);
});

test('the report of a graph from disk is that of the first compilation', async () => {
  const reports = [];
  for (let round = 0; round < 2; round++) {
    const fn = jit((inputs) => ({ outputs: { y: tf.sum(tf.add(inputs['x']!, tf.exp(1))) } }), {
      cacheFolder: folder,
    });
    await fn.run({ x });
    const { fromCache, traceMs: _, passesMs: __, sessionMs: ___, ...report } = fn.inspect()[0]!;
    expect(fromCache).toBe(round === 1);
    reports.push(report);
    await fn.dispose();
  }
  expect(reports[1]).toEqual(reports[0]);
  expect(reports[1]!.liveBytes).toHaveLength(reports[1]!.nodeCount);
});

test('a graph from disk still writes the rows of shared state in place', async () => {
  const results: number[][] = [];
  for (let round = 0; round < 2; round++) {
    const state = State.from({ rows: hostTensor([1, 2, 3, 4], [2, 2]) });
    const fn = jit(
      ({ at, row }, { rows }) => ({
        outputs: {},
        state: { rows: tf.tensorScatterUpdate(rows!, at!, row!) },
      }),
      { sharedState: ['rows'], cacheFolder: folder },
    );
    await fn.run({ at: hostTensor([1], [1, 1], 'int32'), row: hostTensor([8, 9], [1, 2]) }, state);
    results.push([...state.get('rows').data, fn.inspect()[0]!.fromCache ? 1 : 0]);
    await fn.dispose();
  }
  expect(results).toEqual([
    [1, 2, 8, 9, 0],
    [1, 2, 8, 9, 1],
  ]);
});

test('with debug, a graph from disk names the operation that gave a NaN', async () => {
  const warm = () =>
    jit((inputs) => ({ outputs: { y: tf.log(tf.mul(inputs['x']!, -1)) } }), {
      cacheFolder: folder,
      debug: true,
    });
  await expect(warm().run({ x })).rejects.toMatchObject({ code: 'NON_FINITE_VALUE' });
  const again = warm();
  await expect(again.run({ x })).rejects.toThrow('Log');
  expect(again.inspect()[0]?.fromCache).toBe(true);
});

test('external weights stay in their file, and another copy of it works too', async () => {
  const results: number[][] = [];
  for (const [index, scale] of [1, 10].entries()) {
    const weights = Float32Array.from({ length: 3 * 4096 }, (_, each) => (each % 7) * scale);
    const path = join(folder, `w${index}`);
    await mkdir(path);
    await writeFile(
      join(path, 'model.safetensors'),
      safetensorsFile({ w: { dtype: 'F32', shape: [3, 4096], bytes: bytesOf(weights) } }),
    );
    const fn = jit((inputs, { w }) => ({ outputs: { y: tf.matMul(inputs['x']!, w!) } }), {
      constants: (await openSafetensors(path)).constants(),
      cacheFolder: join(folder, 'graphs'),
    });
    const { y } = await fn.run({ x });
    results.push([fn.inspect()[0]!.fromCache ? 1 : 0, y!.data[1]!]);
    await fn.dispose();
  }
  // columns 1, 4097, 8193 of the flat weights: 1, 2, 3 (mod 7)
  expect(results).toEqual([
    [0, 1 + 2 * 2 + 3 * 3],
    [1, 140],
  ]);
  const [name] = await readdir(join(folder, 'graphs'));
  expect((await readFile(join(folder, 'graphs', name!))).length).toBeLessThan(2000);
});

test('processes that compile at once do not disturb each other', async () => {
  const program = `
    import { hostTensor, jit, tf } from ${JSON.stringify(new URL('../index.ts', import.meta.url).href)};
    for (let round = 0; round < 10; round++) {
      const fn = jit(({ x }) => ({ outputs: { y: tf.exp(tf.mul(x, round)) } }), {
        cacheFolder: ${JSON.stringify(folder)},
        onWarning: (warning) => { console.log(warning.message); process.exitCode = 1; },
      });
      const { y } = await fn.run({ x: hostTensor([1]) });
      if (Math.abs(y.data[0] - Math.exp(round)) > 1e-3 * Math.exp(round)) process.exitCode = 2;
      await fn.dispose();
    }`;
  const run = () =>
    new Promise<string>((resolve) => {
      const child = spawn(
        process.execPath,
        [...process.env['MOMQ_TEST_NODE']!.split('\n'), '--input-type=module', '-e', program],
        { cwd: new URL('../..', import.meta.url) },
      );
      let text = '';
      child.stdout.on('data', (chunk) => (text += String(chunk)));
      child.stderr.on('data', (chunk) => (text += String(chunk)));
      child.on('close', (code) => resolve(code === 0 ? '' : `${code}: ${text}`));
    });
  expect(await Promise.all([run(), run(), run()])).toEqual(['', '', '']);
  expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  expect(await readdir(folder)).toHaveLength(10);
});

test('beyond the limit the oldest graphs go, with what ended processes left', async () => {
  for (const [index, name] of ['a.graph', 'b.graph', 'c.graph', 'notes.txt'].entries()) {
    await writeFile(join(folder, name), new Uint8Array(100));
    await utimes(join(folder, name), 1000 + index, 1000 + index);
  }
  const left = '.0123456789abcdef.x.tmp';
  await writeFile(join(folder, left), '');
  await utimes(join(folder, left), 1000, 1000);
  await writeFile(join(folder, '.fedcba9876543210.y.tmp'), ''); // just being written
  await pruneCache(folder, 250);
  expect((await readdir(folder)).sort()).toEqual([
    '.fedcba9876543210.y.tmp',
    'b.graph',
    'c.graph',
    'notes.txt',
  ]);
});
