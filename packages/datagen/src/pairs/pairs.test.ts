import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { openJournal } from './database-journal.js';
import { dropReason, PairCounter } from './drop-reason.js';
import { groupBy } from './group-by.js';
import { validationDatabases } from './split-by-database.js';

describe('openJournal', () => {
  it('gives back what was written under the same key and ignores other keys and torn files', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'momq-journal-'));
    const journal = await openJournal<number[]>(folder, 'k1');
    expect(await journal.read('a/b')).toBeUndefined();
    await journal.write('a/b', [1, 2]);
    writeFileSync(join(folder, 'c.json.partial'), '{"key":"k1","res');
    expect(await journal.read('a/b')).toEqual([1, 2]);
    writeFileSync(join(folder, 'd.json'), '{"key":"k1","res');
    expect(await journal.read('c')).toBeUndefined();
    expect(await journal.read('d')).toBeUndefined();
    expect(await (await openJournal<number[]>(folder, 'k2')).read('a/b')).toBeUndefined();
    expect(readdirSync(folder)).toContain('a%2Fb.json');
  });
});

describe('validationDatabases', () => {
  const ids = Array.from({ length: 50 }, (_, index) => `db${index}`);

  it('takes the asked share, whatever the order and repeats of the ids', () => {
    const chosen = validationDatabases(ids, 0.08, 1);
    expect(chosen.size).toBe(4);
    expect(validationDatabases([...ids, ...ids].reverse(), 0.08, 1)).toEqual(chosen);
    expect(validationDatabases(ids, 0.08, 2)).not.toEqual(chosen);
  });
});

describe('PairCounter', () => {
  it('adds reports up, most frequent reason first', () => {
    const one = new PairCounter();
    one.keep('a', 0);
    one.drop('a', 'x');
    const sum = new PairCounter();
    sum.keep('a', 5);
    sum.drop('a', 'y', 3);
    sum.add(one.report());
    expect(sum.report()).toEqual({ a: { kept: 2, keptEmpty: 1, dropped: { y: 3, x: 1 } } });
    expect(Object.keys(sum.report()['a']!.dropped)).toEqual(['y', 'x']);
  });
});

describe('dropReason', () => {
  it('counts errors that differ in names and numbers alone as one', () => {
    const failed = (message: string): string =>
      dropReason(Object.assign(new Error(message), { code: 'QUERY_FAILED' }));
    expect(failed('no column "a" in 12 tables\n  of t')).toBe(
      'QUERY_FAILED: no column … in N tables of t',
    );
    expect(failed("no column 'other' in 3 tables of t")).toBe(
      failed('no column "a" in 12 tables of t'),
    );
    expect(dropReason(new TypeError('x'.repeat(200)))).toBe(`TypeError: ${'x'.repeat(80)}`);
    expect(dropReason('stopped')).toBe('stopped');
  });
});

describe('groupBy', () => {
  it('keeps the order of keys and of items', () => {
    expect([...groupBy(['b1', 'a1', 'b2'], (item) => item.charAt(0))]).toEqual([
      ['b', ['b1', 'b2']],
      ['a', ['a1']],
    ]);
  });
});
