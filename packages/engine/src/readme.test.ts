import { readFile, rm, writeFile } from 'node:fs/promises';
import { afterEach, expect, test, vi } from 'vitest';

const program = new URL('./readme-program.generated.ts', import.meta.url);

afterEach(() => rm(program, { force: true }));

test('the program of the README runs and fits its weights', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const code = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] as string;
  await writeFile(program, code.replace("'@momq/engine'", "'./index.js'"));
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await import(/* @vite-ignore */ program.href);
  const [weights] = log.mock.lastCall as [Float32Array];
  log.mockRestore();
  expect(Math.abs((weights[0] as number) - 1)).toBeLessThan(0.02);
  expect(Math.abs((weights[1] as number) - 2)).toBeLessThan(0.02);
});
