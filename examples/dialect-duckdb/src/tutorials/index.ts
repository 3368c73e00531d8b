import type { TutorialCorpus } from '@momq/dialect';
import { pages } from './pages.js';
import { sample } from './sample.js';

/** A page for each keyword and function family that sets DuckDB apart. The tests run every example on {@link sample}. */
export const tutorials: TutorialCorpus = {
  sample,
  questions: [
    { question: 'How many games are there?', query: 'SELECT COUNT(*) FROM game' },
    {
      question: 'Which games cost more than 30?',
      query: 'SELECT title FROM game WHERE price > 30',
    },
    { question: 'What is the average price of the games?', query: 'SELECT AVG(price) FROM game' },
    {
      question: 'Show the title of the most expensive game.',
      query: 'SELECT ARG_MAX(title, price) FROM game',
    },
    {
      question: 'How many plays are there for each game?',
      query: 'SELECT title, COUNT(*) FROM game JOIN play ON play.game_id = game.id GROUP BY ALL',
    },
  ],
  pages,
};
