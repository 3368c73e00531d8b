import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mergeModels } from './merge-models.js';
import { parseMergeConfig } from './parse-merge-config.js';

/** Threads run compiled code, so they are tested in the built package, in a process of its own. */
const built = new URL('../../dist/merging/index.js', import.meta.url);
const models = fileURLToPath(
  new URL('../../../../reference/merging/golden/models', import.meta.url),
);

const model = (name: string) => path.join(models, name);
const config = {
  merge_method: 'ties',
  base_model: model('base'),
  models: ['sqlite', 'postgres'].map((name) => ({
    model: model(name),
    parameters: { weight: 1, density: 0.4 },
  })),
};

/** Merges with three threads; `abort` stops after the first tensor. Prints the tensors done, or the error's code. */
const script = `
const [built, config, out, abort] = process.argv.slice(2);
const { mergeModels, parseMergeConfig } = await import(built);
const controller = new AbortController();
const tensors = [];
const onProgress = ({ tensor }) => {
  tensors.push(tensor);
  if (abort === 'abort') controller.abort();
};
const options = { threads: 3, maxShardBytes: 3000, signal: controller.signal, onProgress };
try {
  await mergeModels(parseMergeConfig(JSON.parse(config)), out, options);
  console.log(JSON.stringify({ tensors }));
} catch (error) {
  console.log(JSON.stringify({ code: error.code ?? String(error) }));
}
`;

let folder: string;
let program: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'momq-merge-threads-'));
  program = path.join(folder, 'merge.mjs');
  await writeFile(program, script);
});
afterAll(() => rm(folder, { recursive: true }));

async function mergeInThreads(
  out: string,
  abort = '',
): Promise<{ tensors?: string[]; code?: string }> {
  const args = [program, built.href, JSON.stringify(config), out, abort];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as { tensors?: string[]; code?: string };
}

async function filesOf(out: string): Promise<[string, string][]> {
  const names = (await readdir(out)).sort();
  const read = async (name: string): Promise<[string, string]> => [
    name,
    (await readFile(path.join(out, name))).toString('base64'),
  ];
  return Promise.all(names.map(read));
}

test.skipIf(!existsSync(built))(
  'three threads write the same files as none, and leave nothing when stopped (skipped without dist: build first)',
  async () => {
    const [alone, together] = [path.join(folder, 'alone'), path.join(folder, 'together')];
    await mergeModels(parseMergeConfig(config), alone, { maxShardBytes: 3000 });
    const { tensors } = await mergeInThreads(together);
    expect(new Set(tensors).size).toBe(39);
    expect(await filesOf(together)).toEqual(await filesOf(alone));
    expect(await mergeInThreads(path.join(folder, 'stopped'), 'abort')).toEqual({
      code: 'MOE_ABORTED',
    });
    expect((await readdir(folder)).sort()).toEqual(['alone', 'merge.mjs', 'together']);
  },
);
