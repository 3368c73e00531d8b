import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder } from './make-folder.js';

describe('makeFolder', () => {
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'momq-make-folder-'));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it('makes those above it, and leaves alone what is there', async () => {
    const folder = join(root, 'a', 'b', 'c');
    await Promise.all([makeFolder(folder), makeFolder(folder)]);
    expect(statSync(folder).isDirectory()).toBe(true);
    writeFileSync(join(folder, 'kept'), '');
    await makeFolder(folder);
    expect(existsSync(join(folder, 'kept'))).toBe(true);
  });

  it('says that a file is in the way', async () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    await expect(makeFolder(file)).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(makeFolder(join(file, 'below', 'it'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  it.skipIf(!existsSync('/proc/self'))(
    'gives up where there can be none (skipped without /proc)',
    async () => {
      await expect(makeFolder('/proc/momq/below/it')).rejects.toMatchObject({ code: 'ENOENT' });
    },
  );
});
