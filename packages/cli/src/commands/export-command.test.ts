import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { momqMixture, saveAdapters } from '@momq/moe';
import { baseReference, loadBase } from '@momq/moe/bases';
import { initialAdapters } from '@momq/moe/text';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { capture } from '../testing/captured-run.js';

const base = path.resolve(import.meta.dirname, '../../../moe/fixtures/bases/qwen2-sharded');

let folder: string;
let checkpoint: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'momq-export-'));
  checkpoint = path.join(folder, 'adapters');
  const loaded = await loadBase(base);
  const size = { rank: 2, dialects: ['sqlite', 'cypher'], expertsPerGroup: 1 };
  const config = { ...loaded.config, mixture: { ...momqMixture(size), expertsPerToken: 1 } };
  const parameters = initialAdapters(config, 1);
  const adapters = { config, parameters, metadata: {} };
  await saveAdapters(checkpoint, await baseReference(loaded), adapters);
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ['dense', ['--group', 'sqlite'], ['config.json', 'model.safetensors']],
  ['onnx', ['--group', 'cypher'], ['config.json', 'onnx']],
  ['peft', [], ['adapter_config.json', 'adapter_model.safetensors']],
])('writes %s', async (format, options, files) => {
  const out = path.join(folder, format);
  const args = ['export', checkpoint, out, '--base', base, '--format', format, ...options];
  const { code, stdout, stderr } = await capture([...args, '--json']);
  expect([code, stderr.includes('Error')]).toEqual([0, false]);
  expect(JSON.parse(stdout)).toMatchObject({ out, format });
  expect((await readdir(out)).sort()).toEqual(files);
});

test('a group that does not exist, and a base that is another, are errors', async () => {
  const out = path.join(folder, 'none');
  const unknown = await capture(['export', checkpoint, out, '--base', base, '--group', 'mysql']);
  expect(unknown.stderr).toMatch(/^MOE_UNKNOWN_GROUP: .*sqlite, cypher/);
  const other = path.resolve(base, '../llama3');
  const mismatch = await capture(['export', checkpoint, out, '--base', other]);
  expect(mismatch.stderr).toMatch(/^MOE_BASE_MISMATCH/);
  expect([unknown.code, mismatch.code]).not.toContain(0);
  await expect(readdir(out)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('weights of experts are given on the command line', async () => {
  const out = path.join(folder, 'weighted');
  const args = ['export', checkpoint, out, '--base', base, '--group', 'sqlite'];
  const wrong = await capture([...args, '--expert-weights', '0.5,0.5']);
  expect(wrong.stderr).toMatch(/MOE_BAD_INPUT: expected 1 expertWeights for group sqlite/);
  const { code, stdout } = await capture([...args, '--expert-weights', '0.5', '--json']);
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { group: 'sqlite', expertWeights: [0.5] }]);
});

test.each([
  ['--group', ['--format', 'peft', '--group', 'sqlite']],
  ['--dtype', ['--format', 'onnx', '--dtype', 'float16']],
  ['--expert-weights', ['--expert-weights', '1']],
])('%s is refused where it would do nothing', async (option, flags) => {
  const out = path.join(folder, 'idle');
  const { code, stderr } = await capture(['export', checkpoint, out, '--base', base, ...flags]);
  expect(code).toBe(2);
  expect(stderr).toMatch(new RegExp(`^CONFIG_INVALID: ${option}: expected nothing`));
});
