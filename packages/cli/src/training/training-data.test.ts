import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeFiles, dialectsWithPairs, findTrainingData } from './training-data.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'momq-data-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(...names: readonly string[]): void {
  for (const name of names) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), '{"rows":{}}');
  }
}

const find = (dialects = ['one', 'two']) => findTrainingData(folder, () => 'nowhere', dialects);

it('finds the dialects that there are pairs of', () => {
  put('made/two.jsonl', 'made/one.jsonl', 'half/three.jsonl', 'made/databases/four.jsonl');
  expect(dialectsWithPairs(folder, ['one', 'three', 'four', 'five'])).toEqual(['one', 'three']);
  expect(dialectsWithPairs(path.join(folder, 'nowhere'), ['one'])).toEqual([]);
});

describe('findTrainingData', () => {
  it('takes the folders inside a folder, and a folder of pairs itself', async () => {
    put('made/one.jsonl', 'made/two.jsonl', 'made/databases/db.json', 'empty/readme.txt');
    expect(find().folders.map(({ name }) => name)).toEqual(['made']);
    expect(await find().content('db')).toEqual({ rows: {} });
    const inner = findTrainingData(path.join(folder, 'made'), () => 'nowhere', ['one', 'two']);
    expect(inner.folders.map(({ name }) => name)).toEqual(['made']);
    expect(await inner.content('db')).toEqual({ rows: {} });
  });

  it('names the dialect that a folder lacks', () => {
    put('made/one.jsonl', 'made/two.jsonl', 'half/one.jsonl');
    expect(() => find()).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: expect.stringMatching(/in .*half, two\.jsonl is missing/),
      }),
    );
    expect(
      find(['one'])
        .folders.map(({ name }) => name)
        .sort(),
    ).toEqual(['half', 'made']);
  });

  it('says what to make where there is nothing', () => {
    expect(() => find()).toThrow(/one\.jsonl, two\.jsonl in .*, found none\. Make them/);
  });
});

describe('describeFiles', () => {
  const described = (text: string) => {
    const file = path.join(folder, 'one.jsonl');
    writeFileSync(file, text);
    return describeFiles([file]);
  };

  it('counts rows and names their licences', async () => {
    const rows = '{"licence":"CC0-1.0"}\n\n{"licence":"CC0-1.0"}\n{}\n';
    expect(Object.values(await described(rows))).toMatchObject([
      { rows: 3, licences: ['CC0-1.0', 'not stated'] },
    ]);
  });

  it.each([['{"licence":"CC0-'], ['null'], ['[1]'], ['7']])(
    'names the place of %s',
    async (row) => {
      await expect(described(`{}\n\n${row}\n`)).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
        message: expect.stringMatching(
          /one\.jsonl:3: expected one JSON object a line, got /,
        ) as string,
      });
    },
  );
});
