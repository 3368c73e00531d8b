import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCheckpoint } from '../pointer/checkpoint/load-checkpoint.js';
import { saveCheckpoint } from '../pointer/checkpoint/save-checkpoint.js';
import type { PointerCheckpoint } from '../pointer/checkpoint/checkpoint-types.js';
import { encodeSafetensors } from '../checkpoint/safetensors.js';
import { smallDecoder } from '../testing/small-model.js';
import type { PointerModelConfig } from '../pointer/pointer-config.js';
import type { BeamCandidate } from '../pointer/generation/beam-search-types.js';
import type { RelationSource } from '../pointer/generation/relation-source.js';
import type { TokenConstraint } from '../generation/token-constraint.js';
import { createPointerGenerator } from '../pointer/generation/pointer-generator.js';
import '../testing/cpu.js';
import { noisyParameters, randomBatch, tinyConfig } from '../testing/tiny-model.js';
import { trainPointerModel } from '../pointer/training/train-pointer-model.js';
import { addGroup, ownWeights } from './add-group.js';
import { readGroup, saveGroup } from './group-file.js';
import { installGroups } from './install-groups.js';
import { restrictGroups } from './restrict-groups.js';

const group = (name: string) => ({ name, numExperts: 4, rank: 8, alpha: 16 });
/** As wide as the embedded model: in a tiny one, sums with other zeros happen to round alike. */
const config: PointerModelConfig = {
  ...tinyConfig,
  decoder: { ...smallDecoder, numLayers: 2 },
  mixture: { ...tinyConfig.mixture!, groups: ['mysql', 'postgres', 'cypher'].map(group) },
};
const vocabulary = ['<s>', 'select', 'from', 'where', 'match', 'return', '</s>'];
const three: PointerCheckpoint = {
  config,
  parameters: noisyParameters(config),
  vocabulary,
  metadata: {},
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-composition-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** SHA-256 of every file of the checkpoint, by path. */
async function hashes(): Promise<Record<string, string>> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.includes('.'));
  const entries = files.map(async (file) => {
    const content = await readFile(join(folder, file));
    return [file, createHash('sha256').update(content).digest('hex')] as const;
  });
  return Object.fromEntries((await Promise.all(entries)).sort());
}

async function trained(model: PointerCheckpoint, name: string): Promise<PointerCheckpoint> {
  const batch = randomBatch(model.config, { batchSize: 2, prefixLength: 4, outputLength: 3 });
  const { parameters } = await trainPointerModel({
    config: model.config,
    phase: 'experts',
    trainable: ownWeights(name),
    parameters: model.parameters,
    batches: async function* () {
      for (;;) yield await Promise.resolve(batch);
    },
    totalSteps: 3,
    optimizer: { learningRate: 1e-2, emaDecay: null },
    threads: 1,
  });
  return { ...model, parameters };
}

const P = 4;
const sample = randomBatch(tinyConfig, { batchSize: 1, prefixLength: P, outputLength: 1, seed: 5 });
const relation = (a: number, b: number): number => (a * 7 + b * 3 + 1) % 5;
const relations: RelationSource = {
  prefix: Uint8Array.from({ length: P * P }, (_, i) => relation(Math.floor(i / P), i % P)),
  row: (outputs, index) =>
    Uint8Array.from({ length: P + index + 1 }, (_, key) => relation(outputs[index]!, key)),
};
const constraint: TokenConstraint<number> = {
  start: () => 0,
  allowed: () => new Uint8Array(7 + P).fill(1),
  next: (count) => count + 1,
  done: (count) => count === 4,
};

/** Answers in each dialect, with the dialect named. */
async function answers(
  model: PointerCheckpoint,
  dialects: readonly string[],
): Promise<Record<string, BeamCandidate[]>> {
  const generator = createPointerGenerator(model, {
    prefixBuckets: [6],
    maxOutputLength: 4,
    routing: 'known',
  });
  const found: Record<string, BeamCandidate[]> = {};
  for (const dialect of dialects)
    found[dialect] = await generator.beamSearch({
      prefix: { ...sample, prefixLength: P },
      relations,
      constraint,
      beamSize: 3,
      groups: dialect === 'shared' ? [] : [dialect],
    });
  await generator.dispose();
  return found;
}

const scores = (found: Record<string, BeamCandidate[]>) =>
  Object.fromEntries(
    Object.entries(found).map(([dialect, list]) => [
      dialect,
      list.map(({ codes, logProb }) => ({ codes, logProb })),
    ]),
  );

describe('a fourth group beside three', () => {
  const dialects = ['mysql', 'postgres', 'cypher', 'shared'];

  it('leaves every other file and, with the dialect named, every other answer as it was, bit for bit', async () => {
    await saveCheckpoint(folder, three);
    const filesBefore = await hashes();
    const before = await answers(await loadCheckpoint(folder), dialects);

    const grown = addGroup(await loadCheckpoint(folder), group('ngql'), { seed: 3 });
    await saveCheckpoint(folder, await trained(grown, 'ngql'));

    const { 'momq.json': _list, ...filesAfter } = await hashes();
    const fresh = filesAfter[join('groups', 'ngql.safetensors')];
    expect(fresh).toMatch(/^[0-9a-f]{64}$/);
    const { 'momq.json': _before, ...expected } = filesBefore;
    expect(filesAfter).toEqual({ ...expected, [join('groups', 'ngql.safetensors')]: fresh });

    const all = await loadCheckpoint(folder);
    expect(all.config.mixture!.groups.map(({ name }) => name)).toEqual([
      ...['mysql', 'postgres', 'cypher'],
      'ngql',
    ]);
    const after = await answers(all, [...dialects, 'ngql']);
    const { ngql, ...others } = scores(after);
    expect(others).toEqual(scores(before));
    expect(ngql).not.toEqual(scores(before)['mysql']);
    // and when only that one group is loaded
    for (const dialect of dialects) {
      const groups = dialect === 'shared' ? [] : [dialect];
      const alone = await answers(await loadCheckpoint(folder, { groups }), [dialect]);
      expect(scores(alone)).toEqual({ [dialect]: scores(before)[dialect] });
    }
  });

  it('changes the new group by training and nothing else in memory', async () => {
    const grown = addGroup(three, group('ngql'));
    const after = await trained(grown, 'ngql');
    for (const [name, { data }] of Object.entries(grown.parameters)) {
      const same = data.every((value, i) => Object.is(value, after.parameters[name]!.data[i]));
      expect([name, same]).toEqual([name, !name.includes('.groups.ngql.')]);
    }
  });

  it('begins as the group that it is copied from, and goes its own way when it is trained', async () => {
    const grown = addGroup(three, group('ngql'), { from: 'cypher' });
    const { cypher, ngql } = scores(await answers(grown, ['cypher', 'ngql']));
    expect(ngql).toEqual(cypher);
    const after = await trained(grown, 'ngql');
    for (const name of Object.keys(after.parameters).filter((each) => each.includes('.ngql.'))) {
      const source = name.replace('.ngql.', '.cypher.');
      expect(after.parameters[source]!.data).toEqual(three.parameters[source]!.data);
      expect(after.parameters[name]!.data).not.toEqual(three.parameters[source]!.data);
    }
  });

  it('known routing gives what soft routing gives for that group, within rounding', async () => {
    const soft = createPointerGenerator(three, { prefixBuckets: [6], maxOutputLength: 4 });
    const known = await answers(three, ['postgres']);
    const found = await soft.beamSearch({
      prefix: { ...sample, prefixLength: P },
      relations,
      constraint,
      beamSize: 3,
      groups: ['postgres'],
    });
    await soft.dispose();
    expect(found.map(({ codes }) => codes)).toEqual(known['postgres']!.map(({ codes }) => codes));
    found.forEach(({ logProb, routing }, i) => {
      expect(logProb).toBeCloseTo(known['postgres']![i]!.logProb, 4);
      expect(Object.keys(known['postgres']![i]!.routing).sort()).toEqual(
        Object.keys(routing).sort(),
      );
      expect(known['postgres']![i]!.routing['mysql']).toBe(0);
    });
  });
});

describe('group files', () => {
  it('install into another model on the same base, concatenated after its own', async () => {
    const path = join(folder, 'cypher.safetensors');
    await saveGroup(path, three, 'cypher');
    const two = restrictGroups(three, ['mysql', 'postgres']);
    expect(Object.keys(two.parameters).some((name) => name.includes('.cypher.'))).toBe(false);
    const installed = await installGroups(two, [path]);
    expect(installed.config).toEqual(three.config);
    expect(installed.parameters).toEqual(three.parameters);
    expect((await readGroup(path)).group).toEqual(group('cypher'));
  });

  it('are the files of a checkpoint folder too, in either precision', async () => {
    await saveCheckpoint(folder, three, { storage: 'float16' });
    const stored = await loadCheckpoint(folder, { groups: ['mysql'] });
    const installed = await installGroups(stored, [join(folder, 'groups/cypher.safetensors')]);
    expect(installed.config.mixture!.groups.map(({ name }) => name)).toEqual(['mysql', 'cypher']);
  });

  it('refuse another width, another base, a second of one name, an old file', async () => {
    const path = join(folder, 'cypher.safetensors');
    const two = restrictGroups(three, ['mysql', 'postgres']);
    await saveGroup(path, three, 'cypher');

    await expect(installGroups(two, [path, path])).rejects.toMatchObject({
      code: 'MOE_GROUP_DUPLICATE',
      message: expect.stringMatching(/"cypher" twice.*rename one/) as string,
    });

    const wide: PointerModelConfig = { ...config, decoder: { ...config.decoder, ffWidth: 720 } };
    const wider = { ...three, config: wide, parameters: noisyParameters(wide) };
    const emptied = restrictGroups(wider, ['mysql']);
    await expect(installGroups(emptied, [path])).rejects.toMatchObject({
      code: 'MOE_GROUP_MISMATCH',
      message: expect.stringMatching(/lora_a of shape \(2,32,720\), got \(2,32,704\)/) as string,
    });

    const other = restrictGroups({ ...three, parameters: noisyParameters(config, 8) }, ['mysql']);
    await expect(installGroups(other, [path])).rejects.toMatchObject({
      code: 'MOE_BASE_MISMATCH',
    });

    const { tensors } = await readGroup(path);
    await writeFile(path, encodeSafetensors(tensors));
    await expect(installGroups(two, [path])).rejects.toMatchObject({
      code: 'MOE_CHECKPOINT_VERSION',
    });
    await expect(installGroups(two, [join(folder, 'none')])).rejects.toMatchObject({
      code: 'MOE_CHECKPOINT_MISSING',
    });
  });

  it('refuse what cannot be a group', () => {
    const rejected = (change: object, code: string): void => {
      expect(() => addGroup(three, { ...group('ngql'), ...change })).toThrow(
        expect.objectContaining({ code }),
      );
    };
    rejected({ name: 'mysql' }, 'MOE_GROUP_DUPLICATE');
    rejected({ numExperts: 0 }, 'MOE_BAD_CONFIG');
    rejected({ rank: 0 }, 'MOE_BAD_CONFIG');
    rejected({ name: '../up' }, 'MOE_BAD_CONFIG');
    for (const size of ['numExperts', 'rank', 'alpha'])
      expect(() => addGroup(three, { ...group('ngql'), [size]: 3 }, { from: 'cypher' })).toThrow(
        expect.objectContaining({
          code: 'MOE_BAD_CONFIG',
          message: expect.stringMatching(`with ${size} .*"cypher" has.*got 3`) as string,
        }),
      );
    expect(() => addGroup(three, group('ngql'), { from: 'oracle' })).toThrow(
      expect.objectContaining({ code: 'MOE_UNKNOWN_GROUP' }),
    );
    const dense = { ...three, config: { ...config, mixture: null } };
    expect(() => addGroup(dense, group('ngql'))).toThrow(
      expect.objectContaining({ code: 'MOE_BAD_CONFIG' }),
    );
    expect(() => restrictGroups(three, ['ngql'])).toThrow(
      expect.objectContaining({ code: 'MOE_UNKNOWN_GROUP' }),
    );
  });
});

it('known routing wants the groups named, and names that are installed', async () => {
  const generator = createPointerGenerator(three, { prefixBuckets: [6], routing: 'known' });
  const request = { prefix: { ...sample, prefixLength: P }, relations, constraint };
  await expect(generator.beamSearch(request)).rejects.toMatchObject({ code: 'MOE_BAD_INPUT' });
  await expect(generator.beamSearch({ ...request, groups: ['ngql'] })).rejects.toMatchObject({
    code: 'MOE_UNKNOWN_GROUP',
  });
  await generator.dispose();
});
