import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MoMQError, type Database } from '@momq/dialect';
import { cypher } from './cypher-dialect.js';
import { harbour } from './cypher-tutorials/harbour.js';
import { hostileCorpus, readingCorpus } from './testing/corpora.js';
import { codesOf } from './testing/outcomes.js';

describe('the corpora on the embedded engine', () => {
  let database: Database;

  beforeAll(async () => {
    database = await cypher().createDatabase(harbour);
  });
  afterAll(() => database.close());

  it('are as large as they have to be', () => {
    expect(hostileCorpus.length).toBeGreaterThanOrEqual(400);
    expect(readingCorpus.length).toBeGreaterThanOrEqual(200);
  });

  it('hostile statements are refused, all of them', async () => {
    const outcomes = await codesOf(hostileCorpus, database);
    const refused = outcomes.filter(({ code }) => code === 'QUERY_REFUSED');
    expect(outcomes.filter(({ code }) => !/^QUERY_(REFUSED|SYNTAX)$/.test(code))).toEqual([]);
    expect(refused.length).toBeGreaterThan(400);
    expect((await database.query('MATCH (n) RETURN count(*)')).rows).toEqual([[31]]);
  });

  it('reading queries are let through, all of them; and run', async () => {
    const outcomes = await codesOf(readingCorpus, database);
    expect(outcomes.filter(({ code }) => code !== 'rows')).toEqual([]);
  });

  it('allows by name what a user names', async () => {
    const parser = await cypher({
      allowedFunctions: ['apoc.text.clean'],
      allowedProcedures: ['gds.graph.list'],
    }).createParser();
    expect(parser.parse("RETURN apoc.text.clean('x') AS x").readOnly).toBe(true);
    expect(parser.parse('CALL gds.graph.list()').readOnly).toBe(true);
    expect(parser.parse("RETURN apoc.text.format('x', []) AS x").readOnly).toBe(false);
    expect(() => cypher({ allowedFunctions: ['apoc.*'] })).toThrow(MoMQError);
  });
});
