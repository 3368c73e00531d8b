import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { capture } from '../testing/captured-run.js';

it.each([
  ['--threads 0', /^USAGE: option '--threads <n>' argument '0' is invalid/],
  [
    `--threads ${availableParallelism() + 1}`,
    new RegExp(`^CONFIG_INVALID: training: expected --threads up to ${availableParallelism()}`),
  ],
  ['--data /nowhere', /^CONFIG_INVALID: data: expected folders with .*\.jsonl in \/nowhere/],
])('momq train nano refuses %s', async (args, said) => {
  for (const command of [['train'], ['train', 'nano']]) {
    const { code, stderr } = await capture([...command, '--dialect', 'sqlite', ...args.split(' ')]);
    expect(code).toBe(2);
    expect(stderr).toMatch(said);
  }
});
