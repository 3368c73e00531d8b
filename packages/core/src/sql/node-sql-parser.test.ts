import { QuerySyntaxError } from '@momq/dialect';
import { expect, it } from 'vitest';
import { nodeSqlParser } from './node-sql-parser.js';
import type { NodeSqlLibrary } from './node-sql-parser.js';

const keywords = ['SELECT', 'FROM', 'WHERE', 'QUALIFY'];
const functions = ['COUNT', 'lower', 'rank'];

async function parserOf(database: 'mysql' | 'postgresql' | 'sqlite') {
  const builds = {
    mysql: () => import('node-sql-parser/build/mysql.js'),
    postgresql: () => import('node-sql-parser/build/postgresql.js'),
    sqlite: () => import('node-sql-parser/build/sqlite.js'),
  };
  const library = (await builds[database]()).default as NodeSqlLibrary;
  return nodeSqlParser({ dialect: 'plover', database, keywords, functions, library });
}

it.each(['mysql', 'postgresql', 'sqlite'] as const)(
  'analyses a query by the grammar of %s',
  async (database) => {
    const { parse } = await parserOf(database);
    const analysis = parse(
      "WITH cheap AS (SELECT id FROM game WHERE price < 9.5) SELECT lower(g.title), COUNT(*) FROM game AS g JOIN cheap ON g.id = cheap.id WHERE g.note = 'it''s' GROUP BY g.title",
    );
    expect(analysis).toMatchObject({ statements: 1, readOnly: true, relations: ['game'] });
    expect([...analysis.columns].sort()).toEqual(['id', 'note', 'price', 'title']);
    expect([...analysis.functions].sort()).toEqual(['count', 'lower']);
    expect(analysis.literals).toEqual(expect.arrayContaining([9.5, "it's"]));
    expect(analysis.keywords).toEqual(['SELECT', 'FROM', 'WHERE']);
  },
);

it('counts statements, blank text as none', async () => {
  const { parse } = await parserOf('sqlite');
  expect(
    ['', ' \n', 'SELECT 1;', 'SELECT 1; SELECT 2;'].map((text) => parse(text).statements),
  ).toEqual([0, 0, 1, 2]);
});

it.each([
  ['mysql', 'DELETE FROM game', 'DELETE'],
  ['mysql', 'SELECT 1; DROP TABLE game', 'DROP'],
  ['mysql', "SELECT title FROM game INTO OUTFILE '/tmp/x'", 'INTO'],
  ['mysql', 'SELECT title FROM game FOR UPDATE', 'a lock'],
  ['mysql', 'SELECT @a := 1', 'an assignment'],
  ['mysql', "SELECT load_file('/etc/passwd')", 'load_file(), which is not known to only read'],
  ['postgresql', 'WITH gone AS (DELETE FROM game) SELECT id FROM gone', 'DELETE'],
  ['postgresql', 'SELECT title INTO copy FROM game', 'INTO'],
  ['postgresql', 'SELECT id FROM (SELECT pg_sleep(1) AS id) AS t', 'pg_sleep()'],
] as const)('%s: tells that %s writes', async (database, text, reason) => {
  const { parse } = await parserOf(database);
  expect(parse(text)).toMatchObject({ readOnly: false, reason: expect.stringContaining(reason) });
});

it('places a syntax error, and does not recurse or wait without end', async () => {
  const { parse } = await parserOf('postgresql');
  const errorOf = (text: string): QuerySyntaxError => {
    try {
      parse(text);
    } catch (error) {
      if (error instanceof QuerySyntaxError) return error;
    }
    throw new Error(`expected a QuerySyntaxError for ${text.slice(0, 30)}`);
  };
  expect(errorOf('SELECT title\nFROM game WHERE ORDER 3')).toMatchObject({ line: 2, column: 23 });
  expect(errorOf('SELECT ((((((((((((1').message).toMatch(/at most 10 parentheses/);
  expect(errorOf('SELECT (1').message).toMatch(/as many closing parentheses/);
  expect(errorOf(`SELECT 1${' '.repeat(70_000)}`).message).toMatch(/at most 65536 characters/);
  expect(errorOf('SELECT 1\0').message).toMatch(/U\+0000/);
  expect(errorOf('SELECT 1 /*!50000 INTO OUTFILE x */').message).toMatch(/comment/);
  // where MySQL's strings and comments end, and PostgreSQL's
  expect(errorOf("SELECT 'a\\'' /*!50000 INTO OUTFILE 'x' */ -- '").message).toMatch(/comment/);
  expect(errorOf("SELECT 1--1 /*!50000 INTO OUTFILE 'x' */").message).toMatch(/comment/);
  expect(errorOf(`SELECT $$'$$ ${'('.repeat(30)} $$'$$`).message).toMatch(/at most 10 parentheses/);
  expect(errorOf(`SELECT ${'CASE WHEN 1 THEN '.repeat(3000)}`).code).toBe('QUERY_SYNTAX');
});
