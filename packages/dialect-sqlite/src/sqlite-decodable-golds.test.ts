import type { LogicalQuery } from '@momq/dialect';
import { MoMQError } from '@momq/dialect';
import { queryWords } from '@momq/core/logical';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSqlite } from './sqlite-logical-form.js';
import { refusal } from './testing/decoded-gold.js';
import { birdGolds, birdPath, spiderGolds, spiderPath, type Gold } from './testing/gold-queries.js';

/** Words of version 1 of the logical form. */
const version1 = queryWords.slice(0, queryWords.indexOf('intersect all'));

/** Of so many golds of Spider one is tried, to keep the test short; 1 gives the figures of docs/adr/0017-logical-form-v2.md. */
const everySpider = 15;

/** Shares of golds in percent, and why the others fail: how many golds by reason, the most frequent first. */
interface Report {
  readonly form: number;
  readonly decodable: number;
  readonly reasons: readonly (readonly [string, number])[];
}

function report(golds: readonly Gold[], vocabulary: readonly string[] = queryWords): Report {
  const reasons = new Map<string, number>();
  let form = 0;
  let decodable = 0;
  for (const { text, schema } of golds) {
    const query = read(text, schema);
    if (typeof query !== 'string') form += 1;
    const reason =
      typeof query === 'string' ? `not in the form: ${query}` : refusal(query, schema, vocabulary);
    if (reason === undefined) decodable += 1;
    else reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const percent = (count: number): number => Math.round((1000 * count) / golds.length) / 10;
  return {
    form: percent(form),
    decodable: percent(decodable),
    reasons: [...reasons].sort((left, right) => right[1] - left[1]),
  };
}

function read(text: string, schema: Gold['schema']): LogicalQuery | string {
  try {
    return readSqlite(text, schema);
  } catch (error) {
    if (MoMQError.isInstance(error)) return error.code;
    throw error;
  }
}

describe.skipIf(!existsSync(birdPath))('BIRD mini-dev (skipped without the data folder)', () => {
  it('has golds that the decoder can write', () => {
    const golds = birdGolds();
    const { form, decodable, reasons } = report(golds);
    console.info(`BIRD mini-dev: ${form} % in the form, ${decodable} % decodable`, reasons);
    expect(decodable).toBeGreaterThan(95);
    // Weights of version 1 could say far less of it.
    expect(report(golds, version1).decodable).toBeLessThan(70);
  });
});

describe.skipIf(!existsSync(spiderPath))('Spider train (skipped without the data folder)', () => {
  it('has golds that the decoder can write', async () => {
    const golds = (await spiderGolds()).filter((_, index) => index % everySpider === 0);
    const { form, decodable, reasons } = report(golds);
    console.info(`Spider train: ${form} % in the form, ${decodable} % decodable`, reasons);
    expect(decodable).toBeGreaterThan(97.7);
  });
});
