import type { TutorialCorpus } from '@momq/core/dialect';

/** Pages about PostgreSQL. */
export const postgresTutorials: TutorialCorpus = { sample: { schema: { name: 'observatory', family: 'relational', entities: [], links: [] }, rows: {} }, pages: [] };
