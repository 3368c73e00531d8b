import type { TutorialCorpus } from '@momq/dialect';
import { bakery } from './bakery.js';
import { bakeryQuestions } from './bakery-questions.js';
import { datePages } from './bigquery-date-pages.js';
import { groupPages } from './bigquery-group-pages.js';
import { ownPages } from './bigquery-own-pages.js';
import { pipePages } from './bigquery-pipe-pages.js';
import { queryPages } from './bigquery-query-pages.js';
import { valuePages } from './bigquery-value-pages.js';

/** BigQuery's tutorials over {@link bakery}; each example runs in the tests. */
export const bigqueryTutorials: TutorialCorpus = {
  sample: bakery,
  questions: bakeryQuestions,
  pages: [...queryPages, ...datePages, ...valuePages, ...groupPages, ...ownPages, ...pipePages],
};
