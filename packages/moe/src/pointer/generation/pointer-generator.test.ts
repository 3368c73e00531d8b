import { logSoftmax, reshape } from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it } from 'vitest';
import type { PointerModelConfig } from '../pointer-config.js';
import { batchTensors } from '../model/batch-tensors.js';
import type { PointerBatch, PointerPrefix } from '../model/pointer-batch.js';
import { pointerModel } from '../model/pointer-model.js';
import '../../testing/cpu.js';
import { noisyParameters, randomBatch, tinyConfig, toTensors } from '../../testing/tiny-model.js';
import type { RelationSource } from './relation-source.js';
import type { TokenConstraint } from '../../generation/token-constraint.js';
import { createPointerGenerator } from './pointer-generator.js';

const V = 7;
const P = 4;
const END = 6;
const parameters = noisyParameters(tinyConfig);
const sample = randomBatch(tinyConfig, { batchSize: 1, prefixLength: P, outputLength: 1, seed: 5 });
const prefix: PointerPrefix = {
  prefixLength: P,
  vectors: sample.vectors,
  types: sample.types,
  flags: sample.flags,
  pointable: Float32Array.of(1, 1, 0, 1),
};

/** Any relation that depends on both ends and on the codes read. */
const relation = (a: number, b: number): number => (a * 7 + b * 3 + 1) % 5;
const relations: RelationSource = {
  prefix: Uint8Array.from({ length: P * P }, (_, i) => relation(Math.floor(i / P), i % P)),
  row: (outputs, index) =>
    Uint8Array.from({ length: P + index + 1 }, (_, key) =>
      relation(10 + outputs[index]!, key < P ? key : 20 + outputs[key - P]!),
    ),
};

/** Codes until END or `limit` of them; position 2 may not be pointed at. */
function upTo(limit: number): TokenConstraint<readonly number[]> {
  const allowed = Uint8Array.from({ length: V + P }, (_, code) =>
    code === 0 || code === V + 2 ? 0 : 1,
  );
  return {
    start: () => [],
    allowed: () => allowed,
    next: (state, code) => [...state, code],
    done: (state) => state.length === limit || state.at(-1) === END,
  };
}

/** Log probability of `codes` by the whole forward pass, run eagerly without a cache, unfolded and unpadded. */
function referenceLogProb(
  codes: readonly number[],
  groupMask: readonly number[],
  config: PointerModelConfig = tinyConfig,
): number {
  const T = codes.length;
  const S = P + T;
  const inputs = [0, ...codes.slice(0, -1)];
  const table = new Int32Array(S * S);
  for (let q = 0; q < P; q += 1)
    for (let k = 0; k < P; k += 1) table[q * S + k] = relations.prefix[q * P + k]!;
  for (let t = 0; t < T; t += 1)
    relations.row(inputs, t).forEach((id, k) => (table[(P + t) * S + k] = id));
  const batch: PointerBatch = {
    ...sample,
    outputLength: T,
    prefixMask: new Float32Array(P).fill(1),
    pointable: prefix.pointable,
    inputTokens: Int32Array.from(inputs),
    targets: Int32Array.from(codes),
    targetMask: new Float32Array(T).fill(1),
    relations: table,
    groupMask: Float32Array.from(groupMask),
  };
  const { logits } = pointerModel(
    toTensors(parameters),
    config,
    toTensors(batchTensors(batch, config)) as never,
  );
  const logProbs = logSoftmax(reshape(logits, [T, V + P])).arraySync() as number[][];
  return codes.reduce((total, code, t) => total + logProbs[t]![code]!, 0);
}

const generator = createPointerGenerator(
  { config: tinyConfig, parameters },
  { prefixBuckets: [3, 6], maxOutputLength: 5 },
);
afterAll(() => generator.dispose());

describe('beamSearch', () => {
  it('scores like the whole forward pass, for every beam', async () => {
    for (const [groups, mask] of [
      [undefined, [1, 1]],
      [['beta'], [0, 1]],
      [[], [0, 0]],
    ] as const) {
      const found = await generator.beamSearch({
        prefix,
        relations,
        constraint: upTo(5),
        beamSize: 4,
        ...(groups === undefined ? {} : { groups }),
      });
      expect(found).toHaveLength(4);
      for (const { codes, logProb } of found)
        expect(Math.abs(logProb - referenceLogProb(codes, mask))).toBeLessThan(1e-4);
    }
  });

  it('finds the best outputs of all when the beam is wide enough', async () => {
    const codes = Array.from({ length: V + P }, (_, code) => code).filter(
      (code) => code !== 0 && code !== V + 2,
    );
    const all = codes.flatMap((first) =>
      first === END ? [[first]] : codes.map((second) => [first, second]),
    );
    const expected = all
      .map((sequence) => ({ codes: sequence, logProb: referenceLogProb(sequence, [1, 1]) }))
      .sort((a, b) => b.logProb - a.logProb);
    const found = await generator.beamSearch({
      prefix,
      relations,
      constraint: upTo(2),
      beamSize: codes.length,
    });
    found.slice(0, 8).forEach((candidate, i) => {
      expect(candidate.codes).toEqual(expected[i]!.codes);
      expect(candidate.logProb).toBeCloseTo(expected[i]!.logProb, 4);
    });
  });

  it('is greedy with one beam, and can rank by mean log probability', async () => {
    const [only] = await generator.beamSearch({
      prefix,
      relations,
      constraint: upTo(3),
      beamSize: 1,
    });
    let best: number[] = [];
    for (let t = 0; t < 3 && best.at(-1) !== END; t += 1) {
      const options = Array.from({ length: V + P }, (_, code) => code).filter(
        (code) => code !== 0 && code !== V + 2,
      );
      const scored = options
        .map((code) => ({ code, value: referenceLogProb([...best, code], [1, 1]) }))
        .sort((a, b) => b.value - a.value);
      best = [...best, scored[0]!.code];
    }
    expect(only!.codes).toEqual(best);
    const ranked = await generator.beamSearch({
      prefix,
      relations,
      constraint: upTo(4),
      beamSize: 4,
      lengthPenalty: 1,
    });
    for (const { codes, logProb, score } of ranked)
      expect(score).toBeCloseTo(logProb / codes.length, 6);
    expect([...ranked].sort((a, b) => b.score - a.score)).toEqual(ranked);
  });

  it('renormalises over the allowed codes on request', async () => {
    const forced: TokenConstraint<number> = {
      start: () => 0,
      allowed: () => Uint8Array.from({ length: V + P }, (_, code) => (code === 3 ? 1 : 0)),
      next: (n) => n + 1,
      done: (n) => n === 2,
    };
    const [renormalised] = await generator.beamSearch({
      prefix,
      relations,
      constraint: forced,
      beamSize: 1,
      normalisation: 'allowed',
    });
    expect(renormalised!.logProb).toBeCloseTo(0, 6);
    const [plain] = await generator.beamSearch({
      prefix,
      relations,
      constraint: forced,
      beamSize: 1,
    });
    expect(plain!.logProb).toBeLessThan(-0.5);
  });

  it('tells which groups took part', async () => {
    const [free] = await generator.beamSearch({
      prefix,
      relations,
      constraint: upTo(3),
      beamSize: 2,
    });
    expect(Object.keys(free!.routing)).toEqual(['alpha', 'beta', 'shared']);
    expect(Object.values(free!.routing).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    const [named] = await generator.beamSearch({
      prefix,
      relations,
      constraint: upTo(3),
      beamSize: 2,
      groups: ['alpha'],
    });
    const { alpha, beta, shared } = named!.routing;
    expect(alpha! + shared!).toBeCloseTo(1, 5);
    expect(alpha).toBeGreaterThan(0);
    expect(shared).toBeGreaterThan(0.5);
    expect(beta).toBe(0);
  });

  it('decodes a dense base too', async () => {
    const config: PointerModelConfig = { ...tinyConfig, mixture: null };
    const base = createPointerGenerator(
      { config, parameters },
      { prefixBuckets: [4], maxOutputLength: 3 },
    );
    const [best] = await base.beamSearch({ prefix, relations, constraint: upTo(3), beamSize: 2 });
    expect(Math.abs(best!.logProb - referenceLogProb(best!.codes, [], config))).toBeLessThan(1e-4);
    expect(best!.routing).toEqual({});
    await base.dispose();
  });

  it('rejects what it cannot do', async () => {
    const request = { prefix, relations, constraint: upTo(2) };
    await expect(generator.beamSearch({ ...request, groups: ['gamma'] })).rejects.toMatchObject({
      code: 'MOE_UNKNOWN_GROUP',
    });
    await expect(generator.beamSearch({ ...request, beamSize: 0 })).rejects.toMatchObject({
      code: 'MOE_BAD_INPUT',
    });
    await expect(generator.beamSearch({ ...request, maxOutputLength: 9 })).rejects.toMatchObject({
      code: 'MOE_BAD_INPUT',
    });
    await expect(
      generator.beamSearch({ ...request, prefix: { ...prefix, prefixLength: 7 } }),
    ).rejects.toThrow(/at most 6 positions, got 7/);
    await expect(
      generator.beamSearch({ ...request, prefix: { ...prefix, types: new Int32Array(1) } }),
    ).rejects.toThrow(/types/);
    await expect(
      generator.beamSearch({ ...request, signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'MOE_ABORTED' });
    const wrong: TokenConstraint<number> = {
      start: () => 0,
      allowed: () => new Uint8Array(3).fill(1),
      next: (n) => n,
      done: () => false,
    };
    await expect(generator.beamSearch({ ...request, constraint: wrong })).rejects.toThrow(
      /11 codes/,
    );
    expect(() =>
      createPointerGenerator({
        config: { ...tinyConfig, decoder: { ...tinyConfig.decoder, ropeTheta: 1e4 } },
        parameters,
      }),
    ).toThrow(/RoPE/);
  });
});
