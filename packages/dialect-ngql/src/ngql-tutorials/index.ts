import type { TutorialCorpus } from '@momq/dialect';
import { library } from './library.js';
import { ngqlPages } from './pages.js';

/** Tutorial pages of nGQL and the graph that their examples query. */
export const ngqlTutorials: TutorialCorpus = { sample: library, pages: ngqlPages };
