import type { TutorialCorpus } from '@momq/dialect';
import { observatory } from './observatory.js';
import { observatoryQuestions } from './observatory-questions.js';
import { postgresFunctionPages } from './postgres-function-pages.js';
import { postgresKeywordPages } from './postgres-keyword-pages.js';
import { postgresOwnPages } from './postgres-own-pages.js';

/** Pages about what sets PostgreSQL apart; every example runs on {@link observatory}. */
export const postgresTutorials: TutorialCorpus = {
  sample: observatory,
  questions: observatoryQuestions,
  pages: [...postgresKeywordPages, ...postgresFunctionPages, ...postgresOwnPages],
};
