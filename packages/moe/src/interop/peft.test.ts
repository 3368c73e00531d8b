import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hostTensor, jit } from '@momq/engine';
import { openSafetensors } from '@momq/engine/safetensors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadBase } from '../bases/load-base.js';
import { momqMixture } from '../config/baselines.js';
import type { LanguageModelConfig } from '../text/model/language-model-config.js';
import { languageModel } from '../text/model/language-model.js';
import { mixtureSpecs } from '../mixture/mixture-parameters.js';
import type { HostParameters } from '../numerics/host-tensor.js';
import { initialParameters } from '../numerics/parameter-spec.js';
import { exportPeft } from './export-peft.js';
import { importPeft } from './import-peft.js';

const fixtures = fileURLToPath(new URL('../../fixtures', import.meta.url));
const baseFolder = join(fixtures, 'bases/qwen2-sharded');
const adapterFolder = (name: string) => join(fixtures, 'peft', name);
const tokens = hostTensor(Int32Array.of(1, 5, 9, 33, 2, 7, 77, 11), [1, 8], 'int32');
const python = process.env['MOMQ_PYTHON'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-peft-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function logitsOf(
  config: LanguageModelConfig,
  parameters: HostParameters,
): Promise<number[]> {
  const run = jit(
    (inputs, weights) => ({
      outputs: { logits: languageModel(weights, config, { tokens: inputs['tokens']! }).logits },
    }),
    { constants: parameters },
  );
  const { logits } = await run.run({ tokens });
  await run.dispose();
  return [...logits!.data];
}

async function readTensor(file: string, name: string): Promise<number[]> {
  return [...(await (await openSafetensors(file)).read(name)).data];
}

function expectClose(got: readonly number[], expected: readonly number[], digits = 4): void {
  expect(got.length).toBe(expected.length);
  expected.forEach((value, i) => expect(got[i]).toBeCloseTo(value, digits));
}

describe.each(['all-linear', 'patterns'])('the PEFT adapter %s', (name) => {
  it('gives the logits that PEFT gives', async () => {
    const base = await loadBase(baseFolder);
    const imported = await importPeft(adapterFolder(name), base.config.decoder);
    const config = { ...base.config, mixture: imported.mixture };
    const logits = await logitsOf(config, { ...(await base.parameters()), ...imported.parameters });
    expectClose(
      logits,
      await readTensor(join(adapterFolder(name), 'logits.safetensors'), 'logits'),
    );
  });
});

it('an imported adapter is exported as it was', async () => {
  const base = await loadBase(baseFolder);
  const { mixture, parameters } = await importPeft(
    adapterFolder('all-linear'),
    base.config.decoder,
  );
  const out = join(folder, 'again');
  const model = { config: { ...base.config, mixture }, parameters };
  const { leftOut } = await exportPeft(out, model, { base: baseFolder });
  expect(leftOut).toEqual([]);
  const [got, expected] = await Promise.all(
    [out, adapterFolder('all-linear')].map((each) =>
      openSafetensors(join(each, 'adapter_model.safetensors')),
    ),
  );
  expect(got!.names().sort()).toEqual(expected!.names().sort());
  for (const each of expected!.names())
    expect((await got!.read(each)).data).toEqual((await expected!.read(each)).data);
});

describe('the always-on part of a mixture', () => {
  const script = `
import sys, torch
from peft import PeftModel
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM
model = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(sys.argv[1], dtype=torch.float32), sys.argv[2])
with torch.no_grad():
    save_file({"logits": model(torch.tensor([[1, 5, 9, 33, 2, 7, 77, 11]])).logits}, sys.argv[3])
`;

  it.skipIf(python === undefined)(
    'gives the same logits in PEFT (skipped without MOMQ_PYTHON: a Python with torch, transformers, peft)',
    async () => {
      const base = await loadBase(baseFolder);
      const mixture = {
        ...momqMixture({ rank: 3, alpha: 5, dialects: ['sqlite'], expertsPerGroup: 2 }),
        // without routed experts the shared ones are all that acts
        groups: [],
      };
      const specs = mixtureSpecs(base.config.decoder, mixture).map((spec) => ({
        ...spec,
        init: { kind: 'normal', deviation: 0.2 } as const,
      }));
      const parameters = { ...(await base.parameters()), ...initialParameters(specs, 3) };
      const config = { ...base.config, mixture };
      const out = join(folder, 'shared');
      await exportPeft(out, { config, parameters }, { base: baseFolder });
      const result = join(folder, 'logits.safetensors');
      execFileSync(python!, ['-c', script, baseFolder, out, result], { stdio: 'pipe' });
      expectClose(await logitsOf(config, parameters), await readTensor(result, 'logits'));
    },
  );

  it('leaves out routed experts and says so', async () => {
    const base = await loadBase(baseFolder);
    const mixture = momqMixture({ rank: 2, dialects: ['sqlite'], expertsPerGroup: 2 });
    const parameters = initialParameters(mixtureSpecs(base.config.decoder, mixture), 1);
    const model = { config: { ...base.config, mixture }, parameters };
    const { leftOut } = await exportPeft(join(folder, 'part'), model, { base: baseFolder });
    await expect(
      exportPeft(join(folder, 'part'), model, { base: baseFolder }),
    ).rejects.toMatchObject({ code: 'MOE_MERGE_CONFIG' });
    expect(leftOut).toContain('layers.0.mlp.down_proj.groups.sqlite.lora_a');
    expect(leftOut).toContain('layers.1.mlp.down_proj.groups.sqlite.dialect_router');
    expect(leftOut.some((each) => each.includes('shared'))).toBe(false);
  });
});

describe('bad input', () => {
  async function changed(change: (config: Record<string, unknown>) => void): Promise<string> {
    const copy = await mkdtemp(join(folder, 'bad-'));
    await cp(adapterFolder('all-linear'), copy, { recursive: true });
    const file = join(copy, 'adapter_config.json');
    const config = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    change(config);
    await writeFile(file, JSON.stringify(config));
    return copy;
  }

  it.each([
    ['use_dora', true],
    ['peft_type', 'IA3'],
    ['bias', 'all'],
    ['modules_to_save', ['lm_head']],
    ['target_modules', ['q_proj', 'lm_head']],
    ['init_lora_weights', 'pissa'],
    ['r', 0],
  ])('%s %j is refused', async (name, value) => {
    const { decoder } = (await loadBase(baseFolder)).config;
    const copy = await changed((config) => (config[name] = value));
    await expect(importPeft(copy, decoder)).rejects.toMatchObject({ code: 'MOE_PEFT_UNSUPPORTED' });
  });

  it('an adapter of another base is refused, and a folder without one', async () => {
    const { decoder } = (await loadBase(baseFolder)).config;
    const adapter = adapterFolder('all-linear');
    await expect(importPeft(adapter, { ...decoder, numLayers: 1 })).rejects.toMatchObject({
      code: 'MOE_PEFT_MISMATCH',
    });
    await expect(importPeft(adapter, { ...decoder, ffWidth: 64 })).rejects.toMatchObject({
      code: 'MOE_PEFT_MISMATCH',
      message: expect.stringContaining('[64, 4]') as string,
    });
    await expect(importPeft(folder, decoder)).rejects.toMatchObject({
      code: 'MOE_CHECKPOINT_MISSING',
    });
  });
});
