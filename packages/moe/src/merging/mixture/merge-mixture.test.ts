import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSafetensors } from '@momq/engine/safetensors';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { mergeModels } from '../merge-models.js';
import { parseMergeConfig } from '../parse-merge-config.js';
import { conditionNumber } from './condition-number.js';
import { mergeMixture } from './merge-mixture.js';
import { parseMixtureMergeConfig } from './parse-mixture-merge-config.js';

/** Models and results that `reference/merging/mergekit_moe_golden.py` made with mergekit-moe. */
const golden = path.resolve(import.meta.dirname, '../../../../../reference/merging/golden');
const resolveModel = (name: string) => Promise.resolve(path.join(golden, 'moe-models', name));
const dialects = ['sqlite', 'postgres'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'momq-mixture-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function reader(file: string): Promise<(name: string) => Promise<number[]>> {
  const checkpoint = await openSafetensors(file);
  return async (name) => [...(await checkpoint.read(name)).data];
}

function expectClose(got: readonly number[], expected: readonly number[], digits: number): void {
  expect(got.length).toBe(expected.length);
  expected.forEach((value, i) => expect(got[i]).toBeCloseTo(value, digits));
}

const keywordConfig = {
  base_model: 'base',
  gate_mode: 'keywords',
  dtype: 'float32',
  attention: 'slerp',
  experts: [
    { source_model: 'sqlite', positive_prompts: ['glob', 'julianday', 'limit by'] },
    { source_model: 'postgres', positive_prompts: ['distinct on', 'ilike'] },
  ],
};

describe.each(['hidden', 'cheap_embed'])('gate mode %s equals mergekit-moe', (mode) => {
  test('in every tensor that transformers loads', async () => {
    const config = parse(await readFile(path.join(golden, `moe-${mode}.yaml`), 'utf8')) as unknown;
    const out = path.join(folder, mode);
    const summary = await mergeMixture(parseMixtureMergeConfig(config), out, { resolveModel });
    expect(summary).toMatchObject({ numExperts: 2, numLayers: 2 });
    const got = await reader(out);
    const expected = await reader(path.join(golden, `moe-${mode}.safetensors`));
    const same = ['embed_tokens', 'norm', 'layers.1.self_attn.q_proj', 'layers.0.input_layernorm'];
    for (const name of same.map((each) => `model.${each}.weight`))
      expectClose(await got(name), await expected(name), 7);
    for (const layer of [0, 1]) {
      const block = `model.layers.${layer}.block_sparse_moe`;
      const matrix = (expert: number, name: string) =>
        got(`${block}.experts.${expert}.${name}.weight`);
      // transformers stores the experts of a layer together, gate above up
      const stored = `model.layers.${layer}.mlp`;
      const gateUp = [
        ...(await matrix(0, 'w1')),
        ...(await matrix(0, 'w3')),
        ...(await matrix(1, 'w1')),
        ...(await matrix(1, 'w3')),
      ];
      expectClose(gateUp, await expected(`${stored}.experts.gate_up_proj`), 7);
      const down = [...(await matrix(0, 'w2')), ...(await matrix(1, 'w2'))];
      expectClose(down, await expected(`${stored}.experts.down_proj`), 7);
      expectClose(await got(`${block}.gate.weight`), await expected(`${stored}.gate.weight`), 5);
    }
  });
});

test('keyword gates equal what PyTorch hooks on self-attention see, attention is SLERP-merged', async () => {
  const out = path.join(folder, 'keywords');
  await mergeMixture(parseMixtureMergeConfig(keywordConfig), out, { resolveModel });
  const got = await reader(out);
  const expected = await reader(path.join(golden, 'moe-keywords.safetensors'));
  for (const layer of [0, 1]) {
    const rows = await Promise.all(dialects.map((dialect) => expected(`${dialect}.${layer}`)));
    expectClose(await got(`model.layers.${layer}.block_sparse_moe.gate.weight`), rows.flat(), 5);
  }
  const pair = path.join(folder, 'pair');
  const slerp = {
    merge_method: 'slerp',
    base_model: 'sqlite',
    models: [{ model: 'postgres' }],
    parameters: { t: 0.5 },
    dtype: 'float32',
  };
  await mergeModels(parseMergeConfig(slerp), pair, { resolveModel });
  const merged = await reader(pair);
  const name = 'model.layers.1.self_attn.k_proj.weight';
  expectClose(await got(name), await merged(name), 6);
});

test('random gates repeat with the seed; noise changes only the experts', async () => {
  const config = (noise: number) =>
    parseMixtureMergeConfig({
      ...keywordConfig,
      gate_mode: 'uniform_random',
      attention: 'base',
      experts: dialects.map((model) => ({ source_model: model, noise_scale: noise })),
    });
  const outs = await Promise.all(
    [0, 0, 0.1].map(async (noise, i) => {
      const out = path.join(folder, `random-${i}`);
      await mergeMixture(config(noise), out, { resolveModel });
      return reader(out);
    }),
  );
  const [first, second, noisy] = outs as [(typeof outs)[0], (typeof outs)[0], (typeof outs)[0]];
  const gate = 'model.layers.0.block_sparse_moe.gate.weight';
  const rows = await first(gate);
  expect(await second(gate)).toEqual(rows);
  rows.forEach((value) => expect(Math.abs(value)).toBeLessThan(1 / Math.sqrt(8)));
  expect(Math.max(...rows)).toBeGreaterThan(0.2);
  const expert = 'model.layers.0.block_sparse_moe.experts.1.w2.weight';
  const [plain, changed] = [await first(expert), await noisy(expert)];
  const deviation = Math.sqrt(
    plain.reduce((sum, x, i) => sum + (x - (changed[i] as number)) ** 2, 0) / plain.length,
  );
  expect(deviation).toBeGreaterThan(0.07);
  expect(deviation).toBeLessThan(0.13);
});

test('the condition number tells gates that hardly differ', () => {
  expect(conditionNumber([Float32Array.of(3, 0), Float32Array.of(0, 4)])).toBeCloseTo(4 / 3, 5);
  expect(conditionNumber([Float32Array.of(1, 1, 0), Float32Array.of(1, 1.01, 0)])).toBeGreaterThan(
    100,
  );
  expect(conditionNumber([Float32Array.of(1, 2), Float32Array.of(1, 2)])).toBe(Infinity);
});

test.each([
  ['an unknown gate mode', { gate_mode: 'astrology' }, /gate_mode.*astrology/],
  ['more experts a token than experts', { experts_per_token: 3 }, /1 to 2/],
  [
    'no prompts',
    { experts: [{ source_model: 'sqlite' }, { source_model: 'postgres' }] },
    /positive_prompts/,
  ],
  [
    'the same prompts for all',
    { experts: dialects.map((model) => ({ source_model: model, positive_prompts: ['select'] })) },
    /prompts that differ/,
  ],
  ['another architecture', { architecture: 'qwen' }, /mixtral/],
  ['a shared expert', { shared_experts: [] }, /shared_experts/],
])('%s is refused', (_name, change, message) => {
  expect(() => parseMixtureMergeConfig({ ...keywordConfig, ...change })).toThrowError(message);
});

test('a model with biases is refused', async () => {
  const qwen = (name: string) => Promise.resolve(path.join(golden, 'models', name));
  const merge = mergeMixture(parseMixtureMergeConfig(keywordConfig), path.join(folder, 'qwen'), {
    resolveModel: qwen,
  });
  await expect(merge).rejects.toMatchObject({ code: 'MOE_MERGE_MISMATCH' });
});
