import { describe, expect, it } from 'vitest';
import { QuerySyntaxError } from '@momq/dialect';
import { cypherParser } from './cypher-parser.js';
import { misplacedInTexts } from '@momq/dialect-kit';
import { hostileStatements } from './testing/hostile-statements.js';
import { queriesOf, tckAbsence, tckScenarios } from './testing/open-cypher-tck.js';

describe('cypherParser', () => {
  it('finds what a query is made of', () => {
    const text =
      "MATCH (s:`Tall Ship` {kind: 'bark'})-[:CAPTAIN|MATE]->(c) WHERE s.`built in` > -3.5 AND c.name = 'O\\'Hara' RETURN count(*), toLower(c.name) AS Match";
    const { placedLiterals = [], ...rest } = cypherParser.parse(text);
    const written = placedLiterals.map(({ type, start, end }) => [type, text.slice(start, end)]);
    expect(written).toEqual([
      ['text', "'bark'"],
      ['number', '-3.5'],
      ['text', "'O\\'Hara'"],
    ]);
    expect(rest).toEqual({
      statements: 1,
      readOnly: true,
      relations: ['Tall Ship', 'CAPTAIN', 'MATE'],
      columns: ['kind', 'built in', 'name'],
      functions: ['count', 'toLower'],
      literals: ['bark', -3.5, "O'Hara"],
      keywords: ['MATCH', 'WHERE', 'AND', 'RETURN', 'AS'],
      placeholders: [],
    });
  });

  it('finds parameters, and reads digits with lines between them', () => {
    const text =
      'MATCH (s:$($label)) WHERE s.n IN [$1, 1_000, 0x1F]\nRETURN s SKIP $`a b` LIMIT $limit';
    const { literals, placeholders = [] } = cypherParser.parse(text);
    expect(literals).toEqual([1000, 31]);
    expect(placeholders.map(({ name, line, column }) => [name, line, column])).toEqual([
      ['$label', 1, 12],
      ['$1', 1, 35],
      ['$`a b`', 2, 15],
      ['$limit', 2, 28],
    ]);
  });

  it('tells no places where it read the text with escapes replaced', () => {
    const analysis = cypherParser.parse("RETURN \\u0027a\\u0027 AS a, 'b' AS b");
    expect(analysis).toMatchObject({ readOnly: true, literals: ['a', 'b'] });
    expect(analysis).not.toHaveProperty('placedLiterals');
  });

  it.skipIf(tckAbsence)(`tells where constants of the TCK stand${tckAbsence ?? ''}`, () => {
    const texts = tckScenarios().flatMap((each) => queriesOf(each).map(({ text }) => text));
    const some = [...new Set(texts)].filter((_, place) => place % 6 === 0);
    const { constants, faults } = misplacedInTexts(cypherParser, some);
    expect(faults).toEqual([]);
    expect(constants).toBeGreaterThan(300);
  });

  it("takes words of Neo4j's console as names", () => {
    const analysis = cypherParser.parse(
      "MATCH (p:Play)-[:RESET]->(s) WHERE s.style = 'Style play' RETURN p.reset",
    );
    expect(analysis).toMatchObject({
      relations: ['Play', 'RESET'],
      columns: ['style', 'reset'],
      literals: ['Style play'],
    });
  });

  it.each([
    'MATCH (s:Ship) RETURN s;',
    'MATCH (a)((x)-[:SHIP]->(y)){1,3}(b) RETURN a',
    'MATCH (s:Ship) WHERE NOT EXISTS { (s)<-[:SHIP]-() } AND COUNT { (s)--() } > 1 RETURN s',
    'CALL { MATCH (s) RETURN s UNION MATCH (s) RETURN s } RETURN count(*)',
    'UNWIND [1, 2] AS i WITH i WHERE i > 1 RETURN i ORDER BY i SKIP 1 LIMIT 2',
    'CALL db.labels() YIELD label RETURN label',
    'EXPLAIN MATCH (s) RETURN s',
    "RETURN date.truncate('month', date()), duration.between(date(), date())",
    "// a comment; with a semicolon\nRETURN 'a;b'",
    'MATCH p = shortestPath((a:Ship)-[*..5]-(b:Ship)) RETURN length(p)',
  ])('takes %s for reading', (text) => {
    expect(cypherParser.parse(text)).toMatchObject({ statements: 1, readOnly: true });
  });

  it.each(hostileStatements)('does not take %s for reading', (text, reason) => {
    const analysis = cypherParser.parse(text);
    expect(analysis.readOnly).toBe(false);
    expect(analysis.reason).toContain(reason);
  });

  it.each([
    ['MATCH (s:Ship RETURN s', 1, 15, 'RETURN'],
    ['MATCH (s:Ship)\nWHERE s.name = \nRETURN s.name', 3, 8, 's'],
    ['SELECT name FROM Ship', 1, 1, 'SELECT'],
    ['MATCH (s:Ship) RETURN s.name ORDER s.name', 1, 36, 's'],
    ['MATCH (s:Ship) RETURN', 1, 22, 'end of text'],
    ['MATCH (s:Ship)', 1, 1, 'MATCH'],
    ["RETURN 'open", 1, 8, "'"],
    ['', 1, 1, ''],
  ])('locates the error in %j', (text, line, column, fragment) => {
    const parse = () => cypherParser.parse(text);
    expect(parse).toThrow(QuerySyntaxError);
    expect(parse).toThrow(expect.objectContaining({ line, column, fragment }));
  });
});
