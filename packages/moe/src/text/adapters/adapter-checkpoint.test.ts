import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Base } from '../../bases/base.js';
import { baseReference } from '../../bases/base-reference.js';
import { loadBase } from '../../bases/load-base.js';
import { installGroups } from '../../composition/install-groups.js';
import { loadCheckpoint } from '../../pointer/checkpoint/load-checkpoint.js';
import { smallMixture } from '../../testing/small-model.js';
import { initialAdapters } from '../model/language-model-parameters.js';
import { baseGoldensFolder } from '../../testing/base-goldens.js';
import { loadAdapters, saveAdapters, type Adapters } from './adapter-checkpoint.js';

let folder: string;
let base: Base;
let adapters: Adapters;
const coded = (code: string, text: string): object =>
  expect.objectContaining({ code, message: expect.stringContaining(text) as string }) as object;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-adapters-'));
  base = await loadBase(join(baseGoldensFolder, 'mistral-fp16'));
  const config = { ...base.config, mixture: smallMixture(['sqlite', 'cypher']) };
  const norms = await base.parameters(['norm.weight', 'layers.0.input_layernorm.weight']);
  const parameters = { ...initialAdapters(config, 3), ...norms };
  adapters = { config, parameters, metadata: { steps: 7 } };
});
afterEach(async () => rm(folder, { recursive: true }));

const save = async (): Promise<void> => saveAdapters(folder, await baseReference(base), adapters);

it('gives back what was saved, without a weight of the base but the trained norms', async () => {
  await save();
  const { groupBase: _identity, weightsHash, ...loaded } = await loadAdapters(folder, base);
  expect(weightsHash).toMatch(/^[0-9a-f]{64}$/);
  expect(loaded).toEqual(adapters);
  expect(await readdir(folder)).toEqual(['groups', 'momq.json', 'shared.safetensors']);
  const manifest = JSON.parse(await readFile(join(folder, 'momq.json'), 'utf8')) as object;
  expect(manifest).toMatchObject({ base: { id: 'mistral-fp16', revision: null } });
});

it('tells weights apart that differ in one group, and no others', async () => {
  const hash = async (): Promise<string> => {
    await save();
    return (await loadAdapters(folder, base)).weightsHash;
  };
  const before = await hash();
  expect(await hash()).toBe(before);
  const name = Object.keys(adapters.parameters).find((each) => each.includes('.groups.cypher.'))!;
  const weight = adapters.parameters[name]!;
  const changed = { ...weight, data: weight.data.map((value) => value + 1) };
  adapters = { ...adapters, parameters: { ...adapters.parameters, [name]: changed } };
  expect(await hash()).not.toBe(before);
});

it('reads only the groups asked for, and takes in the files of others', async () => {
  await save();
  const file = join(folder, 'groups', 'cypher.safetensors');
  const content = await readFile(file);
  await rm(file);
  const one = await loadAdapters(folder, base, { groups: ['sqlite'] });
  expect(one.config.mixture?.groups.map(({ name }) => name)).toEqual(['sqlite']);
  await writeFile(file, content);
  const both = await installGroups(one, [file], { base: one.groupBase });
  expect(both.parameters).toEqual(adapters.parameters);
  await expect(installGroups(one, [file], { base: 'another' })).rejects.toThrow(
    coded('MOE_BASE_MISMATCH', 'another'),
  );
});

it('refuses another base, unknown groups, damaged files and other checkpoints', async () => {
  await save();
  const other = await loadBase(join(baseGoldensFolder, 'codellama'));
  await expect(loadAdapters(folder, other)).rejects.toThrow(coded('MOE_BASE_MISMATCH', 'mistral'));
  await expect(loadAdapters(folder, base, { groups: ['mysql'] })).rejects.toThrow(
    coded('MOE_UNKNOWN_GROUP', 'mysql'),
  );
  const shared = join(folder, 'shared.safetensors');
  const bytes = await readFile(shared);
  await writeFile(shared, Buffer.concat([bytes, Buffer.from([0])]));
  await expect(loadAdapters(folder, base)).rejects.toThrow(
    coded('MOE_CHECKPOINT_HASH_MISMATCH', 'shared'),
  );
  const manifest = JSON.parse(await readFile(join(folder, 'momq.json'), 'utf8')) as object;
  for (const [change, code] of [
    [{ formatVersion: 2 }, 'MOE_CHECKPOINT_VERSION'],
    [{ kind: 'pointer' }, 'MOE_CHECKPOINT_CORRUPT'],
    [{ base: null }, 'MOE_CHECKPOINT_CORRUPT'],
    [{ mixture: {} }, 'MOE_BAD_CONFIG'],
    [{ groups: [{ name: 'x', file: '../x.safetensors' }] }, 'MOE_CHECKPOINT_CORRUPT'],
  ] as const) {
    await writeFile(join(folder, 'momq.json'), JSON.stringify({ ...manifest, ...change }));
    const named = code === 'MOE_BAD_CONFIG' ? 'mixture.lora' : 'momq.json';
    await expect(loadAdapters(folder, base)).rejects.toThrow(coded(code, named));
  }
  await rm(join(folder, 'momq.json'));
  await expect(loadAdapters(folder, base)).rejects.toThrow(coded('MOE_CHECKPOINT_MISSING', 'momq'));
});

it('says what it is to who takes it for a checkpoint with its own weights', async () => {
  await save();
  await expect(loadCheckpoint(folder)).rejects.toThrow(coded('MOE_BAD_INPUT', 'loadAdapters'));
});

it('saves nothing that does not fit its config', async () => {
  const { 'layers.0.self_attn.q_proj.lora_a': _missing, ...parameters } = adapters.parameters;
  adapters = { ...adapters, parameters };
  await expect(save()).rejects.toThrow(coded('MOE_BAD_INPUT', 'q_proj.lora_a'));
  adapters = { ...adapters, config: { ...adapters.config, mixture: null } };
  await expect(save()).rejects.toThrow(coded('MOE_BAD_CONFIG', 'bare base'));
  expect(await readdir(folder)).toEqual([]);
});
