import { page, type AnsweredPage } from './tutorial-page.js';

/** Pages about aggregates. */
export const aggregatePages: readonly AnsweredPage[] = [
  page(
    'COUNT',
    'Count and group',
    'Columns of RETURN without an aggregate are the groups; there is no GROUP BY in MATCH. count(*) counts rows, count(x) those where x is not NULL. SQL repeats the groups in GROUP BY.',
    [
      'How many loans does each reader have?',
      'MATCH (l:loan)-[:READER]->(r:reader) RETURN r.reader.name AS name, count(*) AS loans',
      [
        ['Ben', 2],
        ['Cleo', 2],
      ],
    ],
    [
      'How many books are there, and how many have a price?',
      'MATCH (b:book) RETURN count(*) AS books, count(b.book.price) AS priced',
      [[4, 3]],
    ],
  ),
  page(
    'SUM',
    'Add up',
    'sum(x) adds the values of a group and leaves NULL out. Of no value it is 0, where SQL gives NULL.',
    [
      'How many pages do all books have together?',
      'MATCH (b:book) RETURN sum(b.book.pages) AS pages',
      [[1105]],
    ],
    [
      'For how many days was each book borrowed in all?',
      'MATCH (l:loan)-[:BOOK]->(b:book) RETURN b.book.title AS title, sum(l.loan.days) AS days',
      [
        ['Salt Roads', 21],
        ['Lanterns', 30],
        ['The Quiet Weir', 0],
      ],
    ],
  ),
  page(
    'AVG',
    'The mean',
    'avg(x) is the mean of the values that are not NULL, with a decimal point; SQL has the same name.',
    ['How long is an average loan?', 'MATCH (l:loan) RETURN avg(l.loan.days) AS days', [[17]]],
    [
      'What is the average number of pages of the books of each author?',
      'MATCH (b:book)-[:AUTHOR]->(a:author) RETURN a.author.name AS name, avg(b.book.pages) AS pages',
      [
        ['Mira Holt', 265],
        ['Jonas Pell', 480],
      ],
    ],
  ),
  page(
    'MIN',
    'The smallest',
    'min(x) is the smallest value that is not NULL. Who or what has it takes a second look: sort and cut, or compare with WITH.',
    [
      'What does the cheapest book cost?',
      'MATCH (b:book) RETURN min(b.book.price) AS price',
      [[12]],
    ],
    [
      'Which author was born first?',
      'MATCH (a:author) WITH min(a.author.born) AS first MATCH (b:author) WHERE b.author.born == first RETURN b.author.name AS name',
      [['Mira Holt']],
    ],
  ),
  page(
    'MAX',
    'The largest',
    'max(x) is the largest value that is not NULL, of text the last in code order.',
    [
      'How many pages has the longest book?',
      'MATCH (b:book) RETURN max(b.book.pages) AS pages',
      [[480]],
    ],
    [
      'What was the longest loan of each reader?',
      'MATCH (l:loan)-[:READER]->(r:reader) RETURN r.reader.name AS name, max(l.loan.days) AS days',
      [
        ['Ben', 30],
        ['Cleo', 7],
      ],
    ],
  ),
  page(
    'STD',
    'How far values spread',
    'std(x) is the standard deviation of a whole population: stddev_pop in PostgreSQL, STDDEV_POP in MySQL, stDevP in Cypher.',
    [
      'What is the standard deviation of the pages of the two books by Mira Holt?',
      'MATCH (b:book)-[:AUTHOR]->(a:author) WHERE a.author.name == "Mira Holt" RETURN std(b.book.pages) AS deviation',
      [[55]],
    ],
    [
      'How far do 2, 4, 4, 4, 5, 5, 7 and 9 spread?',
      'UNWIND [2, 4, 4, 4, 5, 5, 7, 9] AS x RETURN std(x) AS deviation',
      [[2]],
    ],
  ),
  page(
    'COLLECT',
    'Values of a group as a list',
    'collect(x) makes a list of the values that are not NULL; DISTINCT inside keeps each once. PostgreSQL writes array_agg, MySQL JSON_ARRAYAGG.',
    [
      'Which pages do the books of each author have, as a list from few to many?',
      'MATCH (b:book)-[:AUTHOR]->(a:author) WITH a.author.name AS name, b.book.pages AS pages ORDER BY pages RETURN name, collect(pages) AS pages',
      [
        ['Mira Holt', [210, 320]],
        ['Jonas Pell', [480]],
      ],
    ],
    [
      'How many different towns are there?',
      'MATCH (r:reader) RETURN size(collect(DISTINCT r.reader.town)) AS towns',
      [[2]],
    ],
  ),
  page(
    'COLLECT_SET',
    'Values of a group as a set',
    'collect_set(x) is collect with each value once; no other dialect has the name.',
    [
      'How many different books has each reader borrowed?',
      'MATCH (b:book)<-[:BOOK]-(:loan)-[:READER]->(r:reader) RETURN r.reader.name AS name, size(collect_set(b.book.title)) AS books',
      [
        ['Ben', 2],
        ['Cleo', 2],
      ],
    ],
    [
      'How many different numbers are 1, 1 and 2?',
      'UNWIND [1, 1, 2] AS x RETURN size(collect_set(x)) AS numbers',
      [[2]],
    ],
  ),
];
