import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTemporaryFolder, removeTemporaryFolder } from './temporary-folder.js';

it('gives each database a folder of its own, and one listener to the process', async () => {
  const before = process.listenerCount('exit');
  const folders = await Promise.all(Array.from({ length: 30 }, () => createTemporaryFolder()));
  expect(new Set(folders).size).toBe(30);
  expect(process.listenerCount('exit') - before).toBeLessThanOrEqual(1);
  await Promise.all(folders.map(removeTemporaryFolder));
  await removeTemporaryFolder(folders[0]!);
  expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
});

describe('a process that ends', () => {
  const folder = join(tmpdir(), `temporary-folder-test-${process.pid}`);
  const script = join(folder, 'program.mjs');

  beforeAll(async () => {
    await mkdir(folder);
    const source = await readFile(fileURLToPath(new URL('./temporary-folder.ts', import.meta.url)));
    const { outputText } = transpileModule(String(source), {
      compilerOptions: { module: ModuleKind.ESNext, target: ScriptTarget.ES2022 },
    });
    const program = `console.log(await createTemporaryFolder());
      if (process.argv[2] === 'stay') setInterval(() => undefined, 1000);`;
    await writeFile(script, `${outputText}\n${program}`);
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function start(...words: string[]) {
    const child = spawn(process.execPath, [script, ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, root: dirname(String(line).trim()) };
  }

  async function goes(path: string): Promise<boolean> {
    for (let attempt = 0; attempt < 100 && existsSync(path); attempt += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    return !existsSync(path);
  }

  it('leaves nothing behind by itself', async () => {
    const { child, root } = await start();
    if (child.exitCode === null) await once(child, 'exit');
    expect(existsSync(root)).toBe(false);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
    'leaves nothing behind after %s',
    async (signal) => {
      const { child, root } = await start('stay');
      expect(existsSync(root)).toBe(true);
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([null, signal]);
      expect(await goes(root)).toBe(true);
    },
  );

  it('clears what an earlier one left, and only that', async () => {
    const { child, root } = await start('stay');
    const left = root.replace(/-\d+-[^-]*$/, `-${2 ** 22 + 1}-left`);
    await mkdir(left);
    await writeFile(join(left, 'graph'), '');
    await start();
    expect(existsSync(left)).toBe(false);
    expect(await readdir(root)).toHaveLength(1);
    child.kill();

    expect(await goes(root)).toBe(true);
  });
});
