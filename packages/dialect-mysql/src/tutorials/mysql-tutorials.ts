import type { TutorialCorpus } from '@momq/dialect';
import { bicycleWorkshop } from './bicycle-workshop.js';
import { mysqlDatePages } from './mysql-date-pages.js';
import { mysqlFunctionPages } from './mysql-function-pages.js';
import { mysqlKeywordPages } from './mysql-keyword-pages.js';
import { mysqlOwnPages } from './mysql-own-pages.js';
import { mysqlTextPages } from './mysql-text-pages.js';
import { workshopQuestions } from './workshop-questions.js';

/** Pages about what sets MySQL apart; every example runs on {@link bicycleWorkshop}. */
export const mysqlTutorials: TutorialCorpus = {
  sample: bicycleWorkshop,
  questions: workshopQuestions,
  pages: [
    ...mysqlKeywordPages,
    ...mysqlTextPages,
    ...mysqlDatePages,
    ...mysqlFunctionPages,
    ...mysqlOwnPages,
  ],
};
