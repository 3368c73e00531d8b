import type { TutorialPage } from '@momq/dialect';

/** Pages about words of clauses and conditions that SQL has not. */
export const clausePages: readonly TutorialPage[] = [
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
