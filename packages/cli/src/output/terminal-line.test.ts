import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import { expect, it } from 'vitest';
import { escapeControls } from '@momq/core/execution';
import { terminalLine } from './terminal-line.js';
import { progressBar } from './progress-bar.js';

const hostile = [
  ['\u001b[2J', '\\u001b[2J'],
  ['\u001b]0;title\u0007', '\\u001b]0;title\\u0007'],
  ['\u009b31m', '\\u009b31m'],
  ['a\rb', 'a\\u000db'],
  ['a\bb', 'a\\u0008b'],
  ['a\u007fb', 'a\\u007fb'],
  ['\u202emoc', '\\u202emoc'],
  ['\u2067x\u2069', '\\u2067x\\u2069'],
  ['\u200fx\u061c', '\\u200fx\\u061c'],
  ['a\u2028b', 'a\\u2028b'],
] as const;

it.each(hostile)('spells out %j', (text, shown) => {
  expect(escapeControls(text)).toBe(shown);
  expect(terminalLine(text)).toBe(shown);
});

it('leaves the words of any language and the own styles as they are', () => {
  for (const text of ['José', 'שלום', 'नमस्ते', '👩‍👧', 'a\tb\nc'])
    expect(terminalLine(text)).toBe(text);
  const line = `${styleText('bold', 'x', { validateStream: false })} ${styleText('cyan', 'y', { validateStream: false })}`;
  expect(line).toContain('\u001b[1m');
  expect(terminalLine(line)).toBe(line);
  // Other sequences of the same kind are not its own: black on black, hidden text.
  expect(terminalLine('\u001b[30;40m\u001b[8m')).not.toContain('\u001b');
});

it('keeps labels of a progress bar on its line', () => {
  const written: string[] = [];
  const stream = { isTTY: false, write: (text: string) => written.push(text) };
  progressBar(stream as unknown as NodeJS.WriteStream).update(0.5, 'a\u001b[2J\nb');
  expect(written.join('')).toMatch(/a\\u001b\[2J b\n$/);
});

it('guards whatever a command prints', () => {
  const program = `
    const { processOutput } = await import(${JSON.stringify(new URL('./output.ts', import.meta.url).href)});
    processOutput().print('cell \\u001b[2J'); processOutput().printError('word \\u009b2J');`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [...process.env['MOMQ_TEST_NODE']!.split('\n'), '--input-type=module', '-e', program],
    { cwd: fileURLToPath(new URL('../../../..', import.meta.url)), encoding: 'utf8' },
  );
  expect(stdout).toBe('cell \\u001b[2J\n');
  expect(stderr).toBe('word \\u009b2J\n');
});
