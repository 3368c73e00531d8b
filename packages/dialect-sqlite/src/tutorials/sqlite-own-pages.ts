import type { TutorialPage } from '@momq/dialect';

/** Pages about words that only SQLite has. */
export const sqliteOwnPages: readonly TutorialPage[] = [
  {
    keyword: 'ISNULL',
    title: 'ISNULL: a value is missing',
    prose:
      'x ISNULL is short for x IS NULL. PostgreSQL knows it too; in MySQL ISNULL is a function.',
    examples: [
      {
        question: 'Which games stand on no shelf?',
        query: 'SELECT title FROM game WHERE shelf_id ISNULL',
      },
      {
        question: 'How many visits have no bill?',
        query: 'SELECT COUNT(*) FROM visit WHERE bill ISNULL',
      },
    ],
  },
  {
    keyword: 'NOTNULL',
    title: 'NOTNULL: a value is there',
    prose: 'x NOTNULL is short for x IS NOT NULL.',
    examples: [
      {
        question: 'How many rounds have a rating?',
        query: 'SELECT COUNT(*) FROM round WHERE rating NOTNULL',
      },
      {
        question: 'Show the title of the games that have a shelf id.',
        query: 'SELECT title FROM game WHERE shelf_id NOTNULL',
      },
    ],
  },
  {
    keyword: 'NOT INDEXED',
    title: 'NOT INDEXED: read a table from one end to the other',
    prose:
      'NOT INDEXED after a table keeps SQLite from its indexes; INDEXED BY names the one that has to be used. The rows are the same.',
    examples: [
      {
        question: 'Without any index: which games cost less than 20?',
        query: 'SELECT title FROM game NOT INDEXED WHERE price < 20',
      },
      {
        question: 'Count the guests from Graz without an index.',
        query: "SELECT COUNT(*) FROM guest NOT INDEXED WHERE city = 'Graz'",
      },
    ],
  },
  {
    keyword: 'REPLACE',
    title: 'REPLACE: other text for a part',
    prose: 'replace(x, a, b) gives x with b for every a, with regard to case.',
    examples: [
      {
        question: 'Show the titles that have "and", with "&" in its place.',
        query: "SELECT replace(title, ' and ', ' & ') FROM game WHERE title LIKE '% and %'",
      },
      {
        question: 'Show the name of every guest with underscores for spaces.',
        query: "SELECT replace(name, ' ', '_') FROM guest",
      },
    ],
  },
];
