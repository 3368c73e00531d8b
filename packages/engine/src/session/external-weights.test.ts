import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostTensor, jit, tf } from '../index.js';
import { openSafetensors } from '../safetensors/index.js';
import { bytesOf, safetensorsFile } from '../safetensors/safetensors-file.test-support.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-external-'));
});
afterAll(() => rm(folder, { recursive: true }));

const values = Float32Array.of(1, 2, 3, 4, 5, 6);
const file = () => safetensorsFile({ w: { dtype: 'F32', shape: [3, 2], bytes: bytesOf(values) } });
const x = hostTensor([1, 10], [1, 2]);

test('weights in several folders are read from their files', async () => {
  const paths = [join(folder, 'a', 'b'), join(folder, 'c d')];
  for (const path of paths) {
    await mkdir(path, { recursive: true });
    await writeFile(join(path, 'model.safetensors'), file());
  }
  const [first, second] = await Promise.all(paths.map((path) => openSafetensors(path)));
  const fn = jit(
    (inputs, { w, v, inline }) => ({
      outputs: {
        y: tf.add(
          tf.matMul(inputs['x']!, w!, false, true),
          tf.add(tf.reshape(tf.sum(v!), []), inline!),
        ),
      },
    }),
    {
      constants: {
        w: first!.constant('w'),
        v: second!.constant('w'),
        inline: hostTensor([100], []),
      },
    },
  );
  const { y } = await fn.run({ x });
  expect(y).toEqual(hostTensor([21 + 121, 43 + 121, 65 + 121], [1, 3]));
  expect(fn.inspect()[0]).toMatchObject({ externalBytes: 48 });
  await fn.dispose();
});

test.each([
  ['F16', Uint16Array.of(0x3c00, 0x4000, 0x4200, 0x4400, 0x4500, 0x4600)],
  ['BF16', Uint16Array.of(0x3f80, 0x4000, 0x4040, 0x4080, 0x40a0, 0x40c0)],
])('%s weights act as float32', async (dtype, bits) => {
  const path = join(folder, `${dtype}.safetensors`);
  await writeFile(path, safetensorsFile({ w: { dtype, shape: [3, 2], bytes: bytesOf(bits) } }));
  const weights = await openSafetensors(path);
  for (const options of [{}, { prepack: true }, { widenAtLoad: false }]) {
    const fn = jit(
      (inputs, { w }) => ({ outputs: { y: tf.matMul(inputs['x']!, w!, false, true) } }),
      { constants: weights.constants(), ...options },
    );
    expect((await fn.run({ x }))['y']).toEqual(hostTensor([21, 43, 65], [1, 3]));
    await fn.dispose();
  }
});

test('a 2 GB file costs next to nothing but what is read of it', async () => {
  // a file with a hole: 2 GB that take no disk space
  const [rows, columns] = [512 * 1024, 1024];
  const header = JSON.stringify({
    table: { dtype: 'F32', shape: [rows, columns], data_offsets: [0, rows * columns * 4] },
  }).padEnd(88);
  const path = join(folder, 'large.safetensors');
  const handle = openSync(path, 'w');
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  writeSync(handle, length);
  writeSync(handle, header);
  const last = 96 + (rows - 1) * columns * 4;
  writeSync(handle, bytesOf(new Float32Array(columns).fill(7)), 0, columns * 4, last);
  closeSync(handle);

  const before = { ...process.memoryUsage(), resident: privateBytes() };
  const weights = await openSafetensors(path);
  const fn = jit(({ ids }, { table }) => ({ outputs: { row: tf.gather(table!, ids!) } }), {
    constants: weights.constants(),
  });
  const { row } = await fn.run({ ids: hostTensor([rows - 1, 0], [2], 'int32') });
  const after = { ...process.memoryUsage(), resident: privateBytes() };
  expect([row!.data[0], row!.data[columns - 1], row!.data[columns]]).toEqual([7, 7, 0]);
  const limit = 64e6;
  expect(after.heapUsed - before.heapUsed).toBeLessThan(limit);
  expect(after.external - before.external).toBeLessThan(limit);
  expect(after.resident - before.resident).toBeLessThan(limit);
  expect(fn.inspect()[0]!.modelBytes).toBeLessThan(10_000);
  await fn.dispose();
});

test('a matrix product reads mapped weights where they lie', async () => {
  const [rows, columns] = [8192, 8192]; // 268 MB, all zero
  const path = join(folder, 'square.bin');
  await writeFile(path, '');
  await truncate(path, rows * columns * 4);
  const constants = {
    w: {
      kind: 'external',
      file: path,
      offset: 0,
      length: rows * columns * 4,
      shape: [rows, columns],
      dtype: 'float32',
    },
  } as const;
  const vector = hostTensor(new Float32Array(rows).fill(1), [1, rows]);
  const growth: number[] = [];
  for (const prepack of [undefined, true]) {
    const before = privateBytes();
    const fn = jit(({ v }, { w }) => ({ outputs: { y: tf.matMul(v!, w!) } }), {
      constants,
      ...(prepack !== undefined && { prepack }),
    });
    await fn.run({ v: vector });
    growth.push(privateBytes() - before);
    await fn.dispose();
  }
  if (process.platform !== 'linux') return; // resident memory elsewhere counts mapped files too
  expect(growth[0]).toBeLessThan(64e6);
  expect(growth[1]).toBeGreaterThan(200e6); // the copy that is asked for, so the measurement would see one
});

test('half-precision weights are widened once, or in every run', async () => {
  const [rows, columns] = [2048, 4096]; // 16 MB of float16
  const path = join(folder, 'half.bin');
  await writeFile(path, '');
  await truncate(path, rows * columns * 2);
  const constants = {
    w: {
      kind: 'external',
      file: path,
      offset: 0,
      length: rows * columns * 2,
      shape: [rows, columns],
      dtype: 'float16',
    },
  } as const;
  const vector = hostTensor(new Float32Array(rows).fill(1), [1, rows]);
  const casts: (number | undefined)[] = [];
  const cached: number[] = [];
  for (const widenAtLoad of [true, false]) {
    const cacheFolder = join(folder, `cache-${widenAtLoad}`);
    await mkdir(cacheFolder);
    for (const profile of [true, false]) {
      const fn = jit(({ v }, { w }) => ({ outputs: { y: tf.matMul(v!, w!) } }), {
        constants,
        widenAtLoad,
        profile,
        cacheFolder,
      });
      await fn.run({ v: vector });
      if (profile)
        casts.push(
          fn.inspect()[0]!.profile!.operators.find(({ operator }) => operator === 'Cast')
            ?.nodeCount,
        );
      await fn.dispose();
    }
    cached.push((await readdir(cacheFolder)).length);
  }
  expect(casts).toEqual([undefined, 1]);
  expect(cached).toEqual([0, 1]);
});

test('a file that went away or got shorter since it was opened is an error', async () => {
  const path = join(folder, 'changing.safetensors');
  await writeFile(path, file());
  const constants = (await openSafetensors(path)).constants();
  const fn = jit(
    (inputs, { w }) => ({ outputs: { y: tf.matMul(inputs['x']!, w!, false, true) } }),
    {
      name: 'forward',
      constants,
    },
  );
  await truncate(path, 90);
  await expect(fn.run({ x })).rejects.toMatchObject({
    code: 'EXTERNAL_DATA',
    message: expect.stringMatching(/forward: expected at least \d+ bytes in .*changing.*, got 90/),
  });
  await rm(path);
  await expect(fn.run({ x })).rejects.toMatchObject({
    code: 'EXTERNAL_DATA',
    message: expect.stringMatching(/no such file/),
  });
  await writeFile(path, file());
  expect((await fn.run({ x }))['y']).toEqual(hostTensor([21, 43, 65], [1, 3]));
  await fn.dispose();
});

/** Memory that is this process's own, without mapped files; off Linux all resident memory. */
function privateBytes(): number {
  if (process.platform !== 'linux') return process.memoryUsage().rss;
  const status = readFileSync('/proc/self/status', 'utf8');
  return Number(/RssAnon:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}
