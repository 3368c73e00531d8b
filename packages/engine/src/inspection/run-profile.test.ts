import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { hostTensor, jit, tf } from '../index.js';

// A folder of this test's own, so that what stays behind can be told.
const folder = mkdtempSync(join(tmpdir(), 'momq-profile-test-'));
vi.stubEnv('TMPDIR', folder);
const recordings = () => readdirSync(folder).filter((name) => name.startsWith('momq-profile-'));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test('inspect() tells time and provider of every operator of a recorded function', async () => {
  const step = jit(({ x }) => ({ outputs: { y: tf.softmax(tf.matMul(x!, x!)) } }), {
    profile: true,
    threads: 1,
  });
  const x = hostTensor(new Float32Array(128 * 128).fill(0.1), [128, 128]);
  for (let run = 0; run < 4; run++) await step.run({ x });
  const [report] = step.inspect();
  const profile = report?.profile;
  expect(profile?.runs).toBe(3); // the first run is left out
  expect(
    profile?.operators.map(({ operator, provider, nodeCount }) => ({
      operator,
      provider,
      nodeCount,
    })),
  ).toEqual(
    expect.arrayContaining([
      { operator: 'MatMul', provider: 'CPU', nodeCount: 1 },
      { operator: 'Softmax', provider: 'CPU', nodeCount: 1 },
    ]),
  );
  const sum = profile?.operators.reduce((total, { milliseconds }) => total + milliseconds, 0);
  expect(sum).toBeGreaterThan(0);
  expect(sum).toBeLessThanOrEqual(profile?.milliseconds as number);
  // The product's 64 kB are an intermediate value for ONNX Runtime too.
  expect(report?.peakBytes).toBe(128 * 128 * 4);
  expect(profile?.measuredPeakBytes).toBeGreaterThanOrEqual(128 * 128 * 4);
  await step.run({ x }); // goes on unrecorded
  expect(step.inspect()[0]?.profile).toEqual(profile);
  await step.dispose();
  expect(recordings()).toEqual([]);
});

test('a function that is never inspected leaves no recording behind', async () => {
  const step = jit(({ x }) => ({ outputs: { y: tf.exp(x!) } }), { profile: true });
  await step.run({ x: hostTensor([1]) });
  await step.dispose();
  expect(recordings()).toEqual([]);
});

test('without the option there is no profile', async () => {
  const step = jit(({ x }) => ({ outputs: { y: tf.exp(x!) } }));
  await step.run({ x: hostTensor([1]) });
  expect(step.inspect()[0]?.profile).toBeUndefined();
  await step.dispose();
});
