import { testGrammar } from '@momq/dialect-kit';
import { expect, it } from 'vitest';
import { duckdbGrammar } from './grammar.js';
import { duckdb } from './index.js';

const takes = [
  "SELECT title, price // 2 FROM game WHERE title ILIKE 'c%' AND price BETWEEN 10 AND 40 ORDER BY price DESC NULLS LAST LIMIT 3",
  "SELECT STRFTIME(p.played_on, '%Y-%m') AS month, COUNT(*) FROM play AS p GROUP BY month HAVING COUNT(*) > 1",
  'SELECT ARG_MAX(title, price) FROM game',
  'SELECT game_id, played_on FROM play QUALIFY ROW_NUMBER() OVER (PARTITION BY game_id ORDER BY played_on DESC) = 1',
  "SELECT title FROM game WHERE title GLOB 'C*' AND id == 2 ** 0 AND price ^ 1 > 3 OR title COLLATE nocase = 'azul' OR price ISNULL",
  "SELECT DISTINCT ON (game_id) game_id, played_on + INTERVAL '1 day' FROM play ORDER BY game_id, played_on",
  "WITH dear AS (SELECT id FROM game WHERE price::DOUBLE > 20) SELECT DATE_DIFF('day', MIN(played_on), DATE '2024-12-31') FROM play JOIN dear ON dear.id = play.game_id",
];

testGrammar({
  grammar: duckdbGrammar(duckdb().tutorials.sample.schema),
  test: it,
  takes,
  refuses: [
    ['a table that is not there', 'SELECT title FROM ', 'games '],
    ['a column of another table', 'SELECT p.title FROM play ', 'p '],
    ['functions that read files', 'SELECT title FROM ', "read_csv('x')"],
    ['functions that do more than read', 'SELECT ', "nextval('x')"],
    ['functions of other dialects', 'SELECT ', 'julianday(played_on)'],
    ['another statement', '', 'COPY game'],
  ],
});

it('takes what the engine takes', async () => {
  const pack = duckdb();
  const database = await pack.createDatabase(pack.tutorials.sample);
  for (const text of takes)
    expect((await database.query(text)).columns.length, text).toBeGreaterThan(0);
  await database.close();
});
