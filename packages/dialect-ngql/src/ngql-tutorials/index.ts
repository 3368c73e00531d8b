import type { TutorialCorpus } from '@momq/dialect';
import { aggregatePages } from './aggregate-pages.js';
import { conditionPages } from './condition-pages.js';
import { graphFunctionPages } from './graph-function-pages.js';
import { libraryQuestions } from './library-questions.js';
import { library } from './library.js';
import { listPages } from './list-pages.js';
import { matchPages } from './match-pages.js';
import { numberPages } from './number-pages.js';
import { ownPages } from './own-pages.js';
import { pathPages } from './path-pages.js';
import { pipePages } from './pipe-pages.js';
import { textPages } from './text-pages.js';
import { traversalPages } from './traversal-pages.js';
import type { AnsweredPage } from './tutorial-page.js';
import { valuePages } from './value-pages.js';

/** All pages, from what most questions need on. */
export const ngqlPages: readonly AnsweredPage[] = [
  ...matchPages,
  ...conditionPages,
  ...aggregatePages,
  ...traversalPages,
  ...pipePages,
  ...pathPages,
  ...graphFunctionPages,
  ...listPages,
  ...textPages,
  ...numberPages,
  ...valuePages,
  ...ownPages,
];

/** Tutorial pages of nGQL and the graph that their examples query. */
export const ngqlTutorials: TutorialCorpus = {
  sample: library,
  pages: ngqlPages,
  questions: libraryQuestions,
};
