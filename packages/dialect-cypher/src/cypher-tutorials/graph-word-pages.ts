import type { TutorialPage } from '@momq/dialect';

/** Pages about words of clauses, paths and lists that SQL has not. */
export const graphWordPages: readonly TutorialPage[] = [
  {
    keyword: 'SKIP',
    title: 'Leave out the first rows',
    prose: 'SKIP n leaves out the first n rows of the order, LIMIT ends after so many.',
    examples: [
      {
        question: 'Which two ships come third and fourth by year of building?',
        query: 'MATCH (s:Ship) RETURN s.name ORDER BY s.built SKIP 2 LIMIT 2',
      },
      {
        question: 'List the captains by years at sea, but for the one with the most.',
        query: 'MATCH (c:Captain) RETURN c.name ORDER BY c.years_at_sea DESC SKIP 1',
      },
    ],
  },
  {
    keyword: 'STARTS',
    title: 'Beginning and end of a text',
    prose: 'STARTS WITH and ENDS WITH compare with regard to case, as CONTAINS does.',
    examples: [
      {
        question: 'Which ships have a name that starts with S?',
        query: "MATCH (s:Ship) WHERE s.name STARTS WITH 'S' RETURN s.name",
      },
      {
        question: 'Which berths have a name that starts with North or ends with Ramp?',
        query:
          "MATCH (b:Berth) WHERE b.name STARTS WITH 'North' OR b.name ENDS WITH 'Ramp' RETURN b.name",
      },
    ],
  },
  {
    keyword: 'XOR',
    title: 'The one or the other, not both',
    prose: 'a XOR b is true when exactly one of both is.',
    examples: [
      {
        question:
          'Which ships are either longer than 190 metres or built before 2005, but not both?',
        query: 'MATCH (s:Ship) WHERE s.length_m > 190 XOR s.built < 2005 RETURN s.name',
      },
      {
        question: 'Which visits had either a fee above 1000 or were in 2024, but not both?',
        query: "MATCH (v:Visit) WHERE v.fee > 1000 XOR v.arrived >= '2024-01-01' RETURN v.visit_id",
      },
    ],
  },
  {
    keyword: 'NONE',
    title: 'Conditions on the items of a list',
    prose:
      'none, any, single and all say for how many items of a list a condition holds: for no one, for one or more, for exactly one, for each.',
    examples: [
      {
        question: 'Which captains command no ferry?',
        query:
          "MATCH (c:Captain) WHERE none(kind IN [(c)<-[:CAPTAIN]-(s:Ship) | s.kind] WHERE kind = 'ferry') RETURN c.name",
      },
      {
        question: 'Which captains command no ship built before 2000?',
        query:
          'MATCH (c:Captain) WHERE none(year IN [(c)<-[:CAPTAIN]-(s:Ship) | s.built] WHERE year < 2000) RETURN c.name',
      },
    ],
  },
  {
    keyword: 'ANY',
    title: 'One item or more',
    prose:
      'any(x IN list WHERE condition) is true when the condition holds for some item of the list.',
    examples: [
      {
        question: 'Which captains command some ship built before 2000?',
        query:
          'MATCH (c:Captain) WHERE any(year IN [(c)<-[:CAPTAIN]-(s:Ship) | s.built] WHERE year < 2000) RETURN c.name',
      },
      {
        question: 'Which ships ever brought more than 5000 tonnes of something?',
        query:
          'MATCH (s:Ship) WHERE any(t IN [(s)<-[:SHIP]-(:Visit)<-[:VISIT]-(g:Cargo) | g.tonnes] WHERE t > 5000) RETURN s.name',
      },
    ],
  },
  {
    keyword: 'SINGLE',
    title: 'Exactly one item',
    prose:
      'single(x IN list WHERE condition) is true when the condition holds for one item and no more.',
    examples: [
      {
        question: 'Which captains command exactly one ship built after 2010?',
        query:
          'MATCH (c:Captain) WHERE single(year IN [(c)<-[:CAPTAIN]-(s:Ship) | s.built] WHERE year > 2010) RETURN c.name',
      },
      {
        question: 'Which ships came exactly once in 2023?',
        query:
          "MATCH (s:Ship) WHERE single(day IN [(s)<-[:SHIP]-(v:Visit) | v.arrived] WHERE day < '2024-01-01') RETURN s.name",
      },
    ],
  },
  {
    keyword: 'REDUCE',
    title: 'One value from a list',
    prose:
      'reduce(x = start, item IN list | expression) goes through a list and hands x from item to item.',
    examples: [
      {
        question: 'How many tonnes did each visit bring in all, added up item by item?',
        query:
          'MATCH (g:Cargo)-[:VISIT]->(v:Visit) WITH v, collect(g.tonnes) AS loads RETURN v.visit_id, reduce(total = 0.0, load IN loads | total + load) AS tonnes',
      },
      {
        question: 'What is the sum of the years at sea of all captains, added up one by one?',
        query:
          'MATCH (c:Captain) WITH collect(c.years_at_sea) AS years RETURN reduce(total = 0, year IN years | total + year) AS years',
      },
    ],
  },
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
  {
    keyword: 'KEYS',
    title: 'What a node says',
    prose: 'keys lists the properties that a node has, properties gives them as a map.',
    examples: [
      {
        question: 'How many properties does the ship Kitsune have?',
        query: "MATCH (s:Ship {name: 'Kitsune'}) RETURN size(keys(s)) AS properties",
      },
      {
        question: 'Which ships have no captain_id among their properties?',
        query: "MATCH (s:Ship) WHERE NOT 'captain_id' IN keys(s) RETURN s.name",
      },
    ],
  },
  {
    keyword: 'PROPERTIES',
    title: 'Properties as a map',
    prose: 'properties(x) is the map of all properties of a node or relationship.',
    examples: [
      {
        question: 'What kind does the map of the ship Kitsune say?',
        query: "MATCH (s:Ship {name: 'Kitsune'}) RETURN properties(s).kind AS kind",
      },
      {
        question: 'How deep is the Oil Jetty, by its map of properties?',
        query: "MATCH (b:Berth {name: 'Oil Jetty'}) RETURN properties(b).depth_m AS depth",
      },
    ],
  },
  {
    keyword: 'ID',
    title: 'Identities',
    prose:
      'id is the number that a graph gives to a node, elementId the text. Neither means anything outside.',
    examples: [
      {
        question: 'How many different ids do the ships have?',
        query: 'MATCH (s:Ship) RETURN count(DISTINCT id(s)) AS ids',
      },
      {
        question: 'How many pairs of captains with different ids are there?',
        query: 'MATCH (a:Captain), (b:Captain) WHERE id(a) < id(b) RETURN count(*) AS pairs',
      },
    ],
  },
  {
    keyword: 'ELEMENTID',
    title: 'Identities as text',
    prose: 'elementId(x) is the identity of a node or relationship as text.',
    examples: [
      {
        question: 'How many different element ids do the berths have?',
        query: 'MATCH (b:Berth) RETURN count(DISTINCT elementId(b)) AS ids',
      },
      {
        question: 'Which captains are not the same element as Lena Vogt?',
        query:
          "MATCH (a:Captain), (b:Captain {name: 'Lena Vogt'}) WHERE elementId(a) <> elementId(b) RETURN a.name",
      },
    ],
  },
  {
    keyword: 'HEAD',
    title: 'First, last and the rest of a list',
    prose: 'head is the first item of a list, last the last one, tail all but the first.',
    examples: [
      {
        question: 'Which ship was built first?',
        query: 'MATCH (s:Ship) WITH s ORDER BY s.built RETURN head(collect(s.name)) AS ship',
      },
      {
        question: 'What is the first name of each captain?',
        query: "MATCH (c:Captain) RETURN head(split(c.name, ' ')) AS first",
      },
    ],
  },
  {
    keyword: 'LAST',
    title: 'The last item',
    prose: 'last(list) is the last item of a list.',
    examples: [
      {
        question: 'What is the last name of each captain?',
        query: "MATCH (c:Captain) RETURN last(split(c.name, ' ')) AS name",
      },
      {
        question: 'Which ship was built last?',
        query: 'MATCH (s:Ship) WITH s ORDER BY s.built RETURN last(collect(s.name)) AS ship',
      },
    ],
  },
  {
    keyword: 'TAIL',
    title: 'All but the first',
    prose: 'tail(list) leaves out the first item.',
    examples: [
      {
        question: 'How many ships are there besides the oldest?',
        query: 'MATCH (s:Ship) WITH s ORDER BY s.built RETURN size(tail(collect(s.name))) AS ships',
      },
      {
        question: 'What follows the first word in the name of each berth?',
        query: "MATCH (b:Berth) RETURN tail(split(b.name, ' ')) AS words",
      },
    ],
  },
  {
    keyword: 'RANGE',
    title: 'Numbers in a row',
    prose: 'range(a, b) is the list of whole numbers from a to b; UNWIND makes rows of it.',
    examples: [
      {
        question: 'How many visits were there in each of the years 2023 and 2024?',
        query:
          'UNWIND range(2023, 2024) AS year MATCH (v:Visit) WHERE toInteger(substring(v.arrived, 0, 4)) = year RETURN year, count(v) AS visits',
      },
      {
        question: 'What are the squares of 1 to 4?',
        query: 'UNWIND range(1, 4) AS n RETURN n, n * n AS square',
      },
    ],
  },
  {
    keyword: 'ISEMPTY',
    title: 'Nothing in it',
    prose: 'isEmpty is true for a text, list or map without anything in it.',
    examples: [
      {
        question: 'Which ships have no visits?',
        query: 'MATCH (s:Ship) WHERE isEmpty([(s)<-[:SHIP]-(v:Visit) | v]) RETURN s.name',
      },
      {
        question: 'How many captains have a name that is not empty?',
        query: 'MATCH (c:Captain) WHERE NOT isEmpty(c.name) RETURN count(*) AS captains',
      },
    ],
  },
  {
    keyword: 'CALL',
    title: 'Subqueries',
    prose:
      'CALL { … } runs a subquery for every row, with what its WITH takes over; CALL of a procedure YIELDs its columns.',
    examples: [
      {
        question: 'How many visits did every ship make, counted ship by ship?',
        query:
          'MATCH (s:Ship) CALL { WITH s MATCH (v:Visit)-[:SHIP]->(s) RETURN count(v) AS visits } RETURN s.name, visits',
      },
      {
        question: 'How many ships does every captain command, counted captain by captain?',
        query:
          'MATCH (c:Captain) CALL { WITH c MATCH (s:Ship)-[:CAPTAIN]->(c) RETURN count(s) AS ships } RETURN c.name, ships',
      },
    ],
  },
  {
    keyword: 'YIELD',
    title: 'Columns of a procedure',
    prose: 'YIELD names the columns of a procedure that the query goes on with.',
    examples: [
      {
        question: 'Which kinds of nodes are there?',
        query: 'CALL db.labels() YIELD label RETURN label',
      },
      {
        question: 'How many kinds of nodes are there?',
        query: 'CALL db.labels() YIELD label RETURN count(label) AS kinds',
      },
    ],
  },
];
