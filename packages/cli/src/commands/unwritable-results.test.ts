import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { capture } from '../testing/captured-run.js';
import { writeShopDatabase } from '../testing/shop-database.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-unwritable-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text = ''): string => {
  const written = path.join(folder, name);
  writeFileSync(written, text);
  return written;
};

// what is slow comes behind the check: a file in a file can be written by nobody
const nowhere = path.join(file('taken'), 'results');
const corpus = file('corpus.json', '[{"query": "SELECT 1"}]');
const semantics = path.join(folder, 'shop.osi.yaml');
const shop = writeShopDatabase();

it.each([
  ['out', ['adapt', '--db', shop, '--semantics', semantics, '--out', nowhere]],
  ['semantics', ['adapt', '--db', shop, '--semantics', path.join(nowhere, 'x.yaml')]],
  ['html', ['inspect', '--html', path.join(nowhere, 'x.html')]],
  ['out', ['datagen', 'diversity', corpus, '--dialect', 'sqlite', '--out', `${nowhere}/x.html`]],
  ['out', ['datagen', 'templates', corpus, '--dialect', 'sqlite', '--out', `${nowhere}/x.jsonl`]],
  ['out', ['experiment', 'momq-table', '--data', folder, '--out', `${nowhere}/x.md`]],
])('%s is tried before the work: %j', async (option, args) => {
  const { code, stdout, stderr } = await capture(args);
  expect(stderr).toMatch(
    new RegExp(`^CONFIG_INVALID: ${option}: expected a file that can be written to, got `),
  );
  expect([code, stdout, existsSync(semantics)]).toEqual([2, '', false]);
});

it('records that cannot be read are named, with what to do', async () => {
  const expected =
    /^CONFIG_INVALID: records: expected a file that momq eval --records wrote, got .*none.jsonl, which cannot be read: ENOENT.* Check the path\.$/;
  const none = path.join(folder, 'none.jsonl');
  const compared = await capture(['eval', 'compare', none, none]);
  expect([compared.code, compared.stderr]).toEqual([2, expect.stringMatching(expected)]);
  const fitted = await capture([
    ...['calibrate', '--records', none, '--out', path.join(folder, 'c.json')],
    ...['--data', 'none', '--licence', 'none'],
  ]);
  expect([fitted.code, fitted.stderr]).toEqual([2, expect.stringMatching(expected)]);
});
