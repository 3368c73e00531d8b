import type { LogicalQuery, MoMQError } from '@momq/dialect';
import { canonicalise } from '@momq/core/logical';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSqlite } from './sqlite-logical-form.js';
import { birdGolds, birdPath, spiderGolds, spiderPath, type Gold } from './testing/gold-queries.js';

/** How many golds are read; the others are refused with a code, and what is read is canonical. */
function countRead(golds: readonly Gold[]): number {
  let read = 0;
  for (const { text, schema } of golds) {
    let query: LogicalQuery;
    try {
      query = readSqlite(text, schema);
    } catch (error) {
      expect(['FEATURE_UNSUPPORTED', 'QUERY_SYNTAX'], text).toContain((error as MoMQError).code);
      continue;
    }
    read += 1;
    expect(canonicalise(query, schema), text).toEqual(query);
  }
  return read;
}

describe.skipIf(!existsSync(spiderPath))('Spider train (skipped without the data folder)', () => {
  it('has nearly all gold queries in the logical form', { timeout: 120_000 }, async () => {
    const golds = await spiderGolds();
    expect(golds.length).toBeGreaterThan(6000);
    expect(countRead(golds) / golds.length).toBeGreaterThan(0.998);
  });
});

describe.skipIf(!existsSync(birdPath))('BIRD mini-dev (skipped without the data folder)', () => {
  it('has nearly all gold queries in the logical form', { timeout: 60_000 }, () => {
    const golds = birdGolds();
    expect(golds.length).toBe(500);
    expect(countRead(golds) / golds.length).toBeGreaterThan(0.98);
  });
});
