import { expect, it } from 'vitest';
import type { PointerModelConfig } from '../pointer-config.js';
import { expectClose } from '../../testing/cpu.js';
import { noisyParameters, randomBatch, tinyConfig, toTensors } from '../../testing/tiny-model.js';
import { batchTensors } from './batch-tensors.js';
import type { PointerBatch } from './pointer-batch.js';
import { pointerModel, type PointerInputs } from './pointer-model.js';
import { initialPointerParameters } from './pointer-parameters.js';

const host = noisyParameters(tinyConfig);

function logitsOf(batch: PointerBatch, config: PointerModelConfig = tinyConfig, parameters = host) {
  const inputs = toTensors(batchTensors(batch, config)) as unknown as PointerInputs;
  return pointerModel(toTensors(parameters), config, inputs).logits;
}

it('gives keyword and pointer logits, pointers only where pointable', () => {
  const logits = logitsOf(randomBatch(tinyConfig));
  expect(logits.shape).toEqual([2, 3, 7 + 4]);
  const values = logits.arraySync() as number[][][];
  expect(values[1]![0]![10]).toBeLessThan(-1e8);
  expect(values[0]![0]![10]).toBeGreaterThan(-1e3);
});

it('never lets an output see a later one', () => {
  const batch = randomBatch(tinyConfig);
  const changed = {
    ...batch,
    inputTokens: batch.inputTokens.map((code, i) => (i % 3 === 2 ? (code + 1) % 7 : code)),
  };
  const [a, b] = [logitsOf(batch), logitsOf(changed)].map((x) => x.arraySync() as number[][][]);
  for (const sample of [0, 1]) {
    for (const step of [0, 1]) expect(b![sample]![step]).toEqual(a![sample]![step]);
    expect(b![sample]![2]).not.toEqual(a![sample]![2]);
  }
});

it('gives the same logits whatever the padding', () => {
  const small = randomBatch(tinyConfig, { batchSize: 1, prefixLength: 3, outputLength: 2 });
  const P = 5;
  const S = P + 2;
  const relations = new Int32Array(S * S).fill(3);
  const at = (i: number): number => (i < 3 ? i : i + 2);
  for (let q = 0; q < 5; q += 1)
    for (let k = 0; k < 5; k += 1) relations[at(q) * S + at(k)] = small.relations[q * 5 + k]!;
  const grow = (data: Float32Array, width: number, value: number): Float32Array => {
    const grown = new Float32Array(P * width).fill(value);
    grown.set(data);
    return grown;
  };
  const large: PointerBatch = {
    ...small,
    prefixLength: P,
    vectors: grow(small.vectors, 12, 0.9),
    types: Int32Array.from([...small.types, 1, 2]),
    flags: grow(small.flags, 2, 1),
    prefixMask: grow(small.prefixMask, 1, 0),
    pointable: grow(small.pointable, 1, 0),
    relations,
  };
  const a = logitsOf(small).arraySync() as number[][][];
  const b = logitsOf(large).arraySync() as number[][][];
  for (const step of [0, 1]) {
    const [expected, actual] = [a[0]![step]!, b[0]![step]!];
    expectClose(Float32Array.from(actual.slice(0, expected.length)), expected, 1e-5);
  }
});

it('starts as the plain base: fresh adapters change nothing', () => {
  const fresh = initialPointerParameters(tinyConfig, 3);
  const base: PointerModelConfig = { ...tinyConfig, mixture: null };
  const batch = randomBatch(tinyConfig);
  expectClose(
    logitsOf(batch, tinyConfig, fresh),
    logitsOf({ ...batch, groupMask: new Float32Array(0) }, base, fresh).dataSync(),
    1e-6,
  );
});

it('rejects arrays that do not fit the declared sizes', () => {
  const batch = randomBatch(tinyConfig);
  expect(() => logitsOf({ ...batch, types: new Int32Array(3) })).toThrow(/types of shape \(2, 4\)/);
});
