import { describe, expect, it } from 'vitest';
import { misplacedInTexts } from '@momq/dialect-kit';
import { ngqlParser } from './ngql-parser.js';
import { queriesOf, tckAbsence, tckScenarios } from './testing/nebula-tck.js';

describe('ngqlParser', () => {
  it('tells what a query is made of', () => {
    const text =
      'MATCH (v:player{name: "Tim"})-[e:like*1..2]->(w:team) WHERE w.team.city == "x" RETURN count(e) AS n, 7';
    const { placedLiterals = [], ...rest } = ngqlParser.parse(text);
    const written = placedLiterals.map(({ type, start, end }) => [type, text.slice(start, end)]);
    expect(written).toEqual([
      ['text', '"Tim"'],
      ['text', '"x"'],
      ['number', '7'],
    ]);
    expect(rest).toEqual({
      statements: 1,
      readOnly: true,
      relations: ['player', 'team', 'like'],
      columns: ['name', 'city'],
      functions: ['count'],
      literals: ['Tim', 'x', 7],
      keywords: ['MATCH', 'WHERE', 'RETURN', 'AS'],
      placeholders: [],
    });
  });

  it('tells parameters from variables that the text assigns', () => {
    const text = '$a = YIELD 1 AS n;\nYIELD $a.n + $more AS m';
    expect(ngqlParser.parse(text).placeholders).toEqual([
      { name: '$more', start: 32, end: 37, line: 2, column: 14 },
    ]);
  });

  it.skipIf(tckAbsence)(`tells where constants of the TCK stand${tckAbsence ?? ''}`, () => {
    const texts = tckScenarios().flatMap((each) => queriesOf(each).map(({ text }) => text));
    const some = [...new Set(texts)].filter((_, place) => place % 6 === 0);
    const { constants, faults } = misplacedInTexts(ngqlParser, some);
    expect(faults).toEqual([]);
    expect(constants).toBeGreaterThan(300);
  });

  it.each([
    ['DELETE VERTEX "a"', 'DELETE'],
    ['GO FROM "a" OVER like YIELD dst(edge) AS d | DELETE VERTEX $-.d', 'DELETE'],
    ['$a = MATCH (v:t) RETURN v; INSERT VERTEX t() VALUES "b":()', 'INSERT'],
    ['USE nba', 'USE'],
    ['SHOW TAGS', 'SHOW'],
    ['PROFILE YIELD 1', 'EXPLAIN'],
  ])('does not let %s pass', (text, reason) => {
    expect(ngqlParser.parse(text)).toMatchObject({ readOnly: false, reason });
  });

  it('counts a script that hands results on as one query', () => {
    const script =
      '$a = GO FROM "x" OVER like YIELD dst(edge) AS d; GO FROM $a.d OVER like YIELD dst(edge) AS d';
    expect(ngqlParser.parse(script)).toMatchObject({ statements: 1, readOnly: true });
    expect(ngqlParser.parse('YIELD 1; YIELD 2').statements).toBe(2);
  });

  it.each(['(', '[', 'NOT ', '-', '{a: ', 'size(', 'CASE WHEN ', '[x IN ', '(v{a: ', '(v)-[e{a: '])(
    'refuses %s ten thousand times',
    (text) => {
      expect(() => ngqlParser.parse(`RETURN ${text.repeat(10_000)}1`)).toThrow(
        expect.objectContaining({ code: 'QUERY_SYNTAX' }),
      );
    },
  );

  it('takes maps in parentheses, which could begin a path, without going back again and again', () => {
    const text = `RETURN ${'({a: '.repeat(40)}1${'})'.repeat(40)} AS m`;
    expect(ngqlParser.parse(text).readOnly).toBe(true);
  });

  it.each([
    [' | YIELD $-.a AS a', 'YIELD 1 AS a', '', /at most 512 pipes/],
    [' UNION YIELD 1 AS a', 'YIELD 1 AS a', '', /at most 512 set operators/],
    ['EXPLAIN {', '', 'YIELD 1', /at most 128 levels/],
    ['-->(v)', 'MATCH (v)', ' RETURN v', /at most 512 edges/],
    ['WITH 1 AS a ', '', 'RETURN a', /at most 512 clauses/],
  ])('refuses a chain of ten thousand %s', (link, before, after, message) => {
    expect(() => ngqlParser.parse(`${before}${link.repeat(10_000)}${after}`)).toThrow(message);
  });

  it('takes long lists', () => {
    const text = `GO FROM ${'"a", '.repeat(130_000)}"b" OVER likes YIELD dst(edge)`;
    expect(ngqlParser.parse(text).readOnly).toBe(true);
  });

  it('refuses chains that are deeper than NebulaGraph takes', () => {
    expect(ngqlParser.parse(`RETURN 1${' + 1'.repeat(500)}`).readOnly).toBe(true);
    expect(() => ngqlParser.parse(`RETURN 1${' + 1'.repeat(600)}`)).toThrow(/at most 512 levels/);
  });

  it('says where a text stops being nGQL', () => {
    expect(() => ngqlParser.parse('MATCH (v)\nRETURN v.t.p AS')).toThrow(
      expect.objectContaining({ code: 'QUERY_SYNTAX', line: 2, column: 16 }),
    );
    expect(() => ngqlParser.parse('SELECT 1')).toThrow(/line 1, column 1: SELECT 1/);
  });
});
