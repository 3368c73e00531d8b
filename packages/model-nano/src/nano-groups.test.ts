import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMoMQ } from '@momq/core';
import type { Database, DialectPack } from '@momq/dialect';
import { sqlite } from '@momq/dialect-sqlite';
import { addGroup, loadCheckpoint, saveGroup } from '@momq/moe';
import type { HostParameters, PointerCheckpoint } from '@momq/moe';
import { nanoWeightsFolder } from './load-nano.js';
import type { NanoModel } from './nano-model.js';
import { sharedNano } from './testing/shared-nano.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-groups-'));
const question = 'Which games cost more than the average price?';
let shipped: PointerCheckpoint;
let model: NanoModel;
let sample: Database;

/** A dialect that writes SQLite under another name, with a group in `file`. */
function twin(id: string, file?: string): DialectPack {
  const pack = sqlite();
  const weights =
    file === undefined ? {} : { weights: [{ model: 'nano', file: pathToFileURL(file) }] };
  return { ...pack, id, expertGroup: { ...pack.expertGroup, ...weights } };
}

/** The sample database as one of a dialect that writes SQLite. */
function sampleOf(id: string): Database {
  return {
    dialect: id,
    schema: (options) => sample.schema(options),
    values: (entity, field, options) => sample.values(entity, field, options),
    query: (text, options) => sample.query(text, options),
    stream: (text, options) => sample.stream!(text, options),
    explain: (text, options) => sample.explain!(text, options),
    close: () => sample.close(),
  };
}

/** The shipped model with one more group, whose weights are far from zero. */
function grown(name: string): PointerCheckpoint {
  const model = addGroup(shipped, { name, numExperts: 4, rank: 8, alpha: 16 });
  const parameters: HostParameters = Object.fromEntries(
    Object.entries(model.parameters).map(([key, tensor]) => [
      key,
      key.includes(`.groups.${name}.`)
        ? { ...tensor, data: tensor.data.map((_, i) => Math.sin(i + key.length) / 4) as never }
        : tensor,
    ]),
  );
  return { ...model, parameters };
}

function answer(packs: readonly DialectPack[], id: string) {
  const momq = createMoMQ({ dialects: packs, model });
  return momq.ask(question, sampleOf(id), { declining: false });
}

beforeAll(async () => {
  shipped = await loadCheckpoint(nanoWeightsFolder);
  await saveGroup(path.join(folder, 'toy.safetensors'), grown('toy'), 'toy');
  model = await sharedNano();
  const pack = sqlite();
  sample = await pack.createDatabase(pack.tutorials.sample);
});
afterAll(async () => {
  await sample.close();
  rmSync(folder, { recursive: true });
});

describe('the trained group of a pack', () => {
  const file = path.join(folder, 'toy.safetensors');

  it('answers in its dialect, and changes no answer of another by a bit', async () => {
    const before = await answer([sqlite()], 'sqlite');
    const without = await answer([twin('toy')], 'toy');
    expect(without.notes).toEqual([expect.stringContaining('no expert group for toy')]);

    const withGroup = await answer([sqlite(), twin('toy', file)], 'toy');
    expect(withGroup.notes).toEqual([]);
    expect(withGroup.routing['toy']).toBeGreaterThan(0);
    expect(withGroup.candidates).not.toEqual(without.candidates);
    expect(model.groups).toEqual(['sqlite', 'postgres', 'cypher', 'toy']);

    const after = await answer([sqlite(), twin('toy', file)], 'sqlite');
    expect(after.candidates).toEqual(before.candidates);
    expect(after.routing).toEqual(before.routing);
  });

  it('that was trained on another base is named on the answer, which the shared group gives', async () => {
    const other = path.join(folder, 'other.safetensors');
    await saveGroup(other, grown('other'), 'other', { base: 'f'.repeat(64) });
    const { notes, rows } = await answer([twin('other', other)], 'other');
    expect(notes[0]).toMatch(/group of other does not fit this model .*ffffffffffff.* train group/);
    expect(notes[1]).toMatch(/no expert group for other/);
    expect(rows.length).toBeGreaterThan(0);
  });

  it('is refused when the file is missing, broken, of another dialect, or the second of one id', async () => {
    const missing = path.join(folder, 'none.safetensors');
    await expect(answer([twin('lost', missing)], 'lost')).rejects.toMatchObject({
      code: 'MOE_CHECKPOINT_MISSING',
    });
    const broken = path.join(folder, 'broken.safetensors');
    writeFileSync(broken, 'not a group');
    await expect(answer([twin('lost', broken)], 'lost')).rejects.toMatchObject({
      code: expect.stringMatching(/^(MOE_|SAFETENSORS_)/) as string,
    });
    await expect(answer([twin('thief', file)], 'thief')).rejects.toThrow(
      /expected the group of thief .* got the one of toy/,
    );
    await expect(answer([twin('toy', missing)], 'toy')).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('Load a model for each pack') as string,
    });
  });
});

it('refuses a pack without a logical form', async () => {
  const { language: _language, ...pack } = sqlite();
  await expect(answer([pack], 'sqlite')).rejects.toMatchObject({ code: 'FEATURE_UNSUPPORTED' });
});

it('answers in words of its own where the vocabulary has the names of the dialect or not', async () => {
  const plain = await answer([twin('spoken')], 'spoken');
  const pack = twin('spoken');
  const words = { from: 'go', select: 'show', where: 'if' };
  const renamed = await answer([{ ...pack, language: { ...pack.language!, words } }], 'spoken');
  expect(renamed.query).toBe(plain.query);
  expect(renamed.candidates).toEqual(plain.candidates);
});
