import { page, type AnsweredPage } from './tutorial-page.js';

/** Pages about statements that begin at known vertices or an index. */
export const traversalPages: readonly AnsweredPage[] = [
  page(
    'GO',
    'Walk from known vertices',
    'GO starts at vertex ids and walks edges OVER their types. $^ is where a step begins, $$ where it ends; their properties are written with the tag, $$.book.title. YIELD names the columns. SQL and Cypher have no such statement: they join, or match a pattern.',
    [
      'Who wrote the book with the vertex id book:3?',
      'GO FROM "book:3" OVER AUTHOR YIELD $$.author.name AS name',
      [['Jonas Pell']],
    ],
    [
      'Which title and author has the book with the vertex id book:1?',
      'GO FROM "book:1" OVER AUTHOR YIELD $^.book.title AS title, $$.author.name AS name',
      [['Salt Roads', 'Mira Holt']],
    ],
    [
      'Which of the books of the loans loan:1 and loan:2 has more than 400 pages?',
      'GO FROM "loan:1", "loan:2" OVER BOOK WHERE $$.book.pages > 400 YIELD $$.book.title AS title',
      [['Lanterns']],
    ],
  ),
  page(
    'STEPS',
    'Walk several steps',
    'GO n STEPS gives what the n-th step reaches, GO m TO n STEPS what each step between reaches. Cypher writes -[*m..n]->, SQL a recursive query.',
    [
      'Who wrote the book of the loan loan:2?',
      'GO 2 STEPS FROM "loan:2" OVER * YIELD $$.author.name AS name',
      [['Jonas Pell']],
    ],
    [
      'Which vertices can be reached from loan:2 in one or two steps?',
      'GO 1 TO 2 STEPS FROM "loan:2" OVER * YIELD id($$) AS id',
      [['book:3'], ['reader:1'], ['author:2']],
    ],
  ),
  page(
    'OVER',
    'Choose the edge types',
    'OVER names the edge types that GO and FIND PATH walk, with commas between, or * for all.',
    [
      'What does the loan loan:1 lead to?',
      'GO FROM "loan:1" OVER * YIELD type(edge) AS edge_type, id($$) AS id',
      [
        ['BOOK', 'book:1'],
        ['READER', 'reader:1'],
      ],
    ],
    [
      'Which vertices do the book and author edges of loan:1 and book:1 lead to?',
      'GO FROM "loan:1", "book:1" OVER BOOK, AUTHOR YIELD id($$) AS id',
      [['book:1'], ['author:1']],
    ],
  ),
  page(
    'REVERSELY',
    'Walk against the arrow',
    'REVERSELY behind OVER walks edges from their end to their start. src(edge) and dst(edge) are still those of the edge as it was made. Cypher turns the arrow: <-[:AUTHOR]-.',
    [
      'Which books did the author with the vertex id author:1 write?',
      'GO FROM "author:1" OVER AUTHOR REVERSELY YIELD $$.book.title AS title',
      [['Salt Roads'], ['The Quiet Weir']],
    ],
    [
      'Which loans does the reader with the vertex id reader:2 have?',
      'GO FROM "reader:2" OVER READER REVERSELY YIELD src(edge) AS loan',
      [['loan:3'], ['loan:4']],
    ],
  ),
  page(
    'BIDIRECT',
    'Walk both ways',
    'BIDIRECT walks edges in both directions. Cypher leaves out the arrow: -[:AUTHOR]-.',
    [
      'What is directly connected with the book book:1?',
      'GO FROM "book:1" OVER * BIDIRECT YIELD id($$) AS id',
      [['author:1'], ['loan:1'], ['loan:3']],
    ],
    [
      'How many edges has the book book:2?',
      'GO FROM "book:2" OVER * BIDIRECT YIELD edge AS e | YIELD count(*) AS edges_found',
      [[2]],
    ],
  ),
  page(
    'FROM',
    'Start from ids, a column or a variable',
    'FROM takes vertex ids, a column of the rows before a pipe ($-.id), or of a variable ($name.id). A variable holds the rows of a statement: $name = …; the next statement reads them. SQL has common table expressions for this.',
    [
      'Which books were borrowed by the reader reader:1?',
      'GO FROM "reader:1" OVER READER REVERSELY YIELD src(edge) AS loan | GO FROM $-.loan OVER BOOK YIELD $$.book.title AS title',
      [['Salt Roads'], ['Lanterns']],
    ],
    [
      'Who wrote the books of more than 300 pages?',
      '$long = LOOKUP ON book WHERE book.pages > 300 YIELD id(vertex) AS id; GO FROM $long.id OVER AUTHOR YIELD $$.author.name AS name',
      [['Mira Holt'], ['Jonas Pell']],
    ],
  ),
  page(
    'LOOKUP',
    'Look up by property',
    'LOOKUP ON a tag or an edge type finds vertices or edges by an index of the server; the embedded engine needs none. Its condition compares properties, written tag.property, with constants. Its columns come from YIELD.',
    [
      'Which books have more than 300 pages?',
      'LOOKUP ON book WHERE book.pages > 300 YIELD book.title AS title',
      [['Salt Roads'], ['Lanterns']],
    ],
    [
      'What are the vertex ids of the readers who live in Ylva?',
      'LOOKUP ON reader WHERE reader.town == "Ylva" YIELD id(vertex) AS id',
      [['reader:1'], ['reader:3']],
    ],
    [
      'Which book belongs to which author, by vertex ids?',
      'LOOKUP ON AUTHOR YIELD src(edge) AS book, dst(edge) AS author',
      [
        ['book:1', 'author:1'],
        ['book:2', 'author:1'],
        ['book:3', 'author:2'],
      ],
    ],
  ),
  page(
    'FETCH',
    'Fetch properties by id',
    'FETCH PROP ON a tag reads the properties of vertices whose ids are known; ON an edge type, those of edges between two ids. SQL selects by primary key.',
    [
      'When was the author with the vertex id author:2 born?',
      'FETCH PROP ON author "author:2" YIELD author.born AS born',
      [[1968]],
    ],
    [
      'What are the titles of the books book:1 and book:4?',
      'FETCH PROP ON book "book:1", "book:4" YIELD book.title AS title',
      [['Salt Roads'], ['Small Atlas']],
    ],
    [
      'Of which type is the edge from book:3 to author:2?',
      'FETCH PROP ON AUTHOR "book:3" -> "author:2" YIELD type(edge) AS edge_type',
      [['AUTHOR']],
    ],
  ),
  page(
    'VERTEX',
    'The vertex itself',
    'In LOOKUP and FETCH, VERTEX is the vertex that was found: id(VERTEX), properties(VERTEX).name. GO has $^ and $$ in its place.',
    [
      'Which properties does the reader reader:2 have: name and town?',
      'FETCH PROP ON reader "reader:2" YIELD properties(VERTEX).name AS name, properties(VERTEX).town AS town',
      [['Cleo', 'Marsh']],
    ],
    [
      'Which vertex ids do authors born after 1960 have?',
      'LOOKUP ON author WHERE author.born > 1960 YIELD id(VERTEX) AS id',
      [['author:2'], ['author:3']],
    ],
  ),
  page(
    'EDGE',
    'The edge itself',
    'In GO, LOOKUP and FETCH, EDGE is the edge: type(EDGE), src(EDGE), dst(EDGE), rank(EDGE), properties(EDGE). MATCH gives an edge a name in its brackets.',
    [
      'From where to where does the edge lead that GO takes from loan:4 to its book?',
      'GO FROM "loan:4" OVER BOOK YIELD src(EDGE) AS source, dst(EDGE) AS target',
      [['loan:4', 'book:2']],
    ],
    [
      'Of which types are the edges of loan:3?',
      'GO FROM "loan:3" OVER * YIELD type(EDGE) AS edge_type',
      [['BOOK'], ['READER']],
    ],
  ),
  page(
    'SAMPLE',
    'Some rows by chance',
    'SAMPLE n keeps at most n rows, chosen by chance on a server; the embedded engine takes the first. In GO, SAMPLE [n, m] says how many edges each step takes. SQL writes TABLESAMPLE, or sorts by a random number.',
    [
      'How many rows does a sample of two books have?',
      'LOOKUP ON book YIELD book.title AS title | SAMPLE 2 | YIELD count(*) AS books',
      [[2]],
    ],
    [
      'How many rows has a sample of ten of the three readers?',
      'LOOKUP ON reader YIELD reader.name AS name | SAMPLE 10 | YIELD count(*) AS readers',
      [[3]],
    ],
  ),
];
