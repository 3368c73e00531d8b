import type { TutorialCorpus } from '@momq/core/dialect';

/** Pages about SQLite. */
export const sqliteTutorials: TutorialCorpus = { sample: { schema: { name: 'workshop', family: 'relational', entities: [], links: [] }, rows: {} }, pages: [] };
