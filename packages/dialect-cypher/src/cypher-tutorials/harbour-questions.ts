import type { TutorialCorpus } from '@momq/dialect';

/** Questions about the sample database, one construct each, written before any model was asked them. */
export const harbourQuestions: NonNullable<TutorialCorpus['questions']> = [
  {
    question: 'How many ships were built after 2000?',
    query: 'MATCH (s:Ship) WHERE s.built > 2000 RETURN count(*)',
  },
  {
    question: 'What is the name and nationality of the captain with the most years at sea?',
    query: 'MATCH (c:Captain) RETURN c.name, c.nationality ORDER BY c.years_at_sea DESC LIMIT 1',
  },
  {
    question: 'What are the different names of the ships that called at the North Quay?',
    query:
      "MATCH (s:Ship)<-[:SHIP]-(:Visit)-[:BERTH]->(b:Berth) WHERE b.name = 'North Quay' RETURN DISTINCT s.name",
  },
  {
    question: 'What is the total weight in tonnes of each kind of goods?',
    query: 'MATCH (c:Cargo) RETURN c.goods, sum(c.tonnes)',
  },
  {
    question: 'List the names of ships that never called at any berth.',
    query: 'MATCH (s:Ship) WHERE NOT EXISTS { MATCH (s)<-[:SHIP]-(:Visit) } RETURN s.name',
  },
];
