import { page, type AnsweredPage } from './tutorial-page.js';

/** Pages about lists and maps. */
export const listPages: readonly AnsweredPage[] = [
  page(
    'RANGE',
    'Lists of numbers',
    'range(first, last) lists whole numbers, the last one too; a third number is the step. PostgreSQL writes generate_series.',
    ['List the numbers from 1 to 4.', 'RETURN range(1, 4) AS numbers', [[[1, 2, 3, 4]]]],
    [
      'List every fifth number from 0 to 15.',
      'RETURN range(0, 15, 5) AS numbers',
      [[[0, 5, 10, 15]]],
    ],
    [
      'What are the squares of 1 to 3, as a list?',
      'RETURN [n IN range(1, 3) | n * n] AS squares',
      [[[1, 4, 9]]],
    ],
  ),
  page(
    'SIZE',
    'How many elements',
    'size(x) counts the elements of a list, the entries of a map and the bytes of a text.',
    ['How many elements do 3, 4 and 5 make?', 'RETURN size([3, 4, 5]) AS number', [[3]]],
    [
      'Which titles are longer than ten letters?',
      'MATCH (b:book) WHERE size(b.book.title) > 10 RETURN b.book.title AS title',
      [['The Quiet Weir'], ['Small Atlas']],
    ],
  ),
  page(
    'HEAD',
    'The first element',
    'head(list) is the first element, tail(list) all others; list[0] is the first, list[-1] the last, list[1..3] a part.',
    ['What is the first of 3, 4 and 5?', 'RETURN head([3, 4, 5]) AS first', [[3]]],
    [
      'Which is the first word of each title?',
      'MATCH (b:book) RETURN head(split(b.book.title, " ")) AS word',
      [['Salt'], ['The'], ['Lanterns'], ['Small']],
    ],
  ),
  page(
    'LAST',
    'The last element',
    'last(list) is the last element, as list[-1] is.',
    [
      'What is the surname of each author?',
      'MATCH (a:author) RETURN last(split(a.author.name, " ")) AS surname',
      [['Holt'], ['Pell'], ['Quint']],
    ],
    ['What is the last of 3, 4 and 5?', 'RETURN last([3, 4, 5]) AS element', [[5]]],
  ),
  page(
    'TAIL',
    'All but the first',
    'tail(list) leaves the first element out.',
    ['What stays of 3, 4 and 5 without the first?', 'RETURN tail([3, 4, 5]) AS others', [[[4, 5]]]],
    [
      'Which words follow the first one of each title of several words?',
      'MATCH (b:book) WHERE b.book.title CONTAINS " " RETURN tail(split(b.book.title, " ")) AS words',
      [[['Roads']], [['Quiet', 'Weir']], [['Atlas']]],
    ],
  ),
  page(
    'ALL',
    'All elements meet a condition',
    'all(x IN list WHERE condition) is true where every element meets it. SQL compares with = ALL (…). Cypher has the same predicate.',
    ['Are 1, 2 and 3 all below 4?', 'RETURN all(n IN [1, 2, 3] WHERE n < 4) AS answer', [[true]]],
    [
      'Which readers had loans of at least 10 days only, where days are known?',
      'MATCH (l:loan)-[:READER]->(r:reader) WITH r.reader.name AS name, collect(l.loan.days) AS days WHERE all(d IN days WHERE d >= 10) RETURN name',
      [['Ben']],
    ],
  ),
  page(
    'ANY',
    'Some element meets a condition',
    'any(x IN list WHERE condition) is true where at least one element meets it.',
    ['Is one of 1, 2 and 3 above 2?', 'RETURN any(n IN [1, 2, 3] WHERE n > 2) AS answer', [[true]]],
    [
      'Which authors have some book of less than 300 pages?',
      'MATCH (b:book)-[:AUTHOR]->(a:author) WITH a.author.name AS name, collect(b.book.pages) AS pages WHERE any(p IN pages WHERE p < 300) RETURN name',
      [['Mira Holt']],
    ],
  ),
  page(
    'SINGLE',
    'Exactly one element meets a condition',
    'single(x IN list WHERE condition) is true where one element meets it, and no other.',
    [
      'Is exactly one of 1, 2 and 3 even?',
      'RETURN single(n IN [1, 2, 3] WHERE n % 2 == 0) AS answer',
      [[true]],
    ],
    [
      'Which readers had exactly one loan of more than 20 days?',
      'MATCH (l:loan)-[:READER]->(r:reader) WITH r.reader.name AS name, collect(l.loan.days) AS days WHERE single(d IN days WHERE d > 20) RETURN name',
      [['Ben']],
    ],
  ),
  page(
    'NONE',
    'No element meets a condition',
    'none(x IN list WHERE condition) is true where no element meets it.',
    [
      'Is none of 1, 2 and 3 above 5?',
      'RETURN none(n IN [1, 2, 3] WHERE n > 5) AS answer',
      [[true]],
    ],
    [
      'Which authors have no book of more than 400 pages?',
      'MATCH (b:book)-[:AUTHOR]->(a:author) WITH a.author.name AS name, collect(b.book.pages) AS pages WHERE none(p IN pages WHERE p > 400) RETURN name',
      [['Mira Holt']],
    ],
  ),
  page(
    'REDUCE',
    'Fold a list to one value',
    'reduce(total = start, x IN list | expression) goes through a list and carries a value on. Cypher has it too; SQL has aggregates in its place.',
    [
      'What is the product of 2, 3 and 4?',
      'RETURN reduce(product = 1, n IN [2, 3, 4] | product * n) AS answer',
      [[24]],
    ],
    [
      'How many pages do the books of each author have, added up from a list?',
      'MATCH (b:book)-[:AUTHOR]->(a:author) WITH a.author.name AS name, collect(b.book.pages) AS pages RETURN name, reduce(total = 0, p IN pages | total + p) AS pages',
      [
        ['Mira Holt', 530],
        ['Jonas Pell', 480],
      ],
    ],
  ),
];
