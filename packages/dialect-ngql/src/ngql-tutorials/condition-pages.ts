import { page, type AnsweredPage } from './tutorial-page.js';

/** Pages about conditions. */
export const conditionPages: readonly AnsweredPage[] = [
  page(
    'CONTAINS',
    'Search in text',
    'CONTAINS tells upper from lower case; lower() makes a search take no notice of it. SQL writes LIKE with percent signs.',
    [
      'Which titles have "quiet" in them?',
      'MATCH (b:book) WHERE lower(b.book.title) CONTAINS "quiet" RETURN b.book.title AS title',
      [['The Quiet Weir']],
    ],
    [
      'Which books do not have an "s" in their title?',
      'MATCH (b:book) WHERE NOT (lower(b.book.title) CONTAINS "s") RETURN b.book.title AS title',
      [['The Quiet Weir']],
    ],
  ),
  page(
    'STARTS',
    'Begin with a text',
    "STARTS WITH compares the beginning of a text, case included. SQL writes LIKE 'S%'.",
    [
      'Which books begin with S?',
      'MATCH (b:book) WHERE b.book.title STARTS WITH "S" RETURN b.book.title AS title',
      [['Salt Roads'], ['Small Atlas']],
    ],
    [
      'Which authors do not have a name that begins with M?',
      'MATCH (a:author) WHERE a.author.name NOT STARTS WITH "M" RETURN a.author.name AS name',
      [['Jonas Pell'], ['Ada Quint']],
    ],
  ),
  page(
    'ENDS',
    'End with a text',
    "ENDS WITH compares the end of a text, case included. SQL writes LIKE '%s'.",
    [
      'Which titles end in s?',
      'MATCH (b:book) WHERE b.book.title ENDS WITH "s" RETURN b.book.title AS title',
      [['Salt Roads'], ['Lanterns'], ['Small Atlas']],
    ],
    [
      'Which readers have a name that ends in a?',
      'MATCH (r:reader) WHERE r.reader.name ENDS WITH "a" RETURN r.reader.name AS name',
      [['Dora']],
    ],
  ),
  page(
    'IN',
    'Be one of a list',
    'IN asks whether a value is in a list, which stands in square brackets; SQL uses round ones. NOT IN is its opposite. What is compared with NULL is not known, and not kept.',
    [
      'Which of the books 1 and 4 have which titles?',
      'MATCH (b:book) WHERE b.book.book_id IN [1, 4] RETURN b.book.title AS title',
      [['Salt Roads'], ['Small Atlas']],
    ],
    [
      'Which readers live neither in Ylva nor in Holm?',
      'MATCH (r:reader) WHERE r.reader.town NOT IN ["Ylva", "Holm"] RETURN r.reader.name AS name',
      [['Cleo']],
    ],
  ),
  page(
    'NULL',
    'Values that are missing',
    'IS NULL and IS NOT NULL ask whether a value is there; == NULL is never true. SQL and Cypher are the same.',
    [
      'Which books have no price?',
      'MATCH (b:book) WHERE b.book.price IS NULL RETURN b.book.title AS title',
      [['Small Atlas']],
    ],
    [
      'How many loans have a known number of days?',
      'MATCH (l:loan) WHERE l.loan.days IS NOT NULL RETURN count(*) AS loans',
      [[3]],
    ],
  ),
  page(
    'NOT',
    'What has no such edge',
    'A pattern is a condition: true where a path is there. NOT before it keeps what has none. SQL writes NOT EXISTS with a subquery.',
    [
      'Which books were never borrowed?',
      'MATCH (b:book) WHERE NOT (b)<-[:BOOK]-(:loan) RETURN b.book.title AS title',
      [['Small Atlas']],
    ],
    [
      'Which authors wrote no book of the library?',
      'MATCH (a:author) WHERE NOT (a)<-[:AUTHOR]-() RETURN a.author.name AS name',
      [['Ada Quint']],
    ],
  ),
  page(
    'XOR',
    'One or the other, not both',
    'XOR is true where exactly one side is. MySQL and Cypher have it too; PostgreSQL writes <> between two conditions.',
    [
      'Which books are either longer than 300 pages or dearer than 20, but not both?',
      'MATCH (b:book) WHERE b.book.pages > 300 XOR b.book.price > 20 RETURN b.book.title AS title',
      [['Salt Roads']],
    ],
    ['Is exactly one of 1 < 2 and 3 < 2 true?', 'RETURN 1 < 2 XOR 3 < 2 AS answer', [[true]]],
  ),
  page(
    'CASE',
    'Choose a value by a condition',
    'CASE WHEN condition THEN value ELSE value END, as in SQL; CASE value WHEN … compares. Without ELSE it is NULL. A short form is condition ? value : value.',
    [
      'Is each book long (more than 300 pages) or short?',
      'MATCH (b:book) RETURN b.book.title AS title, CASE WHEN b.book.pages > 300 THEN "long" ELSE "short" END AS size',
      [
        ['Salt Roads', 'long'],
        ['The Quiet Weir', 'short'],
        ['Lanterns', 'long'],
        ['Small Atlas', 'short'],
      ],
    ],
    [
      'Show each reader with the county of the town: Ylva is in North, Marsh in South.',
      'MATCH (r:reader) RETURN r.reader.name AS name, CASE r.reader.town WHEN "Ylva" THEN "North" WHEN "Marsh" THEN "South" END AS county',
      [
        ['Ben', 'North'],
        ['Cleo', 'South'],
        ['Dora', 'North'],
      ],
    ],
  ),
];
