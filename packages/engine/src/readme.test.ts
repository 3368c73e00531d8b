import { readFile, rm, writeFile } from 'node:fs/promises';
import { afterEach, expect, test, vi } from 'vitest';

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
/** Code blocks that are whole programs. */
const programs = [...readme.matchAll(/```ts\n(import [\s\S]*?)```/g)].map(([, code]) => code ?? '');
const files: URL[] = [];

afterEach(() => Promise.all(files.splice(0).map((file) => rm(file, { force: true }))));

/** Runs a program and returns what it printed, one entry per call. */
async function printed(code: string, index: number): Promise<unknown[][]> {
  const file = new URL(`./readme-program-${index}.generated.ts`, import.meta.url);
  files.push(file);
  await writeFile(file, code);
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await import(/* @vite-ignore */ file.href);
  const { calls } = log.mock;
  log.mockRestore();
  return calls;
}

test('the first program of the README fits its weights', async () => {
  const [weights] = (await printed(programs[0] as string, 0)).at(-1) as [Float32Array];
  expect(Math.abs((weights[0] as number) - 1)).toBeLessThan(0.02);
  expect(Math.abs((weights[1] as number) - 2)).toBeLessThan(0.02);
});

test.each(programs.slice(1).map((code, index) => ({ code, index: index + 1 })))(
  'program $index of the README prints what its comments say',
  async ({ code, index }) => {
    const calls = (await printed(code, index)).map((values) => values.map(String).join(' '));
    const promised = [...code.matchAll(/console\.log\(.*\); \/\/ (.+)/g)].map(([, text]) => text);
    expect(promised.length).toBeGreaterThan(0);
    for (const text of promised) expect(calls).toContain(text);
  },
);
