import type { TutorialPage } from '@momq/dialect';

/** Pages about keywords and operators. */
export const sqliteKeywordPages: readonly TutorialPage[] = [
  {
    keyword: 'LIKE',
    title: 'LIKE: patterns without case',
    prose:
      "LIKE compares text with a pattern in which % stands for any run of characters and _ for one. SQLite ignores the case of ASCII letters here, so LIKE 'm%' also finds Mara.",
    examples: [
      {
        question: 'Which games have "tram" in their title?',
        query: "SELECT title FROM game WHERE title LIKE '%tram%'",
      },
      {
        question: 'Show the guests whose name starts with m.',
        query: "SELECT name FROM guest WHERE name LIKE 'm%'",
      },
    ],
  },
  {
    keyword: 'GLOB',
    title: 'GLOB: patterns with case',
    prose:
      'GLOB is the pattern match of Unix shells: * is any run, ? one character, [a-c] one of a range. Unlike LIKE it tells upper from lower case.',
    examples: [
      {
        question: 'Which titles begin with a capital letter from A to N?',
        query: "SELECT title FROM game WHERE title GLOB '[A-N]*'",
      },
      {
        question: 'List the cities that end in a lower-case z.',
        query: "SELECT DISTINCT city FROM guest WHERE city GLOB '*z'",
      },
    ],
  },
  {
    keyword: 'LIMIT',
    title: 'LIMIT and OFFSET: a page of rows',
    prose:
      'LIMIT keeps the first rows of the ordered result, OFFSET skips some before it. SQLite has neither TOP nor FETCH FIRST. Without ORDER BY it is open which rows come first.',
    examples: [
      {
        question: 'What is the most expensive game?',
        query: 'SELECT title FROM game ORDER BY price DESC LIMIT 1',
      },
      {
        question: 'Which are the second and third longest rounds?',
        query: 'SELECT id, minutes FROM round ORDER BY minutes DESC LIMIT 2 OFFSET 1',
      },
    ],
  },
  {
    keyword: 'GROUP BY',
    title: 'GROUP BY and HAVING: conditions on groups',
    prose:
      'WHERE drops rows before they are grouped, HAVING drops whole groups afterwards. A column that is neither grouped nor aggregated is allowed in SQLite; beside a lone MIN or MAX it comes from the row that holds the extreme.',
    examples: [
      {
        question: 'Which cities have more than one guest?',
        query: 'SELECT city, COUNT(*) FROM guest GROUP BY city HAVING COUNT(*) > 1',
      },
      {
        question: 'What is the dearest game of each category?',
        query: 'SELECT category, title, MAX(price) FROM game GROUP BY category',
      },
    ],
  },
  {
    keyword: 'LEFT JOIN',
    title: 'LEFT JOIN: rows without a partner',
    prose:
      'A LEFT JOIN keeps every row of the left table and fills the right side with NULL where nothing matches. Asking for IS NULL then finds what has no partner.',
    examples: [
      {
        question: 'Which guests have never visited?',
        query:
          'SELECT t1.name FROM guest AS t1 LEFT JOIN visit AS t2 ON t1.id = t2.guest_id WHERE t2.id IS NULL',
      },
      {
        question: 'How many rounds were played of each game, those never played included?',
        query:
          'SELECT t1.title, COUNT(t2.id) FROM game AS t1 LEFT JOIN round AS t2 ON t1.id = t2.game_id GROUP BY t1.id',
      },
    ],
  },
  {
    keyword: 'EXCEPT',
    title: 'UNION, INTERSECT and EXCEPT: sets of rows',
    prose:
      'EXCEPT keeps the rows of the first query that the second lacks, INTERSECT those in both. All but UNION ALL remove duplicates. SQLite reads a chain of them from left to right and takes no parentheses around the parts.',
    examples: [
      {
        question: 'Which games were never rated?',
        query:
          'SELECT title FROM game EXCEPT SELECT t1.title FROM game AS t1 JOIN round AS t2 ON t1.id = t2.game_id WHERE t2.rating IS NOT NULL',
      },
      {
        question: 'Which designers made strategy games but no family games?',
        query:
          "SELECT designer FROM game WHERE category = 'strategy' EXCEPT SELECT designer FROM game WHERE category = 'family'",
      },
    ],
  },
  {
    keyword: 'WITH',
    title: 'WITH: named steps',
    prose:
      'WITH names a query so that the main one reads like a table. WITH RECURSIVE may refer to itself, which counts, walks trees and fills calendars.',
    examples: [
      {
        question: 'Which guests spent more than the average guest?',
        query:
          'WITH spending AS (SELECT guest_id, SUM(bill) AS total FROM visit GROUP BY guest_id) SELECT t1.name FROM guest AS t1 JOIN spending AS t2 ON t1.id = t2.guest_id WHERE t2.total > (SELECT AVG(total) FROM spending)',
      },
      {
        question: 'How many visits fell on each party size from 1 to 6?',
        query:
          'WITH RECURSIVE sizes(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM sizes WHERE n < 6) SELECT n, (SELECT COUNT(*) FROM visit WHERE party_size = n) FROM sizes',
      },
    ],
  },
];
