import type { TutorialCorpus } from '@momq/dialect';
import { graphWordPages } from './graph-word-pages.js';
import { harbour } from './harbour.js';
import { harbourQuestions } from './harbour-questions.js';
import { matchingPages } from './matching-pages.js';
import { resultPages } from './result-pages.js';
import { valuePages } from './value-pages.js';

/** Tutorial pages of Cypher and the graph that their examples query. */
export const cypherTutorials: TutorialCorpus = {
  sample: harbour,
  questions: harbourQuestions,
  pages: [...matchingPages, ...resultPages, ...graphWordPages, ...valuePages],
};
