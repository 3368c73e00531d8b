import type { TutorialCorpus } from '@momq/dialect';
import { clausePages } from './clause-pages.js';
import { conversionPages } from './conversion-pages.js';
import { harbourQuestions } from './harbour-questions.js';
import { harbour } from './harbour.js';
import { listPages } from './list-pages.js';
import { matchingPages } from './matching-pages.js';
import { nullPages } from './null-pages.js';
import { pathPages } from './path-pages.js';
import { propertyPages } from './property-pages.js';
import { resultPages } from './result-pages.js';
import { spreadPages } from './spread-pages.js';
import { textPages } from './text-pages.js';
import { timePages } from './time-pages.js';

/** Tutorial pages of Cypher and the graph that their examples query. */
export const cypherTutorials: TutorialCorpus = {
  sample: harbour,
  questions: harbourQuestions,
  pages: [
    ...matchingPages,
    ...resultPages,
    ...clausePages,
    ...listPages,
    ...pathPages,
    ...propertyPages,
    ...textPages,
    ...conversionPages,
    ...nullPages,
    ...spreadPages,
    ...timePages,
  ],
};
