import { cp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeSafetensors, encodeSafetensors } from '../checkpoint/safetensors.js';
import { floatTensor, type HostParameters } from '../numerics/host-tensor.js';
import { copyOfModel } from '../testing/base-goldens.js';
import { baseReference, requireBase } from './base-reference.js';
import { loadBase } from './load-base.js';

let folder: string;
const file = (name: string): string => join(folder, name);
const coded = (code: string, text: string): object =>
  expect.objectContaining({ code, message: expect.stringContaining(text) as string }) as object;

beforeEach(async () => {
  folder = await copyOfModel('llama3');
});
afterEach(async () => rm(folder, { recursive: true }));

async function changeConfig(change: Readonly<Record<string, unknown>>): Promise<void> {
  const config = JSON.parse(await readFile(file('config.json'), 'utf8')) as object;
  await writeFile(file('config.json'), JSON.stringify({ ...config, ...change }));
}

async function changeWeights(change: (weights: HostParameters) => void): Promise<void> {
  const path = file('model.safetensors');
  const weights = decodeSafetensors(await readFile(path), path);
  change(weights);
  await writeFile(path, encodeSafetensors(weights));
}

describe('loadBase', () => {
  it('reads names without the prefix, float32 values, special tokens and the tokenizer', async () => {
    await cp(
      new URL('../../fixtures/tokenizers/llama3.tokenizer.json', import.meta.url),
      file('tokenizer.json'),
    );
    await changeConfig({ eos_token_id: 2, bos_token_id: 1 });
    await writeFile(file('generation_config.json'), '{"eos_token_id": [3, 4]}');
    const base = await loadBase(folder);
    expect(base).toMatchObject({ folder, revision: null });
    expect(base.specialTokens).toEqual({ bos: 1, eos: [3, 4], pad: null });
    expect(base.weightNames()).toContain('layers.1.mlp.down_proj.bias');
    const { 'norm.weight': norm, ...rest } = await base.parameters(['norm.weight']);
    expect(rest).toEqual({});
    expect(norm).toMatchObject({ shape: [32], dtype: 'float32' });
    expect((await base.constants())['norm.weight']).toMatchObject({
      kind: 'external',
      dtype: 'float32',
    });
    await expect(base.parameters(['nope'])).rejects.toThrow(coded('MOE_MISSING_PARAMETER', 'nope'));
    await expect(base.tokenizer()).rejects.toThrow(coded('MOE_TOKENIZER_UNSUPPORTED', '128'));
  });

  it('is known by the digest of its weights', async () => {
    const base = await loadBase(folder);
    const sha256 = createHash('sha256').update(await readFile(file('model.safetensors')));
    expect(await base.weightsSha256()).toBe(sha256.digest('hex'));
    const reference = await baseReference(base);
    const copy = await copyOfModel('llama3');
    const other = await copyOfModel('codellama');
    try {
      await expect(requireBase(await loadBase(copy), reference)).resolves.toBeUndefined();
      await expect(requireBase(await loadBase(other), reference)).rejects.toThrow(
        coded('MOE_BASE_MISMATCH', reference.weightsSha256.slice(0, 12)),
      );
    } finally {
      await rm(copy, { recursive: true });
      await rm(other, { recursive: true });
    }
  });

  it('ties as transformers does: a head of its own counts, an equal one does not', async () => {
    await changeConfig({ tie_word_embeddings: true });
    expect((await loadBase(folder)).config.tiedEmbeddings).toBe(false);
    await changeWeights((weights) => {
      weights['lm_head.weight'] = weights['model.embed_tokens.weight']!;
    });
    const tied = await loadBase(folder);
    expect(tied.config.tiedEmbeddings).toBe(true);
    expect(tied.weightNames()).not.toContain('lm_head.weight');
    expect(Object.keys(await tied.constants())).not.toContain('lm_head.weight');
  });

  it('ignores the frequencies that old files carry', async () => {
    await changeWeights((weights) => {
      const name = 'model.layers.0.self_attn.rotary_emb.inv_freq';
      weights[name] = floatTensor(new Float32Array(8), [8]);
    });
    await expect(loadBase(folder)).resolves.toBeDefined();
  });

  it('says what is missing', async () => {
    await expect(loadBase('no such folder')).rejects.toThrow(
      coded('MOE_BASE_MISSING', 'none of them'),
    );
    await rename(file('model.safetensors'), file('pytorch_model.bin'));
    await expect(loadBase(folder)).rejects.toThrow(coded('MOE_BASE_MISSING', 'safetensors'));
    await rm(file('config.json'));
    await expect(loadBase(folder)).rejects.toThrow(coded('MOE_BASE_MISSING', 'config.json'));
    const sharded = await copyOfModel('qwen2-sharded');
    try {
      await rm(join(sharded, 'model-00002-of-00003.safetensors'));
      await expect(loadBase(sharded)).rejects.toThrow(coded('MOE_BASE_MISSING', '00002'));
    } finally {
      await rm(sharded, { recursive: true });
    }
  });

  it('says what does not fit together', async () => {
    await changeConfig({ intermediate_size: 56 });
    await expect(loadBase(folder)).rejects.toThrow(coded('MOE_BASE_CORRUPT', '[56, 32]'));
    await changeConfig({ intermediate_size: 48, num_hidden_layers: 3 });
    await expect(loadBase(folder)).rejects.toThrow(coded('MOE_BASE_CORRUPT', 'layers.2'));
    await changeConfig({ num_hidden_layers: 1 });
    await expect(loadBase(folder)).rejects.toThrow(coded('MOE_BASE_CORRUPT', 'layers.1'));
    await writeFile(file('config.json'), '{');
    await expect(loadBase(folder)).rejects.toThrow(coded('MOE_BASE_CORRUPT', 'JSON'));
  });

  it('refuses damaged files and quantised weights', async () => {
    const path = file('model.safetensors');
    const bytes = await readFile(path);
    // the header says F32 of [32]; as U32 the sizes still add up
    const text = bytes
      .toString('latin1')
      .replace('"model.norm.weight":{"dtype":"F32"', '"model.norm.weight":{"dtype":"U32"');
    await writeFile(path, Buffer.from(text, 'latin1'));
    await expect(loadBase(folder)).rejects.toThrow(coded('MOE_BASE_UNSUPPORTED', 'U32'));
    await truncate(path, 90_000);
    await expect(loadBase(folder)).rejects.toThrow(coded('MOE_BASE_CORRUPT', 'Fetch the base'));
  });
});
