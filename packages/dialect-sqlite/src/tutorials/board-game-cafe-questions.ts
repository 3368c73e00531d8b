import type { TutorialCorpus } from '@momq/dialect';

/** Questions about the sample database, one construct each, written before any model was asked them. */
export const boardGameCafeQuestions: NonNullable<TutorialCorpus['questions']> = [
  {
    question: 'How many games are in the strategy category?',
    query: "SELECT count(*) FROM game WHERE category = 'strategy'",
  },
  {
    question: 'Which city do most guests come from?',
    query: 'SELECT city FROM guest GROUP BY city ORDER BY count(*) DESC LIMIT 1',
  },
  {
    question: 'Show the title of each game and its average rating.',
    query:
      'SELECT game.title, avg(round.rating) FROM game JOIN round ON round.game_id = game.id GROUP BY game.id, game.title',
  },
  {
    question: 'Which games cost more than the average price?',
    query: 'SELECT title FROM game WHERE price > (SELECT avg(price) FROM game)',
  },
  {
    question: 'List the names of guests who have never come for a visit.',
    query: 'SELECT name FROM guest WHERE id NOT IN (SELECT guest_id FROM visit)',
  },
];
