import { page, type AnsweredPage } from './tutorial-page.js';

/** Pages about paths and neighbourhoods. */
export const pathPages: readonly AnsweredPage[] = [
  page(
    'FIND',
    'All paths between two vertices',
    'FIND ALL PATH FROM one vertex TO another OVER edge types gives every path of at most UPTO n STEPS (5 where none is given). YIELD path AS name is its one column. Cypher matches a pattern of variable length, SQL needs a recursive query.',
    [
      'In how many ways of at most three edges are reader:2 and author:1 connected?',
      'FIND ALL PATH FROM "reader:2" TO "author:1" OVER * BIDIRECT UPTO 3 STEPS YIELD path AS p | YIELD count(*) AS paths',
      [[2]],
    ],
    [
      'Through how many edges does each path from loan:1 to author:1 lead?',
      'FIND ALL PATH FROM "loan:1" TO "author:1" OVER * YIELD path AS p | YIELD length($-.p) AS distance',
      [[2]],
    ],
  ),
  page(
    'SHORTEST',
    'The shortest paths',
    'FIND SHORTEST PATH gives the paths with the fewest edges, all of them where several are as short. BIDIRECT walks against the arrows too.',
    [
      'How many edges lie between reader:1 and author:2?',
      'FIND SHORTEST PATH FROM "reader:1" TO "author:2" OVER * BIDIRECT YIELD path AS p | YIELD length($-.p) AS distance',
      [[3]],
    ],
    [
      'Which vertices lie on the shortest path from loan:2 to author:2?',
      'FIND SHORTEST PATH FROM "loan:2" TO "author:2" OVER * YIELD path AS p | YIELD [n IN nodes($-.p) | id(n)] AS ids',
      [[['loan:2', 'book:3', 'author:2']]],
    ],
  ),
  page(
    'NOLOOP',
    'Paths without a vertex twice',
    'FIND NOLOOP PATH gives the paths that come to no vertex twice; FIND ALL PATH may.',
    [
      'In how many ways of at most four edges are the readers reader:1 and reader:2 connected?',
      'FIND NOLOOP PATH FROM "reader:1" TO "reader:2" OVER * BIDIRECT UPTO 4 STEPS YIELD path AS p | YIELD count(*) AS paths',
      [[1]],
    ],
    [
      'Which vertices lie between reader:1 and reader:2?',
      'FIND NOLOOP PATH FROM "reader:1" TO "reader:2" OVER * BIDIRECT UPTO 4 STEPS YIELD path AS p | YIELD [n IN nodes($-.p) | id(n)] AS ids',
      [[['reader:1', 'loan:1', 'book:1', 'loan:3', 'reader:2']]],
    ],
  ),
  page(
    'SUBGRAPH',
    'The neighbourhood of a vertex',
    'GET SUBGRAPH n STEPS FROM ids gives, a row a step, the vertices that the step reaches and the edges that leave them. IN, OUT and BOTH before edge types choose directions; WITH PROP adds properties.',
    [
      'How many vertices and edges surround author:1 within one step against the edge AUTHOR?',
      'GET SUBGRAPH 1 STEPS FROM "author:1" IN AUTHOR YIELD VERTICES AS vs, EDGES AS es | YIELD size($-.vs) AS vertices_found, size($-.es) AS edges_found',
      [
        [1, 2],
        [2, 0],
      ],
    ],
    [
      'How many vertices does each step from loan:2 reach along the edges?',
      'GET SUBGRAPH 2 STEPS FROM "loan:2" OUT BOOK, AUTHOR YIELD VERTICES AS vs | YIELD size($-.vs) AS vertices_found',
      [[1], [1], [1]],
    ],
  ),
  page(
    'SHORTESTPATH',
    'One shortest path in a pattern',
    'shortestPath() around a pattern of MATCH finds one path with the fewest edges between two vertices, as in Cypher. The number of edges is bounded with *..n.',
    [
      'How far is the reader Ben from the author Jonas Pell?',
      'MATCH p = shortestPath((r:reader)-[*..5]-(a:author)) WHERE id(r) == "reader:1" AND id(a) == "author:2" RETURN length(p) AS distance',
      [[3]],
    ],
    [
      'Which vertices does the shortest way from loan:4 to author:1 pass?',
      'MATCH p = shortestPath((l:loan)-[*..3]->(a:author)) WHERE id(l) == "loan:4" AND id(a) == "author:1" RETURN [n IN nodes(p) | id(n)] AS ids',
      [[['loan:4', 'book:2', 'author:1']]],
    ],
  ),
  page(
    'ALLSHORTESTPATHS',
    'All shortest paths in a pattern',
    'allShortestPaths() finds every path with the fewest edges.',
    [
      'How many shortest ways lead from Cleo to Mira Holt?',
      'MATCH p = allShortestPaths((r:reader)-[*..5]-(a:author)) WHERE id(r) == "reader:2" AND id(a) == "author:1" RETURN count(p) AS paths',
      [[2]],
    ],
    [
      'How long are the shortest ways from Cleo to Mira Holt?',
      'MATCH p = allShortestPaths((r:reader)-[*..5]-(a:author)) WHERE id(r) == "reader:2" AND id(a) == "author:1" RETURN DISTINCT length(p) AS distance',
      [[3]],
    ],
  ),
  page(
    'LENGTH',
    'Edges of a path, letters of a text',
    'length(path) is the number of edges; length(text) the number of bytes as UTF-8. SQL knows length of text only.',
    [
      'How many edges has the path from each loan to an author?',
      'MATCH p = (l:loan)-[:BOOK]->(:book)-[:AUTHOR]->(:author) WHERE l.loan.loan_id == 1 RETURN length(p) AS distance',
      [[2]],
    ],
    [
      'How long is the name of each reader?',
      'MATCH (r:reader) RETURN r.reader.name AS name, length(r.reader.name) AS letters',
      [
        ['Ben', 3],
        ['Cleo', 4],
        ['Dora', 4],
      ],
    ],
  ),
  page(
    'NODES',
    'Vertices of a path',
    'nodes(path) lists the vertices of a path in order; a list comprehension takes a property of each. Cypher has the same function.',
    [
      'Which vertices does the path from loan:1 over its book pass?',
      'MATCH p = (l:loan)-[:BOOK]->(:book)-[:AUTHOR]->(:author) WHERE id(l) == "loan:1" RETURN [n IN nodes(p) | id(n)] AS ids',
      [[['loan:1', 'book:1', 'author:1']]],
    ],
    [
      'How many vertices does a path of two edges have?',
      'MATCH p = (l:loan)-[:BOOK]->(:book)-[:AUTHOR]->(:author) WHERE id(l) == "loan:1" RETURN size(nodes(p)) AS vertices_found',
      [[3]],
    ],
  ),
  page(
    'RELATIONSHIPS',
    'Edges of a path',
    'relationships(path) lists the edges of a path in order.',
    [
      'Which edge types lie between loan:2 and its author?',
      'MATCH p = (l:loan)-[:BOOK]->(:book)-[:AUTHOR]->(:author) WHERE id(l) == "loan:2" RETURN [e IN relationships(p) | type(e)] AS edge_types',
      [[['BOOK', 'AUTHOR']]],
    ],
    [
      'How many edges does each path from a loan to a reader have?',
      'MATCH p = (l:loan)-[:READER]->(:reader) WHERE id(l) == "loan:3" RETURN size(relationships(p)) AS edges_found',
      [[1]],
    ],
  ),
  page(
    'STARTNODE',
    'Both ends of a path',
    'startNode(path) and endNode(path) are its first and last vertex.',
    [
      'Where does the path from loan:3 to a reader begin and end?',
      'MATCH p = (l:loan)-[:READER]->(:reader) WHERE id(l) == "loan:3" RETURN id(startNode(p)) AS source, id(endNode(p)) AS target',
      [['loan:3', 'reader:2']],
    ],
    [
      'At which author does each path from a book of 480 pages end?',
      'MATCH p = (b:book)-[:AUTHOR]->(:author) WHERE b.book.pages == 480 RETURN id(startNode(p)) AS book, endNode(p).author.name AS name',
      [['book:3', 'Jonas Pell']],
    ],
  ),
];
