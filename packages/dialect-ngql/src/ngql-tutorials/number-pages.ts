import { page, type AnsweredPage } from './tutorial-page.js';

/** Pages about numbers. */
export const numberPages: readonly AnsweredPage[] = [
  page(
    'ROUND',
    'Round numbers',
    'round(x) rounds to a whole number, halves away from zero; round(x, n) to n digits. SQL has the same function.',
    ['What is 3.14159 to two digits?', 'RETURN round(3.14159, 2) AS number', [[3.14]]],
    [
      'What is the average number of pages, rounded?',
      'MATCH (b:book) RETURN round(avg(b.book.pages)) AS pages',
      [[276]],
    ],
  ),
  page(
    'FLOOR',
    'Round down',
    'floor(x) is the largest whole number that is not above x, with a decimal point. Whole numbers divide to whole numbers anyway: 7 / 2 is 3.',
    [
      'What is the price of each book without cents?',
      'MATCH (b:book) WHERE b.book.price IS NOT NULL RETURN b.book.title AS title, floor(b.book.price) AS price',
      [
        ['Salt Roads', 18],
        ['The Quiet Weir', 12],
        ['Lanterns', 24],
      ],
    ],
    ['What is -1.5 rounded down?', 'RETURN floor(-1.5) AS number', [[-2]]],
  ),
  page(
    'CEIL',
    'Round up',
    'ceil(x) is the smallest whole number that is not below x; SQL says ceiling too.',
    ['What is 1.2 rounded up?', 'RETURN ceil(1.2) AS number', [[2]]],
    [
      'How many boxes of 50 pages does each book fill?',
      'MATCH (b:book) RETURN b.book.title AS title, ceil(b.book.pages / 50.0) AS boxes',
      [
        ['Salt Roads', 7],
        ['The Quiet Weir', 5],
        ['Lanterns', 10],
        ['Small Atlas', 2],
      ],
    ],
  ),
  page(
    'ABS',
    'Without sign',
    'abs(x) is x without its sign.',
    ['How far is -7 from 0?', 'RETURN abs(-7) AS number', [[7]]],
    [
      'How far is each author in age from one born in 1968?',
      'MATCH (a:author) RETURN a.author.name AS name, abs(a.author.born - 1968) AS years',
      [
        ['Mira Holt', 17],
        ['Jonas Pell', 0],
        ['Ada Quint', 12],
      ],
    ],
  ),
  page(
    'POW',
    'Powers',
    'pow(x, y) is x to the power of y; there is no operator for it. SQL writes power.',
    ['What is 2 to the power of 10?', 'RETURN pow(2, 10) AS number', [[1024]]],
    ['What is 9 to the power of one half?', 'RETURN pow(9, 0.5) AS number', [[3]]],
  ),
  page(
    'SQRT',
    'Roots',
    'sqrt(x) is the square root, cbrt(x) the cube root, hypot(x, y) the hypotenuse.',
    ['What is the square root of 144?', 'RETURN sqrt(144) AS number', [[12]]],
    [
      'What is the side of a square field of 25 square metres?',
      'RETURN sqrt(25.0) AS metres',
      [[5]],
    ],
  ),
  page(
    'LOG',
    'Logarithms',
    'log(x) is the natural logarithm, log2 and log10 those to the bases 2 and 10; exp(x) is the inverse of log. In PostgreSQL and SQLite, log is to the base 10.',
    ['How many doublings make 1024?', 'RETURN log2(1024) AS number', [[10]]],
    ['What is the logarithm of 1000 to the base 10?', 'RETURN log10(1000) AS number', [[3]]],
  ),
  page(
    'SIGN',
    'Above or below zero',
    'sign(x) is 1, 0 or -1.',
    ['What is the sign of -3?', 'RETURN sign(-3) AS number', [[-1]]],
    [
      'Was each author born before or after 1968?',
      'MATCH (a:author) RETURN a.author.name AS name, sign(a.author.born - 1968) AS side',
      [
        ['Mira Holt', -1],
        ['Jonas Pell', 0],
        ['Ada Quint', 1],
      ],
    ],
  ),
  page(
    'BIT_AND',
    'Bits of whole numbers',
    'bit_and(a, b), bit_or(a, b) and bit_xor(a, b) combine bits; MySQL and PostgreSQL write &, | and ^ or #.',
    ['Which bits have 12 and 10 in common?', 'RETURN bit_and(12, 10) AS bits', [[8]]],
    ['Is the lowest bit of 7 set?', 'RETURN bit_and(7, 1) == 1 AS answer', [[true]]],
  ),
];
