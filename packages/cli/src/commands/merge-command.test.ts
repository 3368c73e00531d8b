import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { capture } from '../testing/captured-run.js';

const models = path.resolve(import.meta.dirname, '../../../../reference/merging/golden/models');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'momq-merge-command-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function configFile(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

test('merges what the YAML file says', async () => {
  const config = await configFile(
    'slerp.yaml',
    `merge_method: slerp
base_model: ${path.join(models, 'sqlite')}
models:
  - model: ${path.join(models, 'postgres')}
parameters:
  t: 0.5
`,
  );
  const out = path.join(folder, 'merged');
  const { code, stdout } = await capture(['merge', config, out, '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ folder: out, dtype: 'float32', numLayers: 3 });
  const saved = JSON.parse(await readFile(path.join(out, 'config.json'), 'utf8')) as object;
  expect(saved).toMatchObject({ model_type: 'qwen2', num_hidden_layers: 3 });
  expect(existsSync(path.join(out, 'model.safetensors'))).toBe(true);
});

test.each([
  ['merge_method: slurp\nmodels: []\n', /^MOE_MERGE_CONFIG: merge_method: expected one of slerp/],
  ['merge_method: [', /^USAGE: .*YAML/],
])('%j is refused and leaves nothing', async (text, message) => {
  const out = path.join(folder, 'refused');
  const { code, stderr } = await capture(['merge', await configFile('bad.yaml', text), out]);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
  expect(existsSync(out)).toBe(false);
});

test('a configuration that does not exist is an error of the caller', async () => {
  const { code, stderr } = await capture(['merge', path.join(folder, 'none.yaml'), 'out']);
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/none\.yaml/);
});
