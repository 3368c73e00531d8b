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
  ],
  pages,
};
