import type { TutorialPage } from '@momq/dialect';

/** Pages about the properties and identities of nodes and relationships. */
export const propertyPages: readonly TutorialPage[] = [
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
];
