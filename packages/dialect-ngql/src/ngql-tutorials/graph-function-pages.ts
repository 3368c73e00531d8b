import { page, type AnsweredPage } from './tutorial-page.js';

/** Pages about what vertices and edges are made of. */
export const graphFunctionPages: readonly AnsweredPage[] = [
  page(
    'ID',
    'The id of a vertex',
    'id(v) is the vertex id, a text or a number as the space says. It is the fastest way to a vertex. In SQL it would be the primary key.',
    [
      'What are the vertex ids of the readers?',
      'MATCH (r:reader) RETURN id(r) AS id',
      [['reader:1'], ['reader:2'], ['reader:3']],
    ],
    [
      'What is the title of the book with the vertex id book:2?',
      'MATCH (b:book) WHERE id(b) == "book:2" RETURN b.book.title AS title',
      [['The Quiet Weir']],
    ],
  ),
  page(
    'TAGS',
    'The tags of a vertex',
    'tags(v) lists the tags of a vertex, which may have several or none; labels(v) is the same. Cypher has labels().',
    [
      'Which tags does the vertex book:1 have?',
      'MATCH (v) WHERE id(v) == "book:1" RETURN tags(v) AS vertex_tags',
      [[['book']]],
    ],
    [
      'Is the vertex author:1 an author?',
      'MATCH (v) WHERE id(v) == "author:1" RETURN "author" IN tags(v) AS answer',
      [[true]],
    ],
  ),
  page(
    'LABELS',
    'The tags of a vertex, as Cypher says it',
    'labels(v) is what tags(v) is.',
    [
      'Which label does the vertex reader:3 have?',
      'MATCH (v) WHERE id(v) == "reader:3" RETURN labels(v)[0] AS label',
      [['reader']],
    ],
    [
      'How many labels does loan:1 have?',
      'MATCH (v) WHERE id(v) == "loan:1" RETURN size(labels(v)) AS number',
      [[1]],
    ],
  ),
  page(
    'PROPERTIES',
    'Properties as a map',
    'properties(v) is a map of all properties of a vertex or an edge; properties(v).name takes one without naming the tag. Cypher has it too.',
    [
      'In which town does the reader reader:2 live, without naming the tag?',
      'MATCH (r:reader) WHERE id(r) == "reader:2" RETURN properties(r).town AS town',
      [['Marsh']],
    ],
    [
      'What does GO from loan:1 over BOOK find in the property pages?',
      'GO FROM "loan:1" OVER BOOK YIELD properties($$).pages AS pages',
      [[320]],
    ],
  ),
  page(
    'KEYS',
    'Names of properties',
    'keys(x) lists the names of the properties of a vertex or an edge, or of the keys of a map.',
    [
      'Which keys does the map of a and b have?',
      'RETURN size(keys({a: 1, b: 2})) AS number',
      [[2]],
    ],
    [
      'Do readers have a property town?',
      'MATCH (r:reader) WHERE id(r) == "reader:1" RETURN "town" IN keys(r) AS answer',
      [[true]],
    ],
  ),
  page(
    'TYPE',
    'The type of an edge',
    'type(e) is the edge type as text.',
    [
      'How many edges are there of each type that leave loans?',
      'MATCH (l:loan)-[e]->() RETURN type(e) AS edge_type, count(*) AS number',
      [
        ['BOOK', 4],
        ['READER', 4],
      ],
    ],
    [
      'Over which type does book:3 lead to its author?',
      'GO FROM "book:3" OVER * YIELD type(edge) AS edge_type',
      [['AUTHOR']],
    ],
  ),
  page(
    'SRC',
    'Where an edge begins',
    'src(e) is the vertex id at which the edge begins, whichever way it is walked. Cypher writes startNode(e).',
    [
      'Which books lead to the author author:1, by vertex id?',
      'GO FROM "author:1" OVER AUTHOR REVERSELY YIELD src(edge) AS book',
      [['book:1'], ['book:2']],
    ],
    [
      'Which loans are of the book book:1?',
      'MATCH (b:book)<-[e:BOOK]-() WHERE id(b) == "book:1" RETURN src(e) AS loan',
      [['loan:1'], ['loan:3']],
    ],
  ),
  page(
    'DST',
    'Where an edge ends',
    'dst(e) is the vertex id at which the edge ends. Cypher writes endNode(e).',
    [
      'Which book was borrowed in loan:4, by vertex id?',
      'GO FROM "loan:4" OVER BOOK YIELD dst(edge) AS book',
      [['book:2']],
    ],
    [
      'Which authors have the books more than one edge to?',
      'MATCH ()-[e:AUTHOR]->() WITH dst(e) AS author, count(*) AS books WHERE books > 1 RETURN author',
      [['author:1']],
    ],
  ),
  page(
    'RANK',
    'Which of several equal edges',
    'Between two vertices there may be several edges of one type; rank(e) tells them apart and is 0 unless one was given.',
    [
      'Which rank has the edge from book:1 to its author?',
      'GO FROM "book:1" OVER AUTHOR YIELD rank(edge) AS place',
      [[0]],
    ],
    [
      'How many edges of authors have rank 0?',
      'MATCH ()-[e:AUTHOR]->() WHERE rank(e) == 0 RETURN count(*) AS number',
      [[3]],
    ],
  ),
];
