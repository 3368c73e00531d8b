import type { TutorialPage } from '@momq/dialect';

/** Pages about functions. */
export const sqliteFunctionPages: readonly TutorialPage[] = [
  {
    keyword: 'strftime',
    title: 'strftime: parts of a date',
    prose:
      "SQLite keeps dates as ISO 8601 text and has no YEAR() function. strftime('%Y', d) gives the year, '%m' the month and '%d' the day, all as text: cast them to compare with numbers.",
    examples: [
      {
        question: 'How many guests joined in 2024?',
        query: "SELECT COUNT(*) FROM guest WHERE CAST(strftime('%Y', joined_on) AS INTEGER) = 2024",
      },
      {
        question: 'How many visits were there in each month?',
        query:
          "SELECT CAST(strftime('%m', visited_on) AS INTEGER), COUNT(*) FROM visit GROUP BY CAST(strftime('%m', visited_on) AS INTEGER)",
      },
    ],
  },
  {
    keyword: 'julianday',
    title: 'julianday: days between dates',
    prose:
      'julianday turns a date into a day number, so that the difference of two of them is the days in between. Fractions are parts of a day.',
    examples: [
      {
        question: 'How many days after joining did Mara Voss come for the last time?',
        query:
          "SELECT CAST(julianday(MAX(t2.visited_on)) - julianday(t1.joined_on) AS INTEGER) FROM guest AS t1 JOIN visit AS t2 ON t1.id = t2.guest_id WHERE t1.name = 'Mara Voss'",
      },
      {
        question: 'Which visits came more than 200 days after the first of January 2024?',
        query: "SELECT id FROM visit WHERE julianday(visited_on) - julianday('2024-01-01') > 200",
      },
    ],
  },
  {
    keyword: 'group_concat',
    title: 'group_concat: a group as one text',
    prose:
      'group_concat joins the values of a group with commas, or with the separator given second. Its order is open unless ORDER BY stands inside the call.',
    examples: [
      {
        question: 'List the titles of each category in one cell.',
        query:
          "SELECT category, group_concat(title, '; ' ORDER BY title) FROM game GROUP BY category",
      },
      {
        question: 'Which guests live in each city?',
        query: 'SELECT city, group_concat(name) FROM guest GROUP BY city',
      },
    ],
  },
  {
    keyword: 'ifnull',
    title: 'ifnull and coalesce: a value for NULL',
    prose:
      'ifnull(a, b) is b where a is NULL; coalesce takes any number of arguments. Aggregates skip NULL by themselves.',
    examples: [
      {
        question: 'Show every visit with its bill, 0 where none was noted.',
        query: 'SELECT id, ifnull(bill, 0) FROM visit',
      },
      {
        question: 'On which shelf does each game stand, "away" if on none?',
        query:
          "SELECT t1.title, ifnull(t2.name, 'away') FROM game AS t1 LEFT JOIN shelf AS t2 ON t1.shelf_id = t2.id",
      },
    ],
  },
  {
    keyword: 'iif',
    title: 'iif: one of two values',
    prose:
      'iif(condition, yes, no) is short for a CASE with one WHEN. Conditions are numbers in SQLite: 0 is false, others are true, so summing them counts.',
    examples: [
      {
        question: 'Is each game for more than four players or not?',
        query: "SELECT title, iif(max_players > 4, 'large', 'small') FROM game",
      },
      {
        question: 'How many guests in each city take the newsletter?',
        query: 'SELECT city, SUM(iif(newsletter, 1, 0)) FROM guest GROUP BY city',
      },
    ],
  },
  {
    keyword: 'CAST',
    title: 'CAST: integer and real division',
    prose:
      'Two integers divide to an integer, 7 / 2 is 3. CAST one side to REAL for the fraction; CAST to INTEGER cuts it off.',
    examples: [
      {
        question: 'What is the average bill per person for each visit?',
        query: 'SELECT id, bill / CAST(party_size AS REAL) FROM visit WHERE bill IS NOT NULL',
      },
      {
        question: 'What share of the guests takes the newsletter?',
        query: 'SELECT CAST(SUM(newsletter) AS REAL) / COUNT(*) FROM guest',
      },
    ],
  },
];
