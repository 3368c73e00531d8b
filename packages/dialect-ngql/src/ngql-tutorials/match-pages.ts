import { page, type AnsweredPage } from './tutorial-page.js';

/** Pages about MATCH and what it returns. */
export const matchPages: readonly AnsweredPage[] = [
  page(
    'MATCH',
    'Find vertices and follow edges',
    'MATCH describes what to look for. A vertex stands in round brackets: a variable, a colon and the tag. An edge stands in square brackets between two vertices, with an arrow for its direction. A property of a vertex is written with its tag, vertex.tag.property, where Cypher writes vertex.property; SQL names tables in FROM and joins them.',
    [
      'What are the titles of all books?',
      'MATCH (b:book) RETURN b.book.title AS title',
      [['Salt Roads'], ['The Quiet Weir'], ['Lanterns'], ['Small Atlas']],
    ],
    [
      'Show the name and town of every reader.',
      'MATCH (r:reader) RETURN r.reader.name AS name, r.reader.town AS town',
      [
        ['Ben', 'Ylva'],
        ['Cleo', 'Marsh'],
        ['Dora', 'Ylva'],
      ],
    ],
    [
      'Who wrote each book?',
      'MATCH (b:book)-[:AUTHOR]->(a:author) RETURN b.book.title AS title, a.author.name AS name',
      [
        ['Salt Roads', 'Mira Holt'],
        ['The Quiet Weir', 'Mira Holt'],
        ['Lanterns', 'Jonas Pell'],
      ],
    ],
    [
      'Which readers borrowed a book by Jonas Pell?',
      'MATCH (r:reader)<-[:READER]-(:loan)-[:BOOK]->(:book)-[:AUTHOR]->(a:author) WHERE a.author.name == "Jonas Pell" RETURN r.reader.name AS name',
      [['Ben']],
    ],
  ),
  page(
    'WHERE',
    'Keep what meets a condition',
    'Equality is ==, not =, inequality is !=, and text stands in double or single quotes. Conditions are joined by AND, OR, XOR and NOT. A comparison with NULL is never true, as in SQL.',
    [
      'Which readers live in Ylva?',
      'MATCH (r:reader) WHERE r.reader.town == "Ylva" RETURN r.reader.name AS name',
      [['Ben'], ['Dora']],
    ],
    [
      'Which books have more than 200 pages and cost less than 20?',
      'MATCH (b:book) WHERE b.book.pages > 200 AND b.book.price < 20 RETURN b.book.title AS title',
      [['Salt Roads'], ['The Quiet Weir']],
    ],
    [
      'Which loans did not last 14 days?',
      'MATCH (l:loan) WHERE l.loan.days != 14 RETURN l.loan.loan_id AS loan',
      [[2], [3]],
    ],
  ),
  page(
    'RETURN',
    'Choose the columns',
    'RETURN gives the columns of MATCH; AS names one. It stands at the end, where SQL begins with SELECT. RETURN alone computes without any graph, as SELECT without FROM does.',
    [
      'What is the price of each book per 100 pages, where it is known?',
      'MATCH (b:book) WHERE b.book.price IS NOT NULL RETURN b.book.title AS title, round(100 * b.book.price / b.book.pages, 2) AS price',
      [
        ['Salt Roads', 5.78],
        ['The Quiet Weir', 5.71],
        ['Lanterns', 5],
      ],
    ],
    ['How much is 7 times 6?', 'RETURN 7 * 6 AS product', [[42]]],
  ),
  page(
    'DISTINCT',
    'Show each row once',
    'RETURN DISTINCT leaves out rows that were there before, as SELECT DISTINCT does. Inside an aggregate, DISTINCT counts each value once. GO and LOOKUP write YIELD DISTINCT.',
    [
      'In which towns do readers live?',
      'MATCH (r:reader) RETURN DISTINCT r.reader.town AS town',
      [['Ylva'], ['Marsh']],
    ],
    [
      'How many different books were borrowed?',
      'MATCH (:loan)-[:BOOK]->(b:book) RETURN count(DISTINCT b.book.title) AS books',
      [[3]],
    ],
    [
      'Whose books were borrowed?',
      'GO 2 STEPS FROM "loan:1", "loan:3", "loan:4" OVER BOOK, AUTHOR YIELD DISTINCT $$.author.name AS name',
      [['Mira Holt']],
    ],
  ),
  page(
    'ORDER',
    'Sort the rows',
    'ORDER BY takes names of returned columns only, so each key needs an alias. NULL counts as the largest value: it comes last in ascending order and first in descending, as in PostgreSQL and Cypher; MySQL and SQLite put it first in ascending order.',
    [
      'List the authors from the youngest to the oldest.',
      'MATCH (a:author) RETURN a.author.name AS name, a.author.born AS born ORDER BY born DESC',
      [
        ['Ada Quint', 1980],
        ['Jonas Pell', 1968],
        ['Mira Holt', 1951],
      ],
    ],
    [
      'Sort the books by price, cheapest first.',
      'MATCH (b:book) RETURN b.book.title AS title, b.book.price AS price ORDER BY price',
      [
        ['The Quiet Weir', 12],
        ['Salt Roads', 18.5],
        ['Lanterns', 24],
        ['Small Atlas', null],
      ],
    ],
  ),
  page(
    'LIMIT',
    'Cut the result',
    'LIMIT keeps the first rows, SKIP leaves some out before. Both stand after ORDER BY. SQL writes OFFSET for SKIP; a pipe writes LIMIT offset, count.',
    [
      'Which two books have the most pages?',
      'MATCH (b:book) RETURN b.book.title AS title, b.book.pages AS pages ORDER BY pages DESC LIMIT 2',
      [
        ['Lanterns', 480],
        ['Salt Roads', 320],
      ],
    ],
    [
      'Which book has the second fewest pages?',
      'MATCH (b:book) RETURN b.book.title AS title, b.book.pages AS pages ORDER BY pages SKIP 1 LIMIT 1',
      [['The Quiet Weir', 210]],
    ],
  ),
  page(
    'OPTIONAL',
    'Keep what has no edge',
    'OPTIONAL MATCH keeps rows without a match, with NULL for what is missing, as LEFT JOIN does in SQL. The pattern alone decides what matches: it takes no WHERE of its own.',
    [
      'How many loans has every reader, those without loans too?',
      'MATCH (r:reader) OPTIONAL MATCH (l:loan)-[:READER]->(r) RETURN r.reader.name AS name, count(l) AS loans',
      [
        ['Ben', 2],
        ['Cleo', 2],
        ['Dora', 0],
      ],
    ],
    [
      'Show every book with its author, if it has one.',
      'MATCH (b:book) OPTIONAL MATCH (b)-[:AUTHOR]->(a:author) RETURN b.book.title AS title, a.author.name AS name',
      [
        ['Salt Roads', 'Mira Holt'],
        ['The Quiet Weir', 'Mira Holt'],
        ['Lanterns', 'Jonas Pell'],
        ['Small Atlas', null],
      ],
    ],
  ),
  page(
    'WITH',
    'Compute first, then go on',
    'WITH hands named values on to the next clause, and only these. WHERE behind it sees aggregates: it is what HAVING is in SQL. Cypher has the same word; SQL uses WITH for common table expressions.',
    [
      'Which books were borrowed more than once?',
      'MATCH (l:loan)-[:BOOK]->(b:book) WITH b.book.title AS title, count(*) AS loans WHERE loans > 1 RETURN title',
      [['Salt Roads']],
    ],
    [
      'Which books have more pages than the average book?',
      'MATCH (b:book) WITH avg(b.book.pages) AS average MATCH (c:book) WHERE c.book.pages > average RETURN c.book.title AS title',
      [['Salt Roads'], ['Lanterns']],
    ],
  ),
  page(
    'UNWIND',
    'Make rows of a list',
    'UNWIND gives a row for each element of a list. PostgreSQL writes unnest(), MySQL JSON_TABLE, Cypher UNWIND too.',
    [
      'Give each number from 1 to 3 with its square.',
      'UNWIND range(1, 3) AS n RETURN n, n * n AS square',
      [
        [1, 1],
        [2, 4],
        [3, 9],
      ],
    ],
    [
      'How many books of each of the authors Mira Holt and Ada Quint are there?',
      'UNWIND ["Mira Holt", "Ada Quint"] AS name MATCH (a:author) WHERE a.author.name == name OPTIONAL MATCH (b:book)-[:AUTHOR]->(a) RETURN name, count(b) AS books',
      [
        ['Mira Holt', 2],
        ['Ada Quint', 0],
      ],
    ],
  ),
];
