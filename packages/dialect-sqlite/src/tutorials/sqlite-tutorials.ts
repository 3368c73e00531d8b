import type { TutorialCorpus } from '@momq/dialect';
import { boardGameCafe } from './board-game-cafe.js';
import { boardGameCafeQuestions } from './board-game-cafe-questions.js';
import { sqliteFunctionPages } from './sqlite-function-pages.js';
import { sqliteKeywordPages } from './sqlite-keyword-pages.js';
import { sqliteOwnPages } from './sqlite-own-pages.js';

/** Pages about what sets SQLite apart; every example runs on {@link boardGameCafe}. */
export const sqliteTutorials: TutorialCorpus = {
  sample: boardGameCafe,
  questions: boardGameCafeQuestions,
  pages: [...sqliteKeywordPages, ...sqliteFunctionPages, ...sqliteOwnPages],
};
