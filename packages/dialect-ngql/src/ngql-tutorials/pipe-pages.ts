import { page, type AnsweredPage } from './tutorial-page.js';

/** Pages about handing results on and putting them together. */
export const pipePages: readonly AnsweredPage[] = [
  page(
    'YIELD',
    'Pipe results on',
    'A vertical bar hands rows on to the next statement, which reads them as $-.column. YIELD as a statement of its own computes columns and aggregates of them, and keeps rows with WHERE. SQL nests queries in its place. MATCH has no pipe behind it: it uses WITH.',
    [
      'How many books of more than 100 pages are there?',
      'LOOKUP ON book WHERE book.pages > 100 YIELD book.title AS title | YIELD count(*) AS books',
      [[3]],
    ],
    [
      'Which books of more than 200 pages cost less than 20?',
      'LOOKUP ON book WHERE book.pages > 200 YIELD book.title AS title, book.price AS price | YIELD $-.title AS title WHERE $-.price < 20',
      [['Salt Roads'], ['The Quiet Weir']],
    ],
  ),
  page(
    'GROUP',
    'Group behind a pipe',
    'GROUP BY stands behind a pipe and takes its columns from $-; its own YIELD gives the groups and aggregates. In MATCH there is no GROUP BY: columns without aggregates are the groups.',
    [
      'How many readers live in each town?',
      'LOOKUP ON reader YIELD reader.town AS town | GROUP BY $-.town YIELD $-.town AS town, count(*) AS readers',
      [
        ['Ylva', 2],
        ['Marsh', 1],
      ],
    ],
    [
      'How many books did each author write, by vertex id?',
      'LOOKUP ON AUTHOR YIELD dst(edge) AS author | GROUP BY $-.author YIELD $-.author AS author, count(*) AS books',
      [
        ['author:1', 2],
        ['author:2', 1],
      ],
    ],
  ),
  page(
    'BY',
    'Sort behind a pipe',
    'Behind a pipe, ORDER BY and LIMIT are statements of their own, each with a bar before it, and the keys are columns of $-.',
    [
      'List the books by pages, longest first.',
      'LOOKUP ON book YIELD book.title AS title, book.pages AS pages | ORDER BY $-.pages DESC',
      [
        ['Lanterns', 480],
        ['Salt Roads', 320],
        ['The Quiet Weir', 210],
        ['Small Atlas', 95],
      ],
    ],
    [
      'Who is the author born last?',
      'LOOKUP ON author YIELD author.name AS name, author.born AS born | ORDER BY $-.born DESC | LIMIT 1 | YIELD $-.name AS name',
      [['Ada Quint']],
    ],
  ),
  page(
    'OFFSET',
    'Leave rows out',
    'Behind a pipe, LIMIT offset, count leaves rows out before it counts; OFFSET n LIMIT m says the same in words. SQL writes LIMIT m OFFSET n.',
    [
      'Which book has the second most pages?',
      'LOOKUP ON book YIELD book.title AS title, book.pages AS pages | ORDER BY $-.pages DESC | OFFSET 1 LIMIT 1 | YIELD $-.title AS title',
      [['Salt Roads']],
    ],
    [
      'Which are the second and third reader by name?',
      'LOOKUP ON reader YIELD reader.name AS name | ORDER BY $-.name | LIMIT 2 OFFSET 1 | YIELD $-.name AS name',
      [['Cleo'], ['Dora']],
    ],
  ),
  page(
    'UNION',
    'Put results together',
    'UNION puts the rows of two queries with the same column names together, each once; UNION ALL keeps repeated ones. SQL goes by position, nGQL by names.',
    [
      'Which names do authors and readers have?',
      'MATCH (a:author) RETURN a.author.name AS name UNION MATCH (r:reader) RETURN r.reader.name AS name',
      [['Mira Holt'], ['Jonas Pell'], ['Ada Quint'], ['Ben'], ['Cleo'], ['Dora']],
    ],
    [
      'Which books were borrowed in loan:1, and which in loan:3, repeated ones too?',
      'GO FROM "loan:1" OVER BOOK YIELD $$.book.title AS title UNION ALL GO FROM "loan:3" OVER BOOK YIELD $$.book.title AS title',
      [['Salt Roads'], ['Salt Roads']],
    ],
  ),
  page(
    'INTERSECT',
    'What both results have',
    'INTERSECT keeps the rows that both queries give. SQL has the same word; Cypher has none.',
    [
      'Which books did both the readers reader:1 and reader:2 borrow?',
      'MATCH (r:reader)<-[:READER]-(:loan)-[:BOOK]->(b:book) WHERE id(r) == "reader:1" RETURN b.book.title AS title INTERSECT MATCH (r:reader)<-[:READER]-(:loan)-[:BOOK]->(b:book) WHERE id(r) == "reader:2" RETURN b.book.title AS title',
      [['Salt Roads']],
    ],
    [
      'Which numbers are in both pairs 1, 2 and 2, 3?',
      '(YIELD 1 AS n UNION YIELD 2 AS n) INTERSECT (YIELD 2 AS n UNION YIELD 3 AS n)',
      [[2]],
    ],
  ),
  page(
    'MINUS',
    'What the second result lacks',
    'MINUS keeps the rows of the first query that the second does not give. PostgreSQL and SQLite call it EXCEPT, Oracle MINUS; Cypher has none.',
    [
      'Which books did the reader reader:1 borrow and reader:2 not?',
      'MATCH (r:reader)<-[:READER]-(:loan)-[:BOOK]->(b:book) WHERE id(r) == "reader:1" RETURN b.book.title AS title MINUS MATCH (r:reader)<-[:READER]-(:loan)-[:BOOK]->(b:book) WHERE id(r) == "reader:2" RETURN b.book.title AS title',
      [['Lanterns']],
    ],
    [
      'Which readers have no loan, by vertex id?',
      'LOOKUP ON reader YIELD id(vertex) AS id MINUS LOOKUP ON READER YIELD dst(edge) AS id',
      [['reader:3']],
    ],
  ),
  page(
    'JOIN',
    'Join two variables',
    'YIELD … FROM $a INNER JOIN $b ON $a.x == $b.y joins the rows of two variables. Tables of SQL are joined in FROM; in nGQL an edge is nearly always the better way.',
    [
      'Which book was borrowed in each loan, joined by the number of the book?',
      '$l = LOOKUP ON loan YIELD loan.loan_id AS loan, loan.book_id AS number; $b = LOOKUP ON book YIELD book.book_id AS book, book.title AS title; YIELD $l.loan AS loan, $b.title AS title FROM $l INNER JOIN $b ON $l.number == $b.book',
      [
        [1, 'Salt Roads'],
        [2, 'Lanterns'],
        [3, 'Salt Roads'],
        [4, 'The Quiet Weir'],
      ],
    ],
    [
      'Which readers live in which county, when Ylva is in North?',
      '$r = LOOKUP ON reader YIELD reader.name AS name, reader.town AS town; $c = YIELD "Ylva" AS place, "North" AS county; YIELD $r.name AS name, $c.county AS county FROM $r INNER JOIN $c ON $r.town == $c.place',
      [
        ['Ben', 'North'],
        ['Dora', 'North'],
      ],
    ],
  ),
];
