import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Value } from '@momq/dialect';
import { ngql } from '../ngql-dialect.js';
import { ngqlKeywords } from '../ngql-keywords.js';
import { ngqlParser } from '../ngql-parser.js';
import { ngqlPages, ngqlTutorials } from './index.js';

const asTexts = (rows: readonly (readonly Value[])[]): readonly string[] =>
  rows.map((row) => JSON.stringify(row));

describe('tutorial examples', () => {
  let database: Database;
  beforeAll(async () => {
    database = await ngql().createDatabase(ngqlTutorials.sample);
  });
  afterAll(() => database.close());

  it.each(ngqlPages.flatMap(({ examples }) => examples))('$question', async ({ query, rows }) => {
    const given = asTexts((await database.query(query)).rows);
    const wanted = asTexts(rows);
    if (query.includes('ORDER BY')) expect(given).toEqual(wanted);
    else expect([...given].sort()).toEqual([...wanted].sort());
  });
});

describe('tutorial pages', () => {
  it('are about one keyword each, which their examples use', () => {
    const keywords = ngqlPages.map(({ keyword }) => keyword);
    expect(keywords.length).toBeGreaterThanOrEqual(80);
    expect(new Set(keywords).size).toBe(keywords.length);
    const known = new Set(ngqlKeywords.all);
    expect(keywords.filter((keyword) => !known.has(keyword))).toEqual([]);
    for (const { keyword, examples } of ngqlPages) {
      expect(examples.length, keyword).toBeGreaterThanOrEqual(2);
      expect(examples.length, keyword).toBeLessThanOrEqual(4);
      expect(examples.filter(({ query }) => !query.toUpperCase().includes(keyword))).toEqual([]);
    }
  });

  it('use keywords and functions that the pack knows', () => {
    const { all, specific } = ngqlKeywords;
    const known = new Set(all);
    for (const { query } of ngqlPages.flatMap(({ examples }) => examples)) {
      const { keywords, functions } = ngqlParser.parse(query);
      for (const word of [...keywords, ...functions.map((name) => name.toUpperCase())])
        expect(known).toContain(word);
    }
    expect(new Set(all).size).toBe(all.length);
    expect(specific).toEqual(expect.arrayContaining(['GO', 'LOOKUP', 'REVERSELY', 'COLLECT_SET']));
    expect(specific.filter((word) => ['MATCH', 'SELECT', 'COUNT', 'LIMIT'].includes(word))).toEqual(
      [],
    );
  });

  it('ask each question once', () => {
    const questions = ngqlPages.flatMap(({ examples }) => examples.map(({ question }) => question));
    expect(new Set(questions).size).toBe(questions.length);
  });
});
