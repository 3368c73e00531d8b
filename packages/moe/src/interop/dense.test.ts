import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hostTensor, jit, type HostTensor } from '@momq/engine';
import { openSafetensors } from '@momq/engine/safetensors';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Base } from '../bases/base.js';
import { loadBase } from '../bases/load-base.js';
import { momqMixture } from '../config/baselines.js';
import type { MixtureConfig } from '../config/mixture-config.js';
import { languageModel } from '../text/model/language-model.js';
import { mixtureSpecs } from '../mixture/mixture-parameters.js';
import { floatTensor, type HostParameters } from '../numerics/host-tensor.js';
import { initialParameters } from '../numerics/parameter-spec.js';
import type { DenseModel } from './dense-weights.js';
import { exportDense } from './export-dense.js';
import { exportOnnx } from './export-onnx.js';

const fixtures = fileURLToPath(new URL('../../fixtures/bases', import.meta.url));
const ids = Int32Array.of(1, 5, 9, 33, 2, 7, 77, 11, 4, 60, 12, 3);
const python = process.env['MOMQ_PYTHON'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-dense-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Two dialects with one expert each: with the dialect known, its weight is 1. */
async function adapted(name = 'qwen2-sharded', expertsPerGroup = 1): Promise<DenseModel> {
  const base = await loadBase(join(fixtures, name));
  const mixture: MixtureConfig = {
    ...momqMixture({ rank: 2, alpha: 3, dialects: ['sqlite', 'cypher'], expertsPerGroup }),
    expertsPerToken: 1,
  };
  const specs = mixtureSpecs(base.config.decoder, mixture).map((spec) => ({
    ...spec,
    init: { kind: 'normal', deviation: 0.2 } as const,
  }));
  const trainedNorm = {
    'norm.weight': floatTensor(new Float32Array(base.config.decoder.width).fill(1.3), [
      base.config.decoder.width,
    ]),
  };
  return { base, mixture, parameters: { ...initialParameters(specs, 3), ...trainedNorm } };
}

/** Logits of the mixture itself, the dialect known. */
async function mixtureLogits(
  { base, mixture, parameters }: DenseModel,
  group: string,
): Promise<HostTensor> {
  const config = { ...base.config, mixture };
  const groupMask = mixture!.groups.map(({ name }) => Number(name === group));
  return run(
    ({ tokens, mask }, weights) =>
      languageModel(weights, config, { tokens: tokens!, groupMask: mask! }).logits,
    { ...(await base.parameters()), ...parameters },
    { mask: hostTensor(groupMask, [1, 2]) },
  );
}

async function denseLogits(base: Base): Promise<HostTensor> {
  return run(
    ({ tokens }, weights) => languageModel(weights, base.config, { tokens: tokens! }).logits,
    await base.parameters(),
    {},
  );
}

async function run(
  logitsOf: (
    inputs: Parameters<Parameters<typeof jit>[0]>[0],
    weights: Parameters<Parameters<typeof jit>[0]>[1],
  ) => ReturnType<typeof languageModel>['logits'],
  constants: HostParameters,
  inputs: Record<string, HostTensor>,
): Promise<HostTensor> {
  const compiled = jit((given, weights) => ({ outputs: { logits: logitsOf(given, weights) } }), {
    constants,
  });
  const { logits } = await compiled.run({
    tokens: hostTensor(ids, [1, ids.length], 'int32'),
    ...inputs,
  });
  await compiled.dispose();
  return logits!;
}

function expectClose(got: ArrayLike<number>, expected: ArrayLike<number>, digits = 4): void {
  expect(got.length).toBe(expected.length);
  Array.from(expected).forEach((value, i) => expect(got[i]).toBeCloseTo(value, digits));
}

/** Runs an exported ONNX model on tokens, from a cache or from nothing. */
async function runOnnx(
  session: InferenceSession,
  tokens: Int32Array,
  cache: Record<string, Tensor> | null,
  { base }: { base: Base },
) {
  const { numKvHeads, headWidth, numLayers } = base.config.decoder;
  const past =
    cache ??
    Object.fromEntries(
      Array.from({ length: numLayers }, (_, layer) =>
        ['key', 'value'].map(
          (part) =>
            [
              `past_key_values.${layer}.${part}`,
              new Tensor('float32', new Float32Array(), [1, numKvHeads, 0, headWidth]),
            ] as const,
        ),
      ).flat(),
    );
  const seen = past['past_key_values.0.key']!.dims[2]!;
  const int64 = (values: ArrayLike<number>) =>
    new Tensor('int64', BigInt64Array.from(Array.from(values, BigInt)), [1, values.length]);
  const results = await session.run({
    input_ids: int64(tokens),
    attention_mask: int64(new Array<number>(seen + tokens.length).fill(1)),
    ...past,
  });
  const presents = Object.entries(results).filter(([name]) => name.startsWith('present.'));
  return {
    logits: results['logits']!.data as Float32Array,
    cache: Object.fromEntries(
      presents.map(([name, value]) => [name.replace('present', 'past_key_values'), value]),
    ),
  };
}

describe('a group folded into a dense model', () => {
  it('has the logits of the mixture with that dialect known', async () => {
    const model = await adapted();
    const out = join(folder, 'dense');
    await exportDense(out, model, { group: 'sqlite', maxShardBytes: 20_000 });
    expect(
      (await readdir(out)).filter((name) => name.endsWith('.safetensors')).length,
    ).toBeGreaterThan(1);
    const expected = await mixtureLogits(model, 'sqlite');
    expectClose((await denseLogits(await loadBase(out))).data, expected.data);
    // and the other group's would be another model
    const other = await mixtureLogits(model, 'cypher');
    expect(Math.max(...other.data.map((x, i) => Math.abs(x - expected.data[i]!)))).toBeGreaterThan(
      0.1,
    );
  });

  it('folds several experts with given weights', async () => {
    const model = await adapted('qwen2-sharded', 2);
    const out = join(folder, 'weighted');
    await exportDense(out, model, { group: 'cypher', expertWeights: [0.25, 0.5] });
    const name = 'layers.1.mlp.down_proj';
    const [a, b] = ['a', 'b'].map(
      (which) => model.parameters[`${name}.groups.cypher.lora_${which}`]!.data,
    );
    const [sa, sb] = ['a', 'b'].map(
      (which) => model.parameters[`${name}.shared.lora_${which}`]!.data,
    );
    const before = (await model.base.parameters([`${name}.weight`]))[`${name}.weight`]!;
    const [outWidth, inWidth] = before.shape as [number, number];
    const expected = Float64Array.from(before.data);
    for (let row = 0; row < outWidth; row += 1)
      for (let column = 0; column < inWidth; column += 1)
        for (let r = 0; r < 4; r += 1) {
          const weight = r < 2 ? 0.25 : 0.5;
          const routed = weight * b![row * 4 + r]! * a![r * inWidth + column]!;
          const shared = sb![row * 4 + r]! * sa![r * inWidth + column]!;
          expected[row * inWidth + column]! += (3 / 2) * (routed + shared);
        }
    const after = await (await openSafetensors(out)).read(`model.${name}.weight`);
    expectClose(after.data, expected, 5);
  });

  it.skipIf(python === undefined)(
    'gives the same logits in transformers (skipped without MOMQ_PYTHON: a Python with torch, transformers)',
    async () => {
      const model = await adapted('llama3');
      const out = join(folder, 'for-transformers');
      await exportDense(out, model, { group: 'cypher' });
      const script = `
import sys, torch
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM
model = AutoModelForCausalLM.from_pretrained(sys.argv[1], dtype=torch.float32)
with torch.no_grad():
    save_file({"logits": model(torch.tensor([[${ids.join()}]])).logits}, sys.argv[2])
`;
      const result = join(folder, 'transformers.safetensors');
      execFileSync(python!, ['-c', script, out, result], { stdio: 'pipe' });
      const logits = await (await openSafetensors(result)).read('logits');
      expectClose((await mixtureLogits(model, 'cypher')).data, logits.data);
    },
  );

  it('is refused where no dense model equals it, and leaves nothing', async () => {
    const out = join(folder, 'refused');
    await expect(
      exportDense(out, await adapted('qwen2-sharded', 2), { group: 'sqlite' }),
    ).rejects.toMatchObject({ code: 'MOE_BAD_CONFIG' });
    await expect(exportDense(out, await adapted(), { group: 'mysql' })).rejects.toMatchObject({
      code: 'MOE_UNKNOWN_GROUP',
    });
    await expect(
      exportDense(out, await adapted(), { group: 'sqlite', expertWeights: [1, 1] }),
    ).rejects.toMatchObject({ code: 'MOE_BAD_INPUT' });
    expect(existsSync(out)).toBe(false);
  });
});

describe.each(['qwen2-sharded', 'qwen2-tied-bf16', 'llama3', 'mistral-fp16', 'codellama'])(
  'the ONNX model of %s',
  (name) => {
    it('gives the logits of the mixture, at once and token by token', async () => {
      const model = await adapted(name);
      const out = join(folder, `onnx-${name}`);
      await exportOnnx(out, model, { group: 'sqlite' });
      const expected = (await mixtureLogits(model, 'sqlite')).data;
      const session = await InferenceSession.create(join(out, 'onnx/model.onnx'));
      const { logits } = await runOnnx(session, ids, null, model);
      expectClose(logits, expected, 3);
      const start = await runOnnx(session, ids.subarray(0, 9), null, model);
      let { cache } = start;
      const rows = [...start.logits];
      for (const token of ids.subarray(9)) {
        const step = await runOnnx(session, Int32Array.of(token), cache, model);
        rows.push(...step.logits);
        ({ cache } = step);
      }
      await session.release();
      expectClose(rows, expected, 3);
    });
  },
);

it('heads that ONNX Runtime cannot run are refused, and nothing is left', async () => {
  const model = await adapted('llama3');
  const decoder = { ...model.base.config.decoder, headWidth: 12 };
  const base = { ...model.base, config: { ...model.base.config, decoder } };
  const out = join(folder, 'narrow');
  await expect(exportOnnx(out, { ...model, mixture: null, base })).rejects.toMatchObject({
    code: 'MOE_BAD_CONFIG',
    message: expect.stringContaining('multiple of 8') as string,
  });
  expect(existsSync(out)).toBe(false);
});

it('large weights lie beside the ONNX file, with the same result', async () => {
  const model = await adapted();
  const out = join(folder, 'external');
  await exportOnnx(out, model, { group: 'sqlite', maxInlineBytes: 1000 });
  const config = JSON.parse(await readFile(join(out, 'config.json'), 'utf8')) as object;
  expect(config).toMatchObject({
    'transformers.js_config': { use_external_data_format: { 'model.onnx': 1 } },
  });
  expect(await readdir(join(out, 'onnx'))).toEqual(['model.onnx', 'model.onnx_data']);
  const session = await InferenceSession.create(join(out, 'onnx/model.onnx'));
  const { logits } = await runOnnx(session, ids, null, model);
  await session.release();
  expectClose(logits, (await mixtureLogits(model, 'sqlite')).data, 3);
});
