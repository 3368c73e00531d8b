import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { hostTensor, jit, tf } from '../index.js';

test('a graph beyond 2 GB is refused before ONNX Runtime sees it', async () => {
  const half = (first: number) => {
    const data = new Float32Array(300_000_000); // 1.2 GB that nothing ever touches
    data[0] = first;
    return hostTensor(data, [30_000, 10_000]);
  };
  const fn = jit(
    ({ ids }, { a, b }) => ({ outputs: { y: tf.add(tf.gather(a!, ids!), tf.gather(b!, ids!)) } }),
    { name: 'lookup', constants: { a: half(1), b: half(2) } },
  );
  await expect(fn.run({ ids: hostTensor([0], [1], 'int32') })).rejects.toMatchObject({
    code: 'GRAPH_TOO_LARGE',
    message: expect.stringMatching(
      /lookup: .*got 2\.40 GB \(largest: shape \[30000, 10000\]\).*openSafetensors/,
    ),
  });
  await fn.dispose();
});

test('a run that needs more memory than there is has a code', async () => {
  const fn = jit(
    ({ x }) => ({ outputs: { y: tf.add(tf.reshape(x!, [-1, 1]), tf.reshape(x!, [1, -1])) } }),
    { name: 'outer' },
  );
  const x = hostTensor(new Float32Array(2 ** 24)); // the sum of all pairs takes 1 PB
  await expect(fn.run({ x })).rejects.toMatchObject({
    code: 'OUT_OF_MEMORY',
    message: expect.stringMatching(/outer: /),
  });
  await fn.dispose();
});

// prlimit, of util-linux, is a part of every Linux distribution
test.skipIf(process.platform !== 'linux')(
  'a session that needs more memory than there is has a code, and leaves nothing (prlimit is of Linux)',
  () => {
    // ONNX Runtime copies 3 GB of mapped weights for its matrix kernels, in a process that may not have them
    const program = `
    import { execFileSync } from 'node:child_process';
    import { closeSync, ftruncateSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
    import { tmpdir } from 'node:os';
    import { join } from 'node:path';
    import { hostTensor, jit, tf } from ${JSON.stringify(new URL('../index.ts', import.meta.url).href)};
    const folder = mkdtempSync(join(tmpdir(), 'momq-memory-'));
    const file = join(folder, 'weights.bin');
    const shape = [16384, 49152];
    const length = shape[0] * shape[1] * 4;
    const handle = openSync(file, 'w');
    ftruncateSync(handle, length);
    closeSync(handle);
    const cacheFolder = join(folder, 'cache');
    const fn = jit(({ x }, { w }) => ({ outputs: { y: tf.matMul(x, w) } }), {
      constants: { w: { kind: 'external', file, offset: 0, length, shape, dtype: 'float32' } },
      prepack: true, cacheFolder,
    });
    const addresses = Number(/VmSize:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
    execFileSync('prlimit', ['--pid', String(process.pid), '--as=' + (addresses + 4.5e9)]);
    try {
      await fn.run({ x: hostTensor(new Float32Array(shape[0]), [1, shape[0]]) });
      console.log('no error');
    } catch (error) {
      console.log(error.code, fn.inspect().length, readdirSync(cacheFolder).length);
    }
    rmSync(folder, { recursive: true });`;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [...process.env['MOMQ_TEST_NODE']!.split('\n'), '--input-type=module', '-e', program],
      { encoding: 'utf8', cwd: new URL('../..', import.meta.url) },
    );
    expect(`${stdout}${stdout === '' ? stderr : ''}`.trim()).toBe('OUT_OF_MEMORY 0 0');
  },
);
