import type { TutorialCorpus } from '@momq/dialect';
import { boardGameCafe } from './board-game-cafe.js';
import { sqliteFunctionPages } from './sqlite-function-pages.js';
import { sqliteKeywordPages } from './sqlite-keyword-pages.js';

/** Pages about what sets SQLite apart; every example runs on {@link boardGameCafe}. */
export const sqliteTutorials: TutorialCorpus = {
  sample: boardGameCafe,
  pages: [...sqliteKeywordPages, ...sqliteFunctionPages],
};
