import type { DemoQuestion } from './demo-question.js';

/** The questions of `momq demo`: one construct each, written before any model was asked them. */
export const demoQuestions: readonly DemoQuestion[] = [
  {
    dialect: 'sqlite',
    question: 'How many games are in the strategy category?',
    goldQuery: "SELECT count(*) FROM game WHERE category = 'strategy'",
  },
  {
    dialect: 'sqlite',
    question: 'Which city do most guests come from?',
    goldQuery: 'SELECT city FROM guest GROUP BY city ORDER BY count(*) DESC LIMIT 1',
  },
  {
    dialect: 'sqlite',
    question: 'Show the title of each game and its average rating.',
    goldQuery:
      'SELECT game.title, avg(round.rating) FROM game JOIN round ON round.game_id = game.id GROUP BY game.id, game.title',
  },
  {
    dialect: 'sqlite',
    question: 'Which games cost more than the average price?',
    goldQuery: 'SELECT title FROM game WHERE price > (SELECT avg(price) FROM game)',
  },
  {
    dialect: 'sqlite',
    question: 'List the names of guests who have never come for a visit.',
    goldQuery: 'SELECT name FROM guest WHERE id NOT IN (SELECT guest_id FROM visit)',
  },
  {
    dialect: 'postgres',
    question: 'What is the name of the telescope that was installed most recently?',
    goldQuery: 'SELECT name FROM telescope ORDER BY installed_on DESC LIMIT 1',
  },
  {
    dialect: 'postgres',
    question: 'List the titles of papers with more than 20 citations, newest first.',
    goldQuery: 'SELECT title FROM paper WHERE citations > 20 ORDER BY published_on DESC',
  },
  {
    dialect: 'postgres',
    question: 'What is the longest exposure of any observation made with the Kestrel telescope?',
    goldQuery:
      "SELECT max(observation.exposure_seconds) FROM observation JOIN telescope ON telescope.id = observation.telescope_id WHERE telescope.name = 'Kestrel'",
  },
  {
    dialect: 'postgres',
    question: 'Which constellations contain both a star and a nebula?',
    goldQuery:
      "SELECT constellation FROM target WHERE kind = 'star' INTERSECT SELECT constellation FROM target WHERE kind = 'nebula'",
  },
  {
    dialect: 'postgres',
    question: 'Which astronomers have Ilse Tamm as their mentor?',
    goldQuery:
      "SELECT pupil.name FROM astronomer AS pupil JOIN astronomer AS mentor ON mentor.id = pupil.mentor_id WHERE mentor.name = 'Ilse Tamm'",
  },
  {
    dialect: 'cypher',
    question: 'How many ships were built after 2000?',
    goldQuery: 'MATCH (s:Ship) WHERE s.built > 2000 RETURN count(*)',
  },
  {
    dialect: 'cypher',
    question: 'What is the name and nationality of the captain with the most years at sea?',
    goldQuery:
      'MATCH (c:Captain) RETURN c.name, c.nationality ORDER BY c.years_at_sea DESC LIMIT 1',
  },
  {
    dialect: 'cypher',
    question: 'What are the different names of the ships that called at the North Quay?',
    goldQuery:
      "MATCH (s:Ship)<-[:SHIP]-(:Visit)-[:BERTH]->(b:Berth) WHERE b.name = 'North Quay' RETURN DISTINCT s.name",
  },
  {
    dialect: 'cypher',
    question: 'What is the total weight in tonnes of each kind of goods?',
    goldQuery: 'MATCH (c:Cargo) RETURN c.goods, sum(c.tonnes)',
  },
  {
    dialect: 'cypher',
    question: 'List the names of ships that never called at any berth.',
    goldQuery: 'MATCH (s:Ship) WHERE NOT EXISTS { MATCH (s)<-[:SHIP]-(:Visit) } RETURN s.name',
  },
];
