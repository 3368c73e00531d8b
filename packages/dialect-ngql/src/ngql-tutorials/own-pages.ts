import { page, type AnsweredPage } from './tutorial-page.js';

/** Pages about functions and words that only nGQL has. */
export const ownPages: readonly AnsweredPage[] = [
  page(
    'BIT_OR',
    'Either bit',
    'bit_or(a, b) has the bits that a or b has, bit_and those that both have, bit_xor those that one of both has.',
    ['What is 6 or 3, bit by bit?', 'RETURN bit_or(6, 3) AS number', [[7]]],
    [
      'What are the numbers of the authors with the bit of 4 set?',
      'MATCH (a:author) RETURN a.author.name AS name, bit_or(a.author.author_id, 4) AS number',
      [
        ['Mira Holt', 5],
        ['Jonas Pell', 6],
        ['Ada Quint', 7],
      ],
    ],
  ),
  page(
    'BIT_XOR',
    'Different bits',
    'bit_xor(a, b) has the bits in which a and b differ.',
    ['In which bits do 6 and 3 differ?', 'RETURN bit_xor(6, 3) AS number', [[5]]],
    [
      'What are the pages of the books with more than 300 pages, the last bit turned?',
      'MATCH (b:book) WHERE b.book.pages > 300 RETURN b.book.title AS title, bit_xor(b.book.pages, 1) AS number',
      [
        ['Salt Roads', 321],
        ['Lanterns', 481],
      ],
    ],
  ),
  page(
    'CBRT',
    'Cube roots',
    'cbrt(x) is the number whose third power is x.',
    ['What is the cube root of 27?', 'RETURN cbrt(27) AS number', [[3]]],
    ['What is the cube root of 8000, rounded?', 'RETURN round(cbrt(8000)) AS number', [[20]]],
  ),
  page(
    'HYPOT',
    'The long side of a right triangle',
    'hypot(a, b) is the square root of a² + b².',
    ['How long is the diagonal of a rectangle of 3 by 4?', 'RETURN hypot(3, 4) AS number', [[5]]],
    ['How far is the point 5, 12 from the middle?', 'RETURN hypot(5, 12) AS number', [[13]]],
  ),
  page(
    'EXP2',
    'Powers of two',
    'exp2(x) is 2 to the power of x.',
    ['What is 2 to the power of 5?', 'RETURN exp2(5) AS number', [[32]]],
    [
      'What is 2 to the power of the number of each author?',
      'MATCH (a:author) RETURN a.author.name AS name, exp2(a.author.author_id) AS number',
      [
        ['Mira Holt', 2],
        ['Jonas Pell', 4],
        ['Ada Quint', 8],
      ],
    ],
  ),
  page(
    'E',
    "Euler's number",
    'e() is the base of the natural logarithm, 2.718….',
    ["What is Euler's number, to two digits?", 'RETURN round(e(), 2) AS number', [[2.72]]],
    [
      "Which books have more pages than a hundred times Euler's number?",
      'MATCH (b:book) WHERE b.book.pages > e() * 100 RETURN b.book.title AS title',
      [['Salt Roads'], ['Lanterns']],
    ],
  ),
  page(
    'HASH',
    'Numbers for values',
    'hash(x) is a number that is the same for the same value.',
    [
      'In which town lives the reader whose name hashes as Ben does?',
      'MATCH (r:reader) WHERE hash(r.reader.name) == hash("Ben") RETURN r.reader.town AS town',
      [['Ylva']],
    ],
    [
      'How many different hashes do the towns of the readers have?',
      'MATCH (r:reader) RETURN count(DISTINCT hash(r.reader.town)) AS towns',
      [[2]],
    ],
  ),
  page(
    'IS_EDGE',
    'Is it a link?',
    'is_edge(x) is true for an edge, and for nothing else.',
    [
      'How many links lead from loans to books?',
      'MATCH (l:loan)-[s]->(b:book) WHERE is_edge(s) RETURN count(s) AS links',
      [[4]],
    ],
    [
      'Which authors have a link from a book?',
      'MATCH (a:author)<-[s]-(b:book) WHERE is_edge(s) RETURN DISTINCT a.author.name AS name',
      [['Mira Holt'], ['Jonas Pell']],
    ],
  ),
  page(
    'RAND32',
    'Whole numbers by chance',
    'rand32(a, b) is a whole number from a to below b by chance, of 32 bits; rand64 one of 64.',
    ['Which whole number is from 1 to below 2?', 'RETURN rand32(1, 2) AS number', [[1]]],
    [
      'How many books have more pages than a number from 1 to below 10?',
      'MATCH (b:book) WHERE b.book.pages > rand32(1, 10) RETURN count(b) AS books',
      [[4]],
    ],
  ),
  page(
    'RAND64',
    'Large whole numbers by chance',
    'rand64(a, b) is a whole number from a to below b by chance.',
    ['Which whole number is from 7 to below 8?', 'RETURN rand64(7, 8) AS number', [[7]]],
    [
      'Which books have more pages than some number from 211 to below 300?',
      'MATCH (b:book) WHERE b.book.pages > rand64(211, 300) RETURN b.book.title AS title',
      [['Salt Roads'], ['Lanterns']],
    ],
  ),
  page(
    'REVERSEPATH',
    'Paths the other way round',
    'reversePath(p) is the path from its end to its beginning.',
    [
      'How many links has the way of each book to its author, walked backwards?',
      'MATCH p = (b:book)-[:AUTHOR]->(a:author) RETURN b.book.title AS title, length(reversePath(p)) AS links',
      [
        ['Salt Roads', 1],
        ['The Quiet Weir', 1],
        ['Lanterns', 1],
      ],
    ],
    [
      'How many nodes are on the way from loan 3 to its book, walked backwards?',
      'MATCH p = (l:loan)-[:BOOK]->(b:book) WHERE l.loan.loan_id == 3 RETURN size(nodes(reversePath(p))) AS nodes',
      [[2]],
    ],
  ),
  page(
    'STEP',
    'One step',
    'GO 1 STEP is GO; several are GO 2 STEPS.',
    [
      'Which author is one step from book 1?',
      'GO 1 STEP FROM "book:1" OVER AUTHOR YIELD dst(edge) AS author',
      [['author:1']],
    ],
    [
      'What is one step from loan 1?',
      'GO 1 STEP FROM "loan:1" OVER BOOK, READER YIELD dst(edge) AS place',
      [['book:1'], ['reader:1']],
    ],
  ),
  page(
    'BOTH',
    'Either direction',
    'GET SUBGRAPH … BOTH follows edges of a type in either direction, IN those that come, OUT those that go.',
    [
      'What is around book 4, one step either way?',
      'GET SUBGRAPH 1 STEPS FROM "book:4" BOTH AUTHOR YIELD VERTICES AS nodes',
      [[[{ id: 'book:4', tags: {} }]]],
    ],
    [
      'What lies around book 1, one step over authors either way?',
      'GET SUBGRAPH 1 STEPS FROM "book:1" BOTH AUTHOR YIELD VERTICES AS nodes',
      [[[{ id: 'book:1', tags: {} }]], [[{ id: 'author:1', tags: {} }]]],
    ],
  ),
];
