import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writePair } from '@momq/core/pairs';
import { afterAll, describe, expect, it } from 'vitest';
import { choosePairs } from './text-pairs.js';
import { readTextRunConfig } from './text-run-config.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-text-run-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const place = path.join(folder, name);
  writeFileSync(place, content);
  return place;
}

describe('readTextRunConfig', () => {
  it('reads the recipe of the reference', async () => {
    const recipe = new URL(
      '../../../../reference/experts/qwen2.5-coder-0.5b.yaml',
      import.meta.url,
    );
    const config = await readTextRunConfig(fileURLToPath(recipe));
    expect(config.mixture.groups.map(({ name }) => name)).toEqual(config.dialects);
    expect(config.mixture.activation).toBe('after-prefix');
  });

  const whole = { base: 'a', dialects: ['b'], mixture: {}, training: {} };
  it.each<[string, unknown]>([
    ['expected mixture, got none', { ...whole, mixture: undefined }],
    ['expected dialects to be a list, got a text', { ...whole, dialects: 'b' }],
    ['validation, got validaton', { ...whole, validaton: {} }],
    ['got batchsize', { ...whole, training: { batchsize: 2 } }],
    ['validation.losses: expected a positive', { ...whole, validation: { losses: -1 } }],
    ['validation of losses, questions, got loses', { ...whole, validation: { loses: 1 } }],
    ['startFrom to be a text, got a list', { ...whole, startFrom: [] }],
    ['schemaTokens: expected a positive', { ...whole, schemaTokens: 0.5 }],
    ['questionsPerDatabase.b: expected a positive', { ...whole, questionsPerDatabase: { b: '9' } }],
    ['expected an object, got a list', []],
  ])('says %s', async (message, config) => {
    await expect(readTextRunConfig(file('run.json', JSON.stringify(config)))).rejects.toThrow(
      message,
    );
  });

  it('says that a file is not there, or no YAML', async () => {
    await expect(readTextRunConfig(path.join(folder, 'none.yaml'))).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(
        /none\.yaml, which cannot be read \(ENOENT\)\. Check/,
      ) as string,
    });
    await expect(readTextRunConfig(file('bad.yaml', 'a: [1'))).rejects.toThrow(
      /bad\.yaml: expected YAML .*, got none: .* at line 1, column \d+\. Correct the file\.$/,
    );
  });
});

describe('choosePairs', () => {
  it('takes so many of a database, the same whatever else there is', async () => {
    const pair = (id: string, dbId: string, split: 'train' | 'validation' = 'train') =>
      writePair({
        ...{
          id,
          dbId,
          split,
          source: 's',
          licence: 'l',
          question: 'q',
          dialect: 'tiny',
          query: 'x',
        },
        logical: {
          kind: 'select',
          from: [],
          distinct: false,
          select: [],
          groupBy: [],
          orderBy: [],
        },
        ...{ rows: [[1]], rowCount: 1 },
      });
    const ids = Array.from({ length: 6 }, (_, i) => `q${i}`);
    const some = file(
      'tiny.jsonl',
      ids.map((id) => pair(id, 'a')).join('') + pair('v', 'a', 'validation'),
    );
    const more = file('more.jsonl', pair('other', 'b'));
    const options = { split: 'train', perDatabase: { tiny: 3 }, seed: 1 } as const;
    const chosen = (await choosePairs([some], options)).map(({ id }) => id);
    expect(chosen).toHaveLength(3);
    expect((await choosePairs([some, more], options)).map(({ id }) => id)).toEqual([
      ...chosen,
      'other',
    ]);
    expect((await choosePairs([some], { ...options, seed: 2 })).map(({ id }) => id)).not.toEqual(
      chosen,
    );
    expect(await choosePairs([some], { split: 'validation', seed: 1 })).toHaveLength(1);
  });
});
