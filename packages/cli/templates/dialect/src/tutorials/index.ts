import type { TutorialCorpus } from '@momq/dialect';
import { sample } from './sample.js';

/** A page for each keyword and function that sets __name__ apart. The tests run every example on {@link sample}. */
export const tutorials: TutorialCorpus = {
  sample,
  questions: [
    { question: 'How many games are there?', query: 'SELECT COUNT(*) FROM game' },
    {
      question: 'Which games cost more than 30?',
      query: 'SELECT title FROM game WHERE price > 30',
    },
  ],
  pages: [
    {
      keyword: 'GLOB',
      title: 'Patterns that see case',
      prose:
        'GLOB compares text with a pattern in which * is any text and ? one character. Unlike LIKE it tells upper from lower case.',
      examples: [
        {
          question: 'Which games begin with a capital C?',
          query: "SELECT title FROM game WHERE title GLOB 'C*'",
        },
      ],
    },
  ],
};
