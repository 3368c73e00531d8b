import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { requireWritableFile } from './writable-file.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-writable-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('leaves a file as it is, and makes the folder of one that is not there', async () => {
  const kept = path.join(folder, 'kept.jsonl');
  writeFileSync(kept, 'kept');
  await requireWritableFile('records', kept);
  expect(readFileSync(kept, 'utf8')).toBe('kept');
  const made = path.join(folder, 'made/new.jsonl');
  await requireWritableFile('records', made);
  expect([existsSync(path.dirname(made)), existsSync(made)]).toEqual([true, false]);
  await requireWritableFile('records', undefined);
});

it.each(['runs', 'report.md', 'runs/', 'not-there/'])('refuses the folder %s', async (name) => {
  const file = `${folder}/${name}`;
  if (name !== 'not-there/') mkdirSync(file, { recursive: true });
  await expect(requireWritableFile('report', file)).rejects.toThrow(
    expect.objectContaining({
      code: 'CONFIG_INVALID',
      message: `report: expected a file that can be written to, got ${file}, a folder. Name a file in it.`,
    }),
  );
});

it('refuses a file in a file', async () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  await expect(requireWritableFile('records', path.join(file, 'x'))).rejects.toThrow(
    /^records: expected a file that can be written to/,
  );
});
