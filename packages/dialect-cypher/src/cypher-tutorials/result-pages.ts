import type { TutorialPage } from '@momq/dialect';

/** Pages about shaping the result. */
export const resultPages: readonly TutorialPage[] = [
  {
    keyword: 'DISTINCT',
    title: 'Show each row once',
    prose:
      'RETURN DISTINCT leaves out rows that were there before. Inside an aggregate, DISTINCT counts or collects each value once.',
    examples: [
      {
        question: 'What kinds of ships are there?',
        query: 'MATCH (s:Ship) RETURN DISTINCT s.kind',
      },
      {
        question: 'How many different goods were brought?',
        query: 'MATCH (g:Cargo) RETURN count(DISTINCT g.goods)',
      },
    ],
  },
  {
    keyword: 'COUNT',
    title: 'Count and group',
    prose:
      'Aggregates are count, sum, avg, min, max and collect. There is no GROUP BY: whatever RETURN shows besides aggregates is what it groups by.',
    examples: [
      {
        question: 'How many ships are there of each kind?',
        query: 'MATCH (s:Ship) RETURN s.kind, count(*) AS ships',
      },
      {
        question: 'What is the total weight of cargo that each ship brought?',
        query:
          'MATCH (g:Cargo)-[:VISIT]->(:Visit)-[:SHIP]->(s:Ship) RETURN s.name, sum(g.tonnes) AS tonnes',
      },
    ],
  },
  {
    keyword: 'ORDER',
    title: 'Sort and cut the result',
    prose:
      'ORDER BY sorts, DESC turns the order round, SKIP leaves out the first rows and LIMIT ends after so many. Null sorts above every value, so a descending order begins with it unless WHERE removes it.',
    examples: [
      {
        question: 'What are the three longest ships?',
        query: 'MATCH (s:Ship) RETURN s.name, s.length_m ORDER BY s.length_m DESC LIMIT 3',
      },
      {
        question: 'Which visit had the highest fee?',
        query:
          'MATCH (v:Visit) WHERE v.fee IS NOT NULL RETURN v.visit_id, v.fee ORDER BY v.fee DESC LIMIT 1',
      },
    ],
  },
  {
    keyword: 'WITH',
    title: 'Go on from an intermediate result',
    prose:
      'WITH hands rows on to the next clause as RETURN would return them. It makes conditions on aggregates possible, and values that later clauses compare with.',
    examples: [
      {
        question: 'Which berths had more than two visits?',
        query:
          'MATCH (v:Visit)-[:BERTH]->(b:Berth) WITH b, count(*) AS visits WHERE visits > 2 RETURN b.name, visits',
      },
      {
        question: 'Which ships are longer than the average ship?',
        query:
          'MATCH (a:Ship) WITH avg(a.length_m) AS average MATCH (s:Ship) WHERE s.length_m > average RETURN s.name',
      },
    ],
  },
  {
    keyword: 'COLLECT',
    title: 'Gather values in lists and take them apart',
    prose:
      'collect gathers the values of a group in a list; size tells its length. UNWIND turns a list back into one row per item.',
    examples: [
      {
        question: 'Which ships does each captain command?',
        query: 'MATCH (s:Ship)-[:CAPTAIN]->(c:Captain) RETURN c.name, collect(s.name) AS ships',
      },
      {
        question:
          'Which of the ships Kitsune, Brave Heron and Moonraker are known, and when were they built?',
        query:
          "UNWIND ['Kitsune', 'Brave Heron', 'Moonraker'] AS wanted MATCH (s:Ship) WHERE s.name = wanted RETURN wanted, s.built",
      },
    ],
  },
  {
    keyword: 'UNION',
    title: 'Put results together',
    prose:
      'UNION joins the rows of two queries and drops repeated ones; UNION ALL keeps them. Both sides must name their columns alike, so AS is usually needed.',
    examples: [
      {
        question: 'List the names of all captains and all ships.',
        query: 'MATCH (c:Captain) RETURN c.name AS name UNION MATCH (s:Ship) RETURN s.name AS name',
      },
      {
        question: 'Which years saw a ship built or a visit made?',
        query:
          'MATCH (s:Ship) RETURN s.built AS year UNION MATCH (v:Visit) RETURN toInteger(substring(v.arrived, 0, 4)) AS year',
      },
    ],
  },
  {
    keyword: 'CASE',
    title: 'Choose between values',
    prose:
      'CASE tries its WHEN conditions in turn and gives the value of the first that is true, else that of ELSE, else null.',
    examples: [
      {
        question: 'How many ships are longer than 150 metres and how many are not?',
        query:
          "MATCH (s:Ship) RETURN CASE WHEN s.length_m > 150 THEN 'long' ELSE 'short' END AS size, count(*) AS ships",
      },
      {
        question: 'Show each captain as a veteran from twenty years at sea, else as a mate.',
        query:
          "MATCH (c:Captain) RETURN c.name, CASE WHEN c.years_at_sea >= 20 THEN 'veteran' ELSE 'mate' END AS rank",
      },
    ],
  },
];
