import { describe, expect, it } from 'vitest';
import { aggregatedAggregate } from './aggregated-aggregate.js';
import { normalQuery, RepeatedPairs } from './repeated-pair.js';
import { conditionValues, unmentionedValue } from './unmentioned-value.js';

describe('conditionValues', () => {
  it.each([
    [`SELECT a FROM t WHERE b = 'x' AND c > -5 AND d IN ('p', 'q') LIMIT 3`, ['x', '5', 'p', 'q']],
    [`SELECT round(a * 100.0, 2) FROM t WHERE b LIKE '%yes%' AND c = 1`, ['yes']],
    [`SELECT a FROM t WHERE d BETWEEN '2020-01-01' AND '2020-12-31'`, ['2020-01-01', '2020-12-31']],
  ])('%s', (query, values) => {
    expect(conditionValues(query, 'relational')).toEqual(values);
  });

  it('of a graph query', () => {
    const query = `MATCH (a:A) WHERE a.x STARTS WITH 'k' AND a.y CONTAINS "m" RETURN a LIMIT 7`;
    expect(conditionValues(query, 'graph')).toEqual(['k', 'm']);
  });
});

describe('unmentionedValue', () => {
  it.each<[string, string, string | undefined]>([
    ['Which singers are from France?', `SELECT n FROM s WHERE c = 'France'`, undefined],
    ['Which singers are French?', `SELECT n FROM s WHERE c = 'France'`, undefined],
    ['Which singers are from Peru?', `SELECT n FROM s WHERE c = 'France'`, 'France'],
    ['Who is older than twenty?', 'SELECT n FROM s WHERE age > 20', undefined],
    ['Who earns over 1,000?', 'SELECT n FROM s WHERE pay > 1000', undefined],
    ['Who earns much?', 'SELECT n FROM s WHERE pay > 1000', '1000'],
    ['What was sold in March 2020?', `SELECT n FROM s WHERE d >= '2020-03-01'`, undefined],
    ['Who wrote The Old Sea?', `SELECT n FROM s WHERE t = 'The Old Sea'`, undefined],
  ])('%s %s: %s', async (question, query, value) => {
    expect(await unmentionedValue(question, query, 'relational')).toBe(value);
  });

  it('takes other words for the value where an encoder says they mean it', async () => {
    const meanings: Readonly<Record<string, number[]>> = { cancelled: [1, 0], dropped: [0.8, 0.6] };
    const encode = (texts: readonly string[]): Promise<number[][]> =>
      Promise.resolve(texts.map((text) => meanings[text] ?? [0, 1]));
    const query = `SELECT n FROM s WHERE state = 'cancelled'`;
    const options = { encode };
    expect(await unmentionedValue('Which were dropped?', query, 'relational', options)).toBe(
      undefined,
    );
    expect(await unmentionedValue('Which were paid?', query, 'relational', options)).toBe(
      'cancelled',
    );
  });
});

it('drops questions like earlier ones about the same database and values', async () => {
  const encode = (texts: readonly string[]): Promise<number[][]> =>
    Promise.resolve(texts.map((text) => (text.startsWith('Which') ? [1, 0] : [0.96, 0.28])));
  const repeated = new RepeatedPairs({ encode });
  const check = (question: string, query: string, dbId = 'd'): Promise<string | undefined> =>
    repeated.check(dbId, question, query, 'relational');
  expect(await check('Which are old?', 'SELECT a FROM t WHERE age > 60')).toBeUndefined();
  expect(await check('What is old?', 'SELECT b FROM t WHERE age > 60')).toMatch(
    /a question like it/,
  );
  expect(await check('Which are older?', 'SELECT a FROM t WHERE age > 70')).toBeUndefined();
  expect(await check('Which are old here?', 'SELECT a FROM t WHERE age > 60', 'e')).toBeUndefined();
  expect(await check('Which are old', 'SELECT c FROM t WHERE age > 60')).toBe(
    'the question was there before',
  );
  const lax = new RepeatedPairs({ encode, maxQuestionSimilarity: 0.97 });
  await lax.check('d', 'Which are old?', 'SELECT a FROM t', 'relational');
  expect(await lax.check('d', 'What is old?', 'SELECT b FROM t', 'relational')).toBeUndefined();
});

it('finds aggregates of what is one by name', () => {
  const found = (query: string): string | undefined => aggregatedAggregate(query, 'relational');
  expect(found('SELECT AVG(average_age) FROM t')).toBe('AVG(average_age)');
  expect(found('SELECT sum(DISTINCT t1."maxPrice") FROM t')).toBe('sum(maxPrice)');
  expect(found('SELECT max(total), count(*), avg(age), max(min_x + 1) FROM t')).toBeUndefined();
  expect(found('SELECT account, summary FROM t')).toBeUndefined();
});

it('reads through layout, but not into strings', () => {
  const one = normalQuery("SELECT  A FROM t -- all\nWHERE b = 'X';", 'relational');
  expect(one).toBe(normalQuery("select a from T where b='X'", 'relational'));
  expect(one).not.toBe(normalQuery("select a from T where b='x'", 'relational'));
});
