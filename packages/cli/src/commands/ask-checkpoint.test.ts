import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveCheckpoint } from '@momq/moe';
import { initialPointerParameters } from '@momq/moe/pointer';
import { buildVocabulary, nanoConfig, nanoMixture } from '@momq/model-nano/training';
import type { Answer } from '@momq/core';
import { sqlite } from '@momq/dialect-sqlite';
import { capture } from '../testing/captured-run.js';
import { writeShopDatabase } from '../testing/shop-database.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-checkpoint-'));
const whole = path.join(folder, 'whole');
let shop = '';

/** An untrained model: what it answers is chance, but every part of it is the real one. */
beforeAll(async () => {
  shop = writeShopDatabase();
  const packs = [sqlite()];
  const vocabulary = buildVocabulary(packs);
  const config = nanoConfig({
    vectorWidth: 384,
    vocabularySize: vocabulary.length,
    mixture: nanoMixture(packs),
  });
  const parameters = initialPointerParameters(config, 7);
  await saveCheckpoint(
    whole,
    { config, parameters, vocabulary, metadata: {} },
    { storage: 'float16' },
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A copy of the checkpoint that `damage` has changed. */
function damaged(name: string, damage: (file: (name: string) => string) => void): string {
  const copy = path.join(folder, name);
  cpSync(whole, copy, { recursive: true });
  damage((file) => path.join(copy, file));
  return copy;
}

const ask = (model: string, ...more: string[]) =>
  capture(['ask', 'Which customers live in London?', '--db', shop, '--model', model, ...more]);

describe('momq ask with a checkpoint', () => {
  it('answers with the real model and reports the group that fired', async () => {
    const { code, stdout, stderr } = await ask(whole, '--json');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const answer = JSON.parse(stdout) as Answer;
    expect(answer.dialect).toBe('sqlite');
    expect(answer.notes.filter((note) => !note.includes('private copy'))).toEqual([]);
    const { sqlite: own, shared } = answer.routing;
    expect(own).toBeGreaterThan(0);
    expect(own! + shared!).toBeCloseTo(1, 5);
  });

  it('answers by the shared group alone, and says so, for a dialect that the checkpoint has no group for', async () => {
    const { code, stdout } = await capture([
      'ask',
      'Which customers live in London?',
      '--db',
      shop,
      '--model',
      withoutGroups(),
      '--json',
    ]);
    expect(code).toBe(0);
    const answer = JSON.parse(stdout) as { notes: string[]; query: string };
    expect(answer.query).toMatch(/^SELECT/);
    expect(answer.notes.join()).toMatch(/no expert group for sqlite; the shared group alone/);
  });

  it('names the file and both hashes of a changed checkpoint', async () => {
    const model = damaged('changed', (file) => {
      const bytes = readFileSync(file('groups/sqlite.safetensors'));
      bytes[bytes.length - 1]! ^= 1;
      writeFileSync(file('groups/sqlite.safetensors'), bytes);
    });
    const { code, stderr } = await ask(model);
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /MOE_CHECKPOINT_HASH_MISMATCH: .*sqlite\.safetensors.* sha256 [0-9a-f]{64}.* [0-9a-f]{64}/,
    );
  });

  it('names the file of a truncated checkpoint', async () => {
    const model = damaged('truncated', (file) => {
      truncateSync(file('base.safetensors'), 1000);
    });
    const { code, stderr } = await ask(model);
    expect(code).toBe(3);
    expect(stderr).toMatch(/MOE_CHECKPOINT_\w+: .*base\.safetensors/);
  });

  it('says where it looked for a checkpoint that is not there', async () => {
    const { code, stderr } = await ask(path.join(folder, 'nowhere'));
    expect(code).toBe(3);
    expect(stderr).toMatch(/NANO_WEIGHTS_MISSING: .*nowhere/);
  });
});

function withoutGroups(): string {
  return damaged('shared-only', (file) => {
    const manifest = JSON.parse(readFileSync(file('momq.json'), 'utf8')) as {
      groups: unknown[];
      files: Record<string, unknown>;
    };
    manifest.groups = [];
    writeFileSync(file('momq.json'), JSON.stringify(manifest));
  });
}
