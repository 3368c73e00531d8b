import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { joinPrograms, joinSteps, readSteps, splitOutput, splitPrograms } from './guide-program.js';

const markdown =
  'Intro\n\n```ts\nlog(1);\n```\n\nMore\n\n```ts\nlog(2);\n```\n\n````text\n```\n2\n````\n\n    not code\n';

it('reads code with its line and the output that follows', () => {
  expect(readSteps(markdown)).toEqual([
    { code: 'log(1);\n', line: 4 },
    { code: 'log(2);\n', line: 10, output: '```\n2' },
  ]);
});

it('rejects an output without code', () => {
  expect(() => readSteps('```text\n1\n```\n')).toThrow('one text block after a ts block');
});

it('tells the outputs of steps apart', () => {
  const printed: string[] = [];
  const log = (value: number) => printed.push(String(value));
  const program = joinSteps(readSteps(markdown)).replaceAll('console.log', 'mark');
  new Function('log', 'mark', program)(log, (text: string) => printed.push(text));
  expect(splitOutput(printed.join('\n'))).toEqual(['1', '2']);
});

it('tells the outputs of programs apart, also of one that fails', () => {
  const sources = ["console.log('a')", "throw new Error('b')", "console.log('c')"];
  const modules = sources.map((source) => `data:text/javascript,${encodeURIComponent(source)}`);
  const options = ['--input-type=module', '-e', joinPrograms(modules)];
  const { stdout, stderr } = spawnSync(process.execPath, options, { encoding: 'utf8' });
  expect(splitPrograms(stdout).map((text) => text.trim())).toEqual(['a', '', 'c']);
  expect(stderr).toContain('Error: b');
});
