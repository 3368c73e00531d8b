import { mkdtemp, readdir, readFile, rm, writeFile, cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSafetensors } from '@momq/engine/safetensors';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { mergeModels } from './merge-models.js';
import { parseMergeConfig } from './parse-merge-config.js';
import type { MergeProgress } from './write-merged-tensors.js';

/** Models and results that `reference/merging/mergekit_golden.py` made with mergekit. */
const golden = path.resolve(import.meta.dirname, '../../../../reference/merging/golden');
const modelFolder = (name: string) => path.join(golden, 'models', name);
const resolveModel = (name: string) => Promise.resolve(modelFolder(name));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'momq-merge-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function weightsOf(file: string): Promise<Map<string, { shape: string; data: number[] }>> {
  const checkpoint = await openSafetensors(file);
  const read = async (name: string) => {
    const { data, shape } = await checkpoint.read(name);
    return [name, { shape: shape.join(), data: [...data] as number[] }] as const;
  };
  return new Map(await Promise.all(checkpoint.names().map(read)));
}

async function configOf(name: string) {
  return parseMergeConfig(parse(await readFile(path.join(golden, `${name}.yaml`), 'utf8')));
}

describe('equals mergekit', () => {
  test.each([
    ['slerp', 6],
    ['slerp-slices', 6],
    ['linear', 6],
    ['linear-sum', 6],
    ['task_arithmetic', 6],
    ['ties', 6],
    ['ties-rescale', 5],
    ['dare_linear', 5],
    ['dare_ties', 5],
    ['bfloat16', 6],
    ['passthrough', 7],
  ])('%s', async (name, digits) => {
    const out = path.join(folder, name);
    await mergeModels(await configOf(name), out, { resolveModel });
    const got = await weightsOf(out);
    const expected = await weightsOf(path.join(golden, `${name}.safetensors`));
    expect([...got.keys()].sort()).toEqual([...expected.keys()].sort());
    for (const [tensor, { shape, data }] of expected) {
      expect(got.get(tensor)?.shape).toBe(shape);
      data.forEach((value, i) => expect(got.get(tensor)?.data[i]).toBeCloseTo(value, digits));
    }
  });
});

test('small files get an index, and the result is the same', async () => {
  const [whole, sharded] = [path.join(folder, 'whole'), path.join(folder, 'sharded')];
  const progress: MergeProgress[] = [];
  const config = await configOf('ties');
  await mergeModels(config, whole, { resolveModel, onProgress: (each) => progress.push(each) });
  await mergeModels(config, sharded, { resolveModel, maxShardBytes: 3000 });
  const files = (await readdir(sharded)).filter((name) => name.endsWith('.safetensors'));
  expect(files.length).toBeGreaterThan(2);
  expect(files).toContain(`model-00001-of-0000${files.length}.safetensors`);
  expect(await weightsOf(sharded)).toEqual(await weightsOf(whole));
  const sizes = [...(await weightsOf(path.join(golden, 'ties.safetensors'))).values()];
  const elements = sizes.reduce((sum, { data }) => sum + data.length, 0);
  expect(progress).toHaveLength(sizes.length);
  expect(progress.at(-1)).toMatchObject({ elements, elementsDone: elements });
});

test('three models are merged two by two by slerp', async () => {
  const pair = { merge_method: 'slerp', parameters: { t: 0.5 }, dtype: 'float32' };
  const first = path.join(folder, 'first');
  const config = { ...pair, base_model: 'base', models: [{ model: 'sqlite' }] };
  await mergeModels(parseMergeConfig(config), first, { resolveModel });
  const second = path.join(folder, 'second');
  await mergeModels(
    parseMergeConfig({ ...pair, base_model: 'merged', models: [{ model: 'postgres' }] }),
    second,
    { resolveModel: (name) => (name === 'merged' ? Promise.resolve(first) : resolveModel(name)) },
  );
  const chained = path.join(folder, 'chained');
  const three = { ...config, models: [{ model: 'sqlite' }, { model: 'postgres' }] };
  await mergeModels(parseMergeConfig(three), chained, { resolveModel });
  const expected = await weightsOf(second);
  for (const [name, { data }] of await weightsOf(chained))
    data.forEach((value, i) => expect(value).toBeCloseTo(expected.get(name)?.data[i] as number, 5));
});

test('the parameters of our own: how DARE rescales and what SLERP normalises', async () => {
  const dare = await configOf('dare_linear');
  const out = (name: string) => path.join(folder, name);
  const parameters = { rescaling: [{ filter: null, value: 'density' }] };
  await mergeModels({ ...dare, parameters }, out('dare-density'), { resolveModel });
  const [base, byNorm, byDensity] = await Promise.all(
    [modelFolder('base'), path.join(golden, 'dare_linear.safetensors'), out('dare-density')].map(
      weightsOf,
    ),
  );
  // one tensor, one model active: the two rescalings differ by a factor, not by which elements stay
  const kept = (weights: typeof base) =>
    weights!
      .get('model.norm.weight')!
      .data.map((value, i) => value !== base!.get('model.norm.weight')!.data[i]);
  expect(kept(byDensity)).toEqual(kept(byNorm));
  expect(byDensity).not.toEqual(byNorm);
  const slerp = await configOf('slerp');
  const unit = { normalization: [{ filter: null, value: 'unit' }] };
  await mergeModels({ ...slerp, parameters: { ...slerp.parameters, ...unit } }, out('slerp-unit'), {
    resolveModel,
  });
  for (const { data } of (await weightsOf(out('slerp-unit'))).values())
    expect(Math.hypot(...data)).toBeCloseTo(1, 5);
});

test('a slash at the end of the folder is no part of its name', async () => {
  const out = `${path.join(folder, 'slash')}${path.sep}`;
  await mergeModels(await configOf('linear'), out, { resolveModel });
  expect(await readdir(out)).toContain('model.safetensors');
});

describe('bad input', () => {
  const merge = (change: Record<string, unknown>) => async () => {
    const good = {
      merge_method: 'ties',
      base_model: 'base',
      models: [{ model: 'sqlite', parameters: { weight: 1 } }],
    };
    const config = parseMergeConfig({ ...good, ...change });
    await mergeModels(config, path.join(folder, 'bad'), { resolveModel });
  };

  test.each([
    ['an unknown method', { merge_method: 'karcher' }, /one of slerp, .*got karcher/],
    ['an unknown field', { chat_template: 'auto' }, /chat_template/],
    ['an unknown parameter', { parameters: { gamma: 0.1 } }, /gamma/],
    ['no base', { base_model: null }, /base_model, which ties needs/],
    ['models and slices', { slices: [] }, /exactly one of models and slices, got both/],
    ['no weight', { models: [{ model: 'sqlite' }] }, /"weight" for sqlite/],
    [
      'a weight that is text',
      { parameters: { weight: 'much' }, models: [{ model: 'sqlite' }] },
      /finite number, got "much"/,
    ],
    ['a merged vocabulary', { tokenizer_source: 'union' }, /union/],
    [
      'a layer range backwards',
      { models: null, slices: [{ sources: [{ model: 'sqlite', layer_range: [2, 1] }] }] },
      /the second greater/,
    ],
    [
      'a density above 1',
      { parameters: { weight: 1, density: 1.5 } },
      /"density": expected a number from 0 to 1, got 1.5/,
    ],
    [
      'a position outside the arc',
      { merge_method: 'slerp', parameters: { t: -0.1 }, models: [{ model: 'sqlite' }] },
      /"t": expected a number from 0 to 1, got -0.1/,
    ],
    [
      'an unknown rescaling',
      { merge_method: 'dare_ties', parameters: { rescaling: 'l2' } },
      /"rescaling": expected l1-norm or density, got "l2"/,
    ],
    [
      'no such model',
      { models: [{ model: 'nowhere', parameters: { weight: 1 } }] },
      /nowhere.*config\.json/,
    ],
  ])('%s', async (_name, change, message) => {
    await expect(merge(change)).rejects.toMatchObject({
      code: 'MOE_MERGE_CONFIG',
      message: expect.stringMatching(message) as string,
    });
  });

  test('layers that do not exist, and tensors of another shape', async () => {
    const slices = [
      {
        sources: [
          { model: 'sqlite', layer_range: [2, 5] },
          { model: 'base', layer_range: [0, 3] },
        ],
        parameters: { weight: 1 },
      },
    ];
    await expect(merge({ models: null, slices })()).rejects.toMatchObject({
      code: 'MOE_MERGE_MISMATCH',
    });
    const other = path.join(folder, 'other-shape');
    await cp(modelFolder('postgres'), other, { recursive: true });
    const file = path.join(other, 'model.safetensors');
    const bytes = await readFile(file);
    // (12, 8) written as (8, 12): as long, but another matrix
    const text = bytes.toString('latin1').replaceAll('"shape":[12,8]', '"shape":[8,12]');
    await writeFile(file, Buffer.from(text, 'latin1'));
    const config = parseMergeConfig({
      merge_method: 'linear',
      models: [
        { model: 'sqlite', parameters: { weight: 1 } },
        { model: 'other', parameters: { weight: 1 } },
      ],
    });
    const resolve = (name: string) =>
      name === 'other' ? Promise.resolve(other) : resolveModel(name);
    await expect(
      mergeModels(config, path.join(folder, 'bad'), { resolveModel: resolve }),
    ).rejects.toMatchObject({
      code: 'MOE_MERGE_MISMATCH',
      message: expect.stringContaining('[8, 12]') as string,
    });
  });

  test('layers that no model has, tensors without a place, and other vocabularies', async () => {
    const beyond = [{ sources: [{ model: 'sqlite', layer_range: [0, 9] }] }];
    await expect(
      merge({ merge_method: 'passthrough', models: null, slices: beyond })(),
    ).rejects.toMatchObject({
      code: 'MOE_MERGE_MISMATCH',
      message: expect.stringMatching(/layers\.3\..*none in sqlite.*last layer/) as string,
    });
    const tied = path.join(folder, 'tied');
    await cp(modelFolder('base'), tied, { recursive: true });
    const file = path.join(tied, 'model.safetensors');
    // the same file with its output weights renamed: the base has no tensor of that name
    const text = (await readFile(file)).toString('latin1');
    await writeFile(file, Buffer.from(text.replace('lm_head', 'lm_hood'), 'latin1'));
    const config = await configOf('task_arithmetic');
    const out = path.join(folder, 'bad');
    const withFolders = (folders: Record<string, string>) => ({
      resolveModel: (name: string) => Promise.resolve(folders[name] ?? modelFolder(name)),
    });
    await expect(mergeModels(config, out, withFolders({ sqlite: tied }))).rejects.toMatchObject({
      code: 'MOE_MERGE_MISMATCH',
      message: expect.stringContaining('lm_hood.weight of sqlite') as string,
    });
    const vocabularies = ['a', 'b'].map((token) => ({ model: { vocab: { [token]: 0, z: 1 } } }));
    const folders: Record<string, string> = {};
    for (const [i, model] of ['base', 'sqlite'].entries()) {
      folders[model] = path.join(folder, `vocabulary-${model}`);
      await cp(modelFolder(model), folders[model] as string, { recursive: true });
      const tokenizer = path.join(folders[model] as string, 'tokenizer.json');
      await writeFile(tokenizer, JSON.stringify(vocabularies[i]));
    }
    await expect(mergeModels(config, out, withFolders(folders))).rejects.toMatchObject({
      code: 'MOE_MERGE_MISMATCH',
      message: expect.stringContaining('one vocabulary') as string,
    });
  });

  test('a folder with content stays as it is, and a stopped merge leaves nothing', async () => {
    const full = path.join(folder, 'full');
    await cp(modelFolder('base'), full, { recursive: true });
    const config = await configOf('linear');
    await expect(mergeModels(config, full, { resolveModel })).rejects.toMatchObject({
      code: 'MOE_MERGE_CONFIG',
    });
    expect((await readdir(full)).sort()).toEqual((await readdir(modelFolder('base'))).sort());
    const abort = new AbortController();
    const before = await readdir(folder);
    const stopped = mergeModels(config, path.join(folder, 'stopped'), {
      resolveModel,
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ code: 'MOE_ABORTED' });
    expect(await readdir(folder)).toEqual(before);
  });
});
