import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ConfigError, DatabaseOpenError } from '@momq/core';
import { reportError } from './report-error.js';

function report(error: unknown, ...args: string[]): { code: number; text: string } {
  const lines: string[] = [];
  const output = {
    print: () => undefined,
    printError: (line: string) => void lines.push(line),
    style: (_: string, text: string) => text,
  };
  return { code: reportError(error, output, args), text: lines.join('\n') };
}

function missingFile(): unknown {
  try {
    return readFileSync('/no/such/file');
  } catch (error) {
    return error;
  }
}

it('prints code and message, and chooses the exit code by what went wrong', () => {
  expect(report(new ConfigError('dialects: expected one, got none.'))).toEqual({
    code: 2,
    text: 'CONFIG_INVALID: dialects: expected one, got none.',
  });
  expect(report(new DatabaseOpenError('no such file'))).toMatchObject({ code: 3 });
  expect(report(missingFile())).toMatchObject({
    code: 3,
    text: "ENOENT: no such file or directory, open '/no/such/file'. Check the path, its permissions and the room that is left.",
  });
});

it('prints one object with --json', () => {
  expect(JSON.parse(report(new ConfigError('wrong'), '--json').text)).toEqual({
    error: { code: 'CONFIG_INVALID', message: 'wrong' },
  });
});

it('calls everything else a defect', () => {
  expect(report(new TypeError('x is not a function'))).toEqual({
    code: 70,
    text: 'INTERNAL: x is not a function. Set MOMQ_DEBUG=1 for the stack and report it.',
  });
  expect(report('a string')).toMatchObject({ code: 70 });
});

it('hides the secrets of what the user gave, whoever wrote the message', () => {
  const url = 'postgres://bob:hun%2Fter2@host/db';
  const error = new Error(`cannot open ${url}: no such role hun/ter2`);
  for (const args of [
    ['ask', '--db', url],
    ['ask', `--db=${url}`, '--json'],
  ]) {
    expect(report(error, ...args).text).toMatch(
      /cannot open postgres:\/\/…@host\/db: no such role …/,
    );
  }
});
