import { expect, it } from 'vitest';
import { EngineMissingError } from '@momq/dialect';
import type { DialectPack } from '@momq/core';
import { sqlite } from '@momq/dialect-sqlite';
import { runnableDialects } from './runnable-dialects.js';

const missing = (): Promise<never> =>
  Promise.reject(new EngineMissingError('Install the engine: npm install far-away.'));

function pack(id: string, more: Partial<DialectPack>): DialectPack {
  return { ...sqlite(), id, displayName: id, ...more };
}

it('leaves out packs without an engine here, and says what is to be installed', async () => {
  const far = pack('far', { createDatabase: missing });
  const server = pack('server', {
    capabilities: { ...sqlite().capabilities, engines: ['url'] },
    createDatabase: () => Promise.reject(new Error('not asked')),
  });
  const lines: string[] = [];
  const found = await runnableDialects([far, server, sqlite()], (line) => void lines.push(line));
  expect(found.map(({ id }) => id)).toEqual(['sqlite']);
  expect(lines).toEqual(['far is left out. Install the engine: npm install far-away.']);
});

it('hides no defect of an engine', async () => {
  const broken = pack('broken', { createDatabase: () => Promise.reject(new Error('torn file')) });
  await expect(runnableDialects([broken], () => undefined)).rejects.toThrow('torn file');
});
