import type { TutorialPage } from '@momq/dialect';

/** Pages about finding nodes and relationships. */
export const matchingPages: readonly TutorialPage[] = [
  {
    keyword: 'MATCH',
    title: 'Find nodes by label',
    prose:
      'MATCH describes what to look for. A node stands in round brackets: a variable, a colon and the label. RETURN names the properties to show, as variable, dot, property.',
    examples: [
      { question: 'What are the names of all ships?', query: 'MATCH (s:Ship) RETURN s.name' },
      {
        question: 'Show the name and nationality of every captain.',
        query: 'MATCH (c:Captain) RETURN c.name, c.nationality',
      },
    ],
  },
  {
    keyword: 'RELATIONSHIP',
    title: 'Follow relationships',
    prose:
      'A relationship stands in square brackets between two nodes, its type behind a colon, and an arrow shows its direction. Patterns can go on from node to node, and an arrow may point either way.',
    examples: [
      {
        question: 'Which captain commands each ship?',
        query: 'MATCH (s:Ship)-[:CAPTAIN]->(c:Captain) RETURN s.name, c.name',
      },
      {
        question: 'What goods did the ship Kitsune bring?',
        query:
          "MATCH (g:Cargo)-[:VISIT]->(:Visit)-[:SHIP]->(s:Ship) WHERE s.name = 'Kitsune' RETURN g.goods",
      },
    ],
  },
  {
    keyword: 'WHERE',
    title: 'Keep what meets a condition',
    prose:
      'WHERE follows MATCH and keeps the rows for which its condition is true. Unequal is <>, and a property that a node lacks is null: it meets no comparison, only IS NULL.',
    examples: [
      {
        question: 'Which ships were built after 2005?',
        query: 'MATCH (s:Ship) WHERE s.built > 2005 RETURN s.name',
      },
      {
        question: 'Which visits have no fee recorded?',
        query: 'MATCH (v:Visit) WHERE v.fee IS NULL RETURN v.visit_id, v.arrived',
      },
    ],
  },
  {
    keyword: 'CONTAINS',
    title: 'Search in text',
    prose:
      'CONTAINS, STARTS WITH and ENDS WITH compare parts of text and tell upper from lower case; toLower on the property makes a search take no notice of case. =~ takes a regular expression.',
    examples: [
      {
        question: 'Which ships have "sea" in their name?',
        query: "MATCH (s:Ship) WHERE toLower(s.name) CONTAINS 'sea' RETURN s.name",
      },
      {
        question: 'Which berths have a name that ends in Dock?',
        query: "MATCH (b:Berth) WHERE b.name ENDS WITH 'Dock' RETURN b.name",
      },
    ],
  },
  {
    keyword: 'IN',
    title: 'Compare with a list',
    prose:
      'IN is true when a value is in a list. Lists stand in square brackets, and NOT goes in front of the whole comparison.',
    examples: [
      {
        question: 'Which ships are ferries or tankers?',
        query: "MATCH (s:Ship) WHERE s.kind IN ['ferry', 'tanker'] RETURN s.name",
      },
      {
        question: 'Which captains are neither Norwegian nor Irish?',
        query: "MATCH (c:Captain) WHERE NOT (c.nationality IN ['Norway', 'Ireland']) RETURN c.name",
      },
    ],
  },
  {
    keyword: 'OPTIONAL',
    title: 'Keep rows without a match',
    prose:
      'OPTIONAL MATCH looks for a pattern and keeps the row when there is none: its variables are then null, as on the right side of a left join.',
    examples: [
      {
        question: 'List every ship with its captain, if it has one.',
        query: 'MATCH (s:Ship) OPTIONAL MATCH (s)-[:CAPTAIN]->(c:Captain) RETURN s.name, c.name',
      },
      {
        question: 'How many visits did each ship make, also those that made none?',
        query:
          'MATCH (s:Ship) OPTIONAL MATCH (s)<-[:SHIP]-(v:Visit) RETURN s.name, count(v) AS visits',
      },
    ],
  },
  {
    keyword: 'EXISTS',
    title: 'Ask whether a pattern exists',
    prose:
      'EXISTS { … } is true when the pattern inside finds something; the variables outside can be used inside. NOT EXISTS finds what lacks the pattern.',
    examples: [
      {
        question: 'Which ships have never visited the harbour?',
        query: 'MATCH (s:Ship) WHERE NOT EXISTS { (s)<-[:SHIP]-(:Visit) } RETURN s.name',
      },
      {
        question: 'Which captains command a ship longer than 200 metres?',
        query:
          'MATCH (c:Captain) WHERE EXISTS { MATCH (c)<-[:CAPTAIN]-(s:Ship) WHERE s.length_m > 200 } RETURN c.name',
      },
    ],
  },
];
