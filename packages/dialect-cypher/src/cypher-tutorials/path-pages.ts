import type { TutorialPage } from '@momq/dialect';

/** Pages about paths and the nodes and relationships on them. */
export const pathPages: readonly TutorialPage[] = [
  {
    keyword: 'SHORTESTPATH',
    title: 'The shortest way',
    prose:
      'shortestPath finds one shortest path of a pattern between two nodes, allShortestPaths all that are as short.',
    examples: [
      {
        question: 'How many steps is Ingrid Solberg away from the North Quay?',
        query:
          "MATCH p = shortestPath((a:Captain {name: 'Ingrid Solberg'})-[*..6]-(b:Berth {name: 'North Quay'})) RETURN length(p)",
      },
      {
        question: 'How many steps lie between the cargo cod and the captain Aoife Brennan?',
        query:
          "MATCH p = shortestPath((g:Cargo {goods: 'cod'})-[*..6]-(c:Captain {name: 'Aoife Brennan'})) RETURN length(p)",
      },
    ],
  },
  {
    keyword: 'ALLSHORTESTPATHS',
    title: 'All shortest ways',
    prose: 'allShortestPaths finds every path that is as short as the shortest one.',
    examples: [
      {
        question: 'How many shortest ways lead from Ingrid Solberg to the North Quay?',
        query:
          "MATCH p = allShortestPaths((a:Captain {name: 'Ingrid Solberg'})-[*..6]-(b:Berth {name: 'North Quay'})) RETURN count(p)",
      },
      {
        question: 'How many shortest ways lead from Aoife Brennan to the Ferry Ramp?',
        query:
          "MATCH p = allShortestPaths((a:Captain {name: 'Aoife Brennan'})-[*..6]-(b:Berth {name: 'Ferry Ramp'})) RETURN count(p)",
      },
    ],
  },
  {
    keyword: 'NODES',
    title: 'What a path is made of',
    prose:
      'nodes and relationships of a path are lists; labels tells the labels of a node, type the type of a relationship.',
    examples: [
      {
        question: 'Through which kinds of nodes does the way from the cod to its ship lead?',
        query:
          "MATCH p = (:Cargo {goods: 'cod'})-[:VISIT]->()-[:SHIP]->(:Ship) RETURN [n IN nodes(p) | labels(n)[0]] AS kinds",
      },
      {
        question: 'How many nodes are on the way from the cod to its captain?',
        query: "MATCH p = (:Cargo {goods: 'cod'})-[*3]->(:Captain) RETURN size(nodes(p)) AS nodes",
      },
    ],
  },
  {
    keyword: 'RELATIONSHIPS',
    title: 'The links of a path',
    prose: 'relationships(path) is the list of its relationships, in their order.',
    examples: [
      {
        question: 'Over which types of links does the way from the cod to its ship lead?',
        query:
          "MATCH p = (:Cargo {goods: 'cod'})-[:VISIT]->()-[:SHIP]->(:Ship) RETURN [r IN relationships(p) | type(r)] AS steps",
      },
      {
        question: 'Over how many links is the paper connected with a captain?',
        query:
          "MATCH p = (:Cargo {goods: 'paper'})-[*3]->(:Captain) RETURN size(relationships(p)) AS links",
      },
    ],
  },
  {
    keyword: 'STARTNODE',
    title: 'The ends of a link',
    prose: 'startNode and endNode are the nodes that a relationship leads from and to.',
    examples: [
      {
        question: 'Which visits does each link of the timber lead to?',
        query:
          "MATCH (:Cargo {goods: 'timber'})-[r]->() RETURN startNode(r).goods AS goods, endNode(r).visit_id AS visit",
      },
      {
        question: 'Which captain does the link of the ship Kitsune lead to?',
        query:
          "MATCH (:Ship {name: 'Kitsune'})-[r:CAPTAIN]->() RETURN startNode(r).name AS ship, endNode(r).name AS captain",
      },
    ],
  },
];
