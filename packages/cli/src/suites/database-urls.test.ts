import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readDatabaseUrls, shownDatabases } from './database-urls.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-urls-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(text: string): string {
  const file = path.join(folder, 'databases.json');
  writeFileSync(file, text);
  return file;
}

it('puts the name of a database, encoded, wherever the URL has {database}', () => {
  const urls = readDatabaseUrls('neo4j+s://{database}:{database}@demo.example.org/{database}', {})!;
  expect(urls.urlOf('my movies')).toBe(
    'neo4j+s://my%20movies:my%20movies@demo.example.org/my%20movies',
  );
  expect(urls.samples).toHaveLength(1);
});

it('takes the account from the environment, but for URLs that have their own', () => {
  const account = { MOMQ_DATABASE_USER: 'reader', MOMQ_DATABASE_PASSWORD: 'p%41/ss@word' };
  const file = fileOf('{"a": "bolt://localhost:7687/a", "b": "bolt://b:own@localhost:7687/b"}');
  const urls = readDatabaseUrls(file, account)!;
  const { username, password, pathname } = new URL(urls.urlOf('a'));
  expect([username, decodeURIComponent(password), pathname]).toEqual([
    'reader',
    'p%41/ss@word',
    '/a',
  ]);
  expect(urls.urlOf('b')).toBe('bolt://b:own@localhost:7687/b');
  expect(() => urls.urlOf('c')).toThrow(/expected the URL of c, got those of a, b/);
  expect(readDatabaseUrls('bolt://h/{database}', account)!.urlOf('x')).toMatch(/^bolt:\/\/reader:/);
});

it('gives no account to URLs that take none', () => {
  const account = { MOMQ_DATABASE_USER: 'reader', MOMQ_DATABASE_PASSWORD: 'secret' };
  const url = 'bigquery://project/{database}?location=EU';
  expect(readDatabaseUrls(url, account)!.urlOf('sales')).toBe(
    'bigquery://project/sales?location=EU',
  );
  const both = fileOf('{"a": "BigQuery://example.com:name/a", "b": "postgres://localhost/b"}');
  expect(readDatabaseUrls(both, account)!.samples).toEqual([
    'BigQuery://example.com:name/a',
    'postgres://reader:secret@localhost/b',
  ]);
});

it('reads no account where none is needed', () => {
  const half = { MOMQ_DATABASE_USER: 'reader' };
  expect(readDatabaseUrls(folder, half)).toBeUndefined();
  expect(readDatabaseUrls('bigquery://project/{database}', half)).toBeDefined();
  expect(readDatabaseUrls('bolt://a:b@h/{database}', half)).toBeDefined();
});

it('shows folders and files as they are, and URLs without account and settings', () => {
  expect(shownDatabases('runs/key=1/databases')).toBe('runs/key=1/databases');
  expect(shownDatabases('bolt://me:secret@h/{database}?token=secret')).toBe(
    'bolt://…@h/{database}?…',
  );
});

it('leaves folders to others', () => {
  expect(readDatabaseUrls(folder, {})).toBeUndefined();
  expect(readDatabaseUrls(path.join(folder, 'nowhere'), {})).toBeUndefined();
  expect(readDatabaseUrls(undefined, {})).toBeUndefined();
});

it.each<[string, () => string, NodeJS.ProcessEnv, RegExp]>([
  ['a URL without {database}', () => 'bolt://a:secret@h/movies', {}, /expected \{database\}/],
  [
    'a file that is no JSON',
    () => fileOf('{"a": "bolt://a:secret@h",}'),
    {},
    /got what is no JSON/,
  ],
  ['a file with other values', () => fileOf('{"a": 1}'), {}, /got something else/],
  ['a file without URLs', () => fileOf('{}'), {}, /got none/],
  ['a list', () => fileOf('["bolt://a:secret@h"]'), {}, /got something else/],
  ['what is no URL', () => fileOf('{"a": "a:secret@h:7687"}'), {}, /a: expected a URL such as/],
  ['a user alone', () => 'bolt://h/{database}', { MOMQ_DATABASE_USER: 'u' }, /_PASSWORD: expected/],
  [
    'a password alone',
    () => 'bolt://h/{database}',
    { MOMQ_DATABASE_PASSWORD: 'secret' },
    /_USER: expected/,
  ],
])('refuses %s, and quotes no password', (_, given, environment, words) => {
  const read = (): unknown => readDatabaseUrls(given(), environment);
  expect(read).toThrow(words);
  expect(read).not.toThrow(/secret/);
});
