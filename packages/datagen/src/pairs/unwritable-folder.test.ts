import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readStoredJson } from '@momq/core/execution';
import { sqlite } from '@momq/dialect-sqlite';
import type { DatabaseContent } from '@momq/dialect';
import { writeDataset } from '../dataset/index.js';
import { generatePairs } from '../generated/generate-pairs.js';
import { generateIntentPairs } from '../intents/generate-intent-pairs.js';
import { ledger } from '../testing/ledger.js';
import { datagenVersion } from './datagen-version.js';

const parent = mkdtempSync(path.join(tmpdir(), 'momq-unwritable-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

let folders = 0;
const newFolder = (): string => {
  const folder = path.join(parent, String((folders += 1)));
  mkdirSync(path.join(folder, 'journal'), { recursive: true });
  return folder;
};

function generate(outputFolder: string, build = sqlite().createDatabase) {
  const databases = { train: 0, validation: 0, test: 2 };
  const targets = [{ ...sqlite(), createDatabase: build }];
  return generatePairs({ outputFolder, targets, databases, testPairsPerDatabase: 2 });
}

/** What is written to it meets a full disk, as Linux has it for tests. */
const full = '/dev/full';

describe.skipIf(!existsSync(full))(`a full disk${existsSync(full) ? '' : `: no ${full}`}`, () => {
  it('is named with what to do, and the same command goes on when there is room', async () => {
    const folder = newFolder();
    symlinkSync(full, path.join(folder, 'sqlite.jsonl.partial'));
    await expect(generate(folder)).rejects.toMatchObject({
      code: 'DATAGEN_FOLDER_UNWRITABLE',
      message: expect.stringMatching(/ENOSPC.*Make room .*goes on where it was/),
    });
    let built = 0;
    await generate(folder, (content) => {
      built += 1;
      return sqlite().createDatabase(content);
    });
    expect(built).toBeLessThan(2);
    const alone = newFolder();
    await generate(alone);
    const read = (place: string): string => readFileSync(path.join(place, 'sqlite.jsonl'), 'utf8');
    expect(read(folder)).toBe(read(alone));
  });

  it('is named while the data set is completed', async () => {
    const folder = newFolder();
    await generate(folder);
    symlinkSync(full, path.join(folder, 'sqlite.parquet.partial'));
    const content = () => Promise.reject(new Error('not needed'));
    await expect(
      writeDataset({ folder, packs: [sqlite()], formats: ['parquet'], provenance: {}, content }),
    ).rejects.toMatchObject({ code: 'DATAGEN_FOLDER_UNWRITABLE' });
  });
});

it('names an output folder below a file', async () => {
  const file = path.join(newFolder(), 'file');
  writeFileSync(file, '');
  await expect(generate(path.join(file, 'out'))).rejects.toMatchObject({
    code: 'DATAGEN_FOLDER_UNWRITABLE',
    message: expect.stringContaining('Name another one'),
  });
});

it('makes anew what a journal of another version has', async () => {
  const folder = newFolder();
  await generate(folder);
  const before = readFileSync(path.join(folder, 'sqlite.jsonl'), 'utf8');
  const { dbId } = JSON.parse(before.split('\n')[0]!) as { readonly dbId: string };
  const journal = path.join(folder, 'journal', `${dbId}.json`);
  const kept = JSON.parse(readFileSync(journal, 'utf8')) as {
    key: string;
    result: { pairs: object[] };
  };
  const altered = { ...kept, result: { ...kept.result, pairs: kept.result.pairs.slice(1) } };
  writeFileSync(
    journal,
    JSON.stringify({ ...altered, key: kept.key.replace(datagenVersion(), '0.0.1') }),
  );
  await generate(folder);
  expect(readFileSync(path.join(folder, 'sqlite.jsonl'), 'utf8')).toBe(before);
  writeFileSync(journal, JSON.stringify(altered)); // of this version, it is taken as it is
  await generate(folder);
  expect(readFileSync(path.join(folder, 'sqlite.jsonl'), 'utf8')).not.toBe(before);
});

it('asks about a database as it was when its turn came, and again when it has changed', async () => {
  const outputFolder = newFolder();
  let reads = 0;
  const changing = (): Promise<DatabaseContent> => {
    reads += 1;
    const content = ledger();
    return Promise.resolve({
      ...content,
      rows: { ...content.rows, account: content.rows['account']!.slice(reads) },
    });
  };
  const sources = [{ id: 'ledger', split: 'train', content: changing }] as const;
  const run = () =>
    generateIntentPairs({ outputFolder, targets: [sqlite()], sources, pairsPerDatabase: 20 });
  const accounts = (): number => {
    const file = readFileSync(path.join(outputFolder, 'databases/ledger.json'), 'utf8');
    return (readStoredJson(file) as DatabaseContent).rows['account']!.length;
  };
  const agrees = async (): Promise<void> => {
    const content = readStoredJson(
      readFileSync(path.join(outputFolder, 'databases/ledger.json'), 'utf8'),
    ) as DatabaseContent;
    const database = await sqlite().createDatabase(content);
    const pairs = readFileSync(path.join(outputFolder, 'sqlite.jsonl'), 'utf8')
      .trimEnd()
      .split('\n');
    for (const line of pairs) {
      const { query, rowCount } = JSON.parse(line) as { query: string; rowCount: number };
      expect((await database.query(query)).rows).toHaveLength(rowCount);
    }
    await database.close();
  };
  await run();
  expect(accounts()).toBe(ledger().rows['account']!.length - reads);
  await agrees();
  const before = reads;
  await run();
  expect(reads).toBeGreaterThan(before);
  expect(accounts()).toBe(ledger().rows['account']!.length - reads);
  await agrees();
});
