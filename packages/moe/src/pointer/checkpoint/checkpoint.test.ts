import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noisyParameters, randomBatch, tinyConfig, toTensors } from '../../testing/tiny-model.js';
import { expectClose } from '../../testing/cpu.js';
import { batchTensors } from '../model/batch-tensors.js';
import { pointerModel } from '../model/pointer-model.js';
import { trainPointerModel } from '../training/train-pointer-model.js';
import type { PointerCheckpoint } from './checkpoint-types.js';
import { loadCheckpoint } from './load-checkpoint.js';
import { saveCheckpoint } from './save-checkpoint.js';

const vocabulary = ['<s>', 'select', 'from', 'where', 'match', 'return', '</s>'];
const checkpoint: PointerCheckpoint = {
  config: tinyConfig,
  parameters: noisyParameters(tinyConfig),
  vocabulary,
  metadata: { licence: 'x' },
};
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-checkpoint-'));
});
afterEach(() => rm(folder, { recursive: true }));

function logits({ config, parameters }: PointerCheckpoint, groupMask: number[]): Float32Array {
  const batch = { ...randomBatch(config), groupMask: Float32Array.from(groupMask) };
  return pointerModel(
    toTensors(parameters),
    config,
    toTensors(batchTensors(batch, config)) as never,
  ).logits.dataSync() as Float32Array;
}

describe('checkpoint folder', () => {
  it('gives back what was saved', async () => {
    await saveCheckpoint(folder, checkpoint);
    expect(await loadCheckpoint(folder)).toEqual(checkpoint);
  });

  it('stores half precision in half the room, within half a thousandth', async () => {
    await saveCheckpoint(folder, checkpoint);
    const full = (await stat(join(folder, 'base.safetensors'))).size;
    await saveCheckpoint(folder, checkpoint, { storage: 'float16' });
    expect((await stat(join(folder, 'base.safetensors'))).size).toBeLessThan(0.65 * full);
    const loaded = await loadCheckpoint(folder);
    for (const [name, { data }] of Object.entries(checkpoint.parameters)) {
      data.forEach((value, i) =>
        expect(Math.abs(loaded.parameters[name]!.data[i]! - value)).toBeLessThanOrEqual(
          6e-4 * Math.abs(value) + 1e-7,
        ),
      );
    }
  });

  it('loads one group as known routing, and none as shared experts only', async () => {
    await saveCheckpoint(folder, checkpoint);
    const beta = await loadCheckpoint(folder, { groups: ['beta'] });
    expect(beta.config.mixture!.groups.map((group) => group.name)).toEqual(['beta']);
    expectClose(logits(beta, [1, 1]), logits(checkpoint, [0, 1, 0, 1]), 1e-4);
    const none = await loadCheckpoint(folder, { groups: [] });
    expectClose(logits(none, []), logits(checkpoint, [0, 0, 0, 0]), 1e-4);
  });

  it('gives one group exactly what a checkpoint of that group alone gives', async () => {
    await saveCheckpoint(folder, checkpoint);
    const chosen = await loadCheckpoint(folder, { groups: ['beta'] });
    const alone: PointerCheckpoint = {
      ...checkpoint,
      config: {
        ...tinyConfig,
        mixture: { ...tinyConfig.mixture!, groups: [tinyConfig.mixture!.groups[1]!] },
      },
    };
    await saveCheckpoint(folder, alone);
    expect(await loadCheckpoint(folder)).toEqual(chosen);
  });

  it('leaves every other file as it was when one dialect is trained', async () => {
    await saveCheckpoint(folder, checkpoint, { storage: 'float16' });
    const files = [
      'base.safetensors',
      'shared.safetensors',
      'groups/alpha.safetensors',
      'groups/beta.safetensors',
    ];
    const read = () => Promise.all(files.map((file) => readFile(join(folder, file), 'hex')));
    const before = await read();
    const loaded = await loadCheckpoint(folder);
    const { parameters } = await trainPointerModel({
      config: tinyConfig,
      phase: 'experts',
      trainable: (name) => name.includes('.groups.beta.'),
      parameters: loaded.parameters,
      batches: async function* () {
        for (;;) yield await Promise.resolve(randomBatch(tinyConfig));
      },
      totalSteps: 2,
      optimizer: { learningRate: 1e-2 },
      threads: 1,
    });
    await saveCheckpoint(folder, { ...loaded, parameters }, { storage: 'float16' });
    const after = await read();
    expect(after.slice(0, 3)).toEqual(before.slice(0, 3));
    expect(after[3]).not.toBe(before[3]);
  });

  it('does not need the files of groups that are not loaded', async () => {
    await saveCheckpoint(folder, checkpoint);
    await rm(join(folder, 'groups/alpha.safetensors'));
    await expect(loadCheckpoint(folder, { groups: ['beta'] })).resolves.toBeDefined();
    await expect(loadCheckpoint(folder)).rejects.toMatchObject({ code: 'MOE_CHECKPOINT_MISSING' });
  });

  it('names the damaged file and both hashes', async () => {
    await saveCheckpoint(folder, checkpoint);
    const path = join(folder, 'groups/beta.safetensors');
    const bytes = await readFile(path);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(path, bytes);
    const error = await loadCheckpoint(folder).catch((cause: unknown) => cause as Error);
    expect(error).toMatchObject({ code: 'MOE_CHECKPOINT_HASH_MISMATCH' });
    expect((error as Error).message).toMatch(
      /groups\/beta\.safetensors: expected sha256 [0-9a-f]{64}, got [0-9a-f]{64}/,
    );
    await truncate(path, 100);
    await expect(loadCheckpoint(folder)).rejects.toMatchObject({
      code: 'MOE_CHECKPOINT_HASH_MISMATCH',
    });
  });

  it('rejects unknown groups, other versions, broken manifests and weights that do not fit', async () => {
    await expect(loadCheckpoint(folder)).rejects.toMatchObject({ code: 'MOE_CHECKPOINT_MISSING' });
    await saveCheckpoint(folder, checkpoint);
    await expect(loadCheckpoint(folder, { groups: ['gamma'] })).rejects.toMatchObject({
      code: 'MOE_UNKNOWN_GROUP',
    });
    await expect(loadCheckpoint(folder, { groups: 'alpha' as never })).rejects.toMatchObject({
      code: 'MOE_BAD_INPUT',
    });
    const path = join(folder, 'momq.json');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"formatVersion": 1', '"formatVersion": 99'));
    await expect(loadCheckpoint(folder)).rejects.toMatchObject({ code: 'MOE_CHECKPOINT_VERSION' });
    for (const file of ['../../elsewhere.safetensors', 'groups/../base.safetensors']) {
      await writeFile(path, text.replace('groups/alpha.safetensors', file));
      await expect(loadCheckpoint(folder)).rejects.toMatchObject({
        code: 'MOE_CHECKPOINT_CORRUPT',
        message: expect.stringContaining(file) as string,
      });
    }
    await writeFile(path, text.slice(0, 200));
    await expect(loadCheckpoint(folder)).rejects.toMatchObject({ code: 'MOE_CHECKPOINT_CORRUPT' });
    const { 'norm.weight': _removed, ...rest } = checkpoint.parameters;
    await expect(saveCheckpoint(folder, { ...checkpoint, parameters: rest })).rejects.toMatchObject(
      { code: 'MOE_BAD_INPUT' },
    );
    const config = { ...tinyConfig, mixture: { ...tinyConfig.mixture!, expertsPerToken: 6 } };
    await expect(saveCheckpoint(folder, { ...checkpoint, config })).rejects.toMatchObject({
      code: 'MOE_BAD_CONFIG',
    });
  });

  /** Sets a value at a path of momq.json. */
  async function corrupted(path: string, value: unknown): Promise<void> {
    await saveCheckpoint(folder, checkpoint);
    const file = join(folder, 'momq.json');
    const manifest = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    const keys = path.split('.');
    let owner = manifest;
    for (const key of keys.slice(0, -1)) owner = owner[key] as Record<string, unknown>;
    owner[keys.at(-1)!] = value;
    await writeFile(file, JSON.stringify(manifest));
  }

  it.each<[string, unknown]>([
    ['config.decoder.numLayers', 1e9],
    ['config.decoder.numLayers', 2000],
    ['config.decoder.width', 1e12],
    ['config.decoder.width', '16'],
    ['config.decoder.normEpsilon', '1e-6'],
    ['config.decoder.ropeTheta', 'none'],
    ['config.decoder.ropeScaling', 'linear'],
    ['config.decoder.slidingWindow', { size: 4, layers: null }],
    ['config.decoder', null],
    ['config.pointer', 'pointer'],
    ['config.pointer.vocabularySize', 1e9],
    ['config.pointer.vocabularySize', 8],
    ['config.dropout', '0.1'],
    ['config.mixture', []],
    ['config.mixture.lora', null],
    ['config.mixture.numSharedExperts', 1e9],
    ['groups', [null]],
    ['groups', 'alpha'],
    ['groups.0.numExperts', 1e9],
    ['groups.0.numExperts', '2'],
    ['groups.0.rank', null],
    ['groups.0.name', 7],
    ['groups.0.file', null],
    ['vocabulary', [1, 2, 3, 4, 5, 6, 7]],
    ['metadata', null],
    ['sha256', null],
  ])('refuses a manifest with %s = %j at once', async (path, value) => {
    await corrupted(path, value);
    const started = performance.now();
    await expect(loadCheckpoint(folder)).rejects.toMatchObject({ code: 'MOE_CHECKPOINT_CORRUPT' });
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
