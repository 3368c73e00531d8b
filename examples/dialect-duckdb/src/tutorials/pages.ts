import type { TutorialPage } from '@momq/dialect';

/** What a question can need of DuckDB that other dialects say otherwise or not at all. */
export const pages: readonly TutorialPage[] = [
  {
    keyword: 'FROM',
    title: 'FROM before SELECT',
    prose:
      'A query may begin with FROM. Without SELECT it gives all columns; elsewhere this is SELECT * FROM.',
    examples: [
      { question: 'Show all games.', query: 'FROM game' },
      { question: 'Which titles are there?', query: 'FROM game SELECT title' },
    ],
  },
  {
    keyword: 'GROUP BY ALL',
    title: 'Groups by all that is no aggregate',
    prose:
      'GROUP BY ALL stands for the list of all selected columns without an aggregate, which PostgreSQL, MySQL and SQLite want written out.',
    examples: [
      {
        question: 'How often was each game played?',
        query:
          'SELECT title, COUNT(*) AS plays FROM game JOIN play ON play.game_id = game.id GROUP BY ALL',
      },
    ],
  },
  {
    keyword: 'ORDER BY ALL',
    title: 'Orders by all columns',
    prose: 'ORDER BY ALL orders by the selected columns from the left to the right.',
    examples: [
      {
        question: 'List prices and titles, cheapest first.',
        query: 'SELECT price, title FROM game ORDER BY ALL',
      },
    ],
  },
  {
    keyword: 'EXCLUDE',
    title: 'All columns but some',
    prose:
      'SELECT * EXCLUDE (a, b) leaves columns out of *. BigQuery says EXCEPT; PostgreSQL, MySQL and SQLite have no way to say it.',
    examples: [
      { question: 'Show all of the games but their id.', query: 'SELECT * EXCLUDE (id) FROM game' },
    ],
  },
  {
    keyword: 'REPLACE',
    title: 'All columns, one of them computed',
    prose: 'SELECT * REPLACE (expression AS column) gives all columns with one computed anew.',
    examples: [
      {
        question: 'Show the games with prices raised by a tenth.',
        query: 'SELECT * REPLACE (ROUND(price * 1.1, 2) AS price) FROM game',
      },
    ],
  },
  {
    keyword: 'COLUMNS',
    title: 'One expression for many columns',
    prose:
      "COLUMNS('pattern') stands for every column whose name matches the regular expression; an expression around it is computed for each.",
    examples: [
      {
        question: 'What are the largest id and game_id of the plays?',
        query: "SELECT MAX(COLUMNS('id$')) FROM play",
      },
    ],
  },
  {
    keyword: 'QUALIFY',
    title: 'Conditions on window functions',
    prose:
      'QUALIFY filters by window functions after they are computed, as HAVING does by aggregates. PostgreSQL, MySQL and SQLite need a subquery for it.',
    examples: [
      {
        question: 'What is the last play of each game?',
        query:
          'SELECT game_id, played_on FROM play QUALIFY ROW_NUMBER() OVER (PARTITION BY game_id ORDER BY played_on DESC) = 1',
      },
    ],
  },
  {
    keyword: 'ARG_MAX',
    title: 'The value of the row with the largest other value',
    prose:
      'ARG_MAX(x, y) gives x of the row with the largest y, ARG_MIN of the smallest. PostgreSQL and MySQL sort and cut instead.',
    examples: [
      {
        question: 'Which game is the most expensive one?',
        query: 'SELECT ARG_MAX(title, price) FROM game',
      },
      {
        question: 'Which is the cheapest game?',
        query: 'SELECT ARG_MIN(title, price) FROM game',
      },
    ],
  },
  {
    keyword: 'FILTER',
    title: 'Aggregates of some rows',
    prose:
      'COUNT(*) FILTER (condition) counts the rows that fulfil it; DuckDB needs no WHERE inside. MySQL writes SUM(CASE …).',
    examples: [
      {
        question: 'How many games cost more than 30, and how many are there?',
        query: 'SELECT COUNT(*) FILTER (price > 30) AS dear, COUNT(*) AS games FROM game',
      },
    ],
  },
  {
    keyword: 'COUNT_IF',
    title: 'Counts where a condition holds',
    prose:
      'COUNT_IF(condition) is COUNT(*) FILTER (condition) in one word, as in BigQuery COUNTIF.',
    examples: [
      {
        question: 'How many games cost less than 40?',
        query: 'SELECT COUNT_IF(price < 40) FROM game',
      },
    ],
  },
  {
    keyword: 'LIST',
    title: 'Rows as a list',
    prose:
      'LIST(x ORDER BY y) collects values into a list, PostgreSQL’s ARRAY_AGG; LIST_SORT, LIST_DISTINCT, LEN and [place], from 1, read lists.',
    examples: [
      {
        question: 'On which days was each game played?',
        query: 'SELECT game_id, LIST(played_on ORDER BY played_on) FROM play GROUP BY ALL',
      },
    ],
  },
  {
    keyword: 'STRING_AGG',
    title: 'Rows as one text',
    prose:
      "STRING_AGG(x, ', ' ORDER BY x) joins texts of several rows, as in PostgreSQL; MySQL and SQLite call it GROUP_CONCAT.",
    examples: [
      {
        question: 'List the titles in one line.',
        query: "SELECT STRING_AGG(title, ', ' ORDER BY title) FROM game",
      },
    ],
  },
  {
    keyword: 'UNNEST',
    title: 'A list as rows',
    prose:
      'UNNEST(list) gives a row for each value, in SELECT or in FROM; RANGE(a, b) makes a list of numbers or, with an interval, of times.',
    examples: [
      { question: 'Count from one to three.', query: 'SELECT UNNEST(RANGE(1, 4)) AS number' },
    ],
  },
  {
    keyword: 'PIVOT',
    title: 'Values as columns',
    prose:
      'PIVOT table ON column IN (values) USING aggregate makes a column of each value. The values have to stand there: without IN DuckDB makes a type of them first, which is no reading.',
    examples: [
      {
        question: 'How often were games 1 and 3 played on each day?',
        query: 'FROM play PIVOT (COUNT(id) FOR game_id IN (1, 3) GROUP BY played_on)',
      },
    ],
  },
  {
    keyword: 'ASOF',
    title: 'Joins with the last row before',
    prose:
      'ASOF JOIN takes of the other table the one row whose time is nearest before: a >= b in its condition.',
    examples: [
      {
        question: 'Which play came last before March 5th?',
        query:
          "SELECT p.id FROM (SELECT DATE '2024-03-05' AS day) d ASOF JOIN play p ON d.day >= p.played_on",
      },
    ],
  },
  {
    keyword: 'STRFTIME',
    title: 'Dates as text',
    prose:
      "STRFTIME(date, '%Y-%m') formats a date; the date comes first, in SQLite last. MONTHNAME and DAYNAME give English names.",
    examples: [
      {
        question: 'How many plays were there in each month?',
        query: "SELECT STRFTIME(played_on, '%Y-%m') AS month, COUNT(*) FROM play GROUP BY ALL",
      },
      {
        question: 'On which days of the week were games played?',
        query: 'SELECT DISTINCT DAYNAME(played_on) FROM play',
      },
    ],
  },
  {
    keyword: 'DATE_DIFF',
    title: 'Time between dates',
    prose:
      "DATE_DIFF('day', from, to) counts the borders of days between two dates, DATE_SUB('month', from, to) the whole months.",
    examples: [
      {
        question: 'How many days lie between the first and the last play?',
        query: "SELECT DATE_DIFF('day', MIN(played_on), MAX(played_on)) FROM play",
      },
    ],
  },
  {
    keyword: 'ILIKE',
    title: 'Patterns without case',
    prose:
      'ILIKE compares with a pattern and ignores case, as in PostgreSQL. REGEXP_MATCHES(text, pattern) takes a regular expression.',
    examples: [
      {
        question: 'Which titles contain an a?',
        query: "SELECT title FROM game WHERE title ILIKE '%a%'",
      },
    ],
  },
];
