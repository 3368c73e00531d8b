import { link, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { replaceFile } from './replace-file.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'momq-replace-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the old text is never half overwritten', async () => {
  const file = path.join(folder, 'shop.osi.yaml');
  await writeFile(file, 'old');
  await link(file, path.join(folder, 'same-file'));
  await replaceFile(file, 'new');
  expect(await readFile(file, 'utf8')).toBe('new');
  // what has the old file open still reads it whole
  expect(await readFile(path.join(folder, 'same-file'), 'utf8')).toBe('old');
});

test('a symbolic link stays one', async () => {
  const [target, file] = [path.join(folder, 'target.yaml'), path.join(folder, 'link.yaml')];
  await writeFile(target, 'old');
  await symlink(target, file);
  await replaceFile(file, 'new');
  expect(await readFile(target, 'utf8')).toBe('new');
});

test('what fails leaves nothing behind', async () => {
  const file = path.join(folder, 'taken');
  await mkdir(path.join(file, 'inside'), { recursive: true });
  const before = await readdir(folder);
  await expect(replaceFile(file, 'new')).rejects.toThrow();
  expect(await readdir(folder)).toEqual(before);
});
