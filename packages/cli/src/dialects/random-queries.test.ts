/**
 * Random logical queries over databases with ugly names and values have the rows of SQLite in every dialect. MOMQ_RANDOM_QUERIES says
 * how many of each database are tried (default 12), MOMQ_RANDOM_SEED where they begin (default 1).
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '@momq/core';
import { resultsEqual } from '@momq/core/evaluation';
import { relationalView } from '@momq/core/logical';
import { seededRandom } from '@momq/core/random';
import { UnsupportedFeatureError } from '@momq/dialect';
import type { Database, LogicalQuery } from '@momq/dialect';
import { bigquery } from '@momq/dialect-bigquery';
import { cypher } from '@momq/dialect-cypher';
import { mysql } from '@momq/dialect-mysql';
import { ngql } from '@momq/dialect-ngql';
import { postgres } from '@momq/dialect-postgres';
import { sqlite } from '@momq/dialect-sqlite';
import { RandomQueries } from '../testing/engines/random-logical-query.js';
import { uglyContents, withTimes } from '../testing/engines/ugly-content.js';

const count = Number(process.env['MOMQ_RANDOM_QUERIES'] ?? 12);
const random = seededRandom(Number(process.env['MOMQ_RANDOM_SEED'] ?? 1));
const reference = sqlite();
const packs = {
  postgres: postgres(),
  mysql: mysql(),
  bigquery: bigquery(),
  cypher: cypher(),
  ngql: ngql(),
};
type Name = keyof typeof packs;
const names = Object.keys(packs) as Name[];

describe.each(uglyContents(random))('$schema.name', (content) => {
  let wanted: Database;
  const open = new Map<Name, Database>();
  beforeAll(async () => {
    wanted = await createDatabase(reference, content);
    for (const name of names) open.set(name, await createDatabase(packs[name], content));
  }, 60_000);
  afterAll(async () => {
    for (const database of [wanted, ...open.values()]) await database.close();
  });

  const written = async (name: Name, query: LogicalQuery): Promise<string | undefined> => {
    const pack = packs[name];
    const view = relationalView(pack, withTimes(await wanted.schema(), content));
    try {
      return pack.language.render(
        view.convert(query),
        withTimes(await open.get(name)!.schema(), content),
      );
    } catch (error) {
      if (error instanceof UnsupportedFeatureError && name === 'ngql') return undefined;
      throw error;
    }
  };

  it('has the same rows in every dialect', { timeout: 60_000 + count * 5000 }, async () => {
    const schema = withTimes(await wanted.schema(), content);
    const queries = new RandomQueries(random, schema, content);
    const wrong: string[] = [];
    for (let place = 0; place < count; place += 1) {
      const { query, ordered } = queries.next();
      const text = reference.language.render(query, schema);
      const { rows } = await wanted.query(text, { maxRows: 20_000 });
      for (const name of names) {
        const own = await written(name, query);
        if (own === undefined) continue;
        const got = await open
          .get(name)!
          .query(own, { maxRows: 20_000 })
          .then((result) => result.rows, String);
        if (typeof got === 'string' || !resultsEqual(rows, got, { orderMatters: ordered }))
          wrong.push([name, text, own, shown(rows), shown(got)].join('\n  '));
      }
    }
    expect(wrong).toEqual([]);
  });
});

function shown(rows: unknown): string {
  return JSON.stringify(rows, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  ).slice(0, 1000);
}
