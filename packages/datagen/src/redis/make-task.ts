import type { LogicalDialectPack } from '@momq/dialect';
import { makeGenerated } from '../generated/generate-pairs.js';
import type { GenerationTask } from '../generated/generate-pairs.js';
import { makeFromIntents } from '../intents/generate-intent-pairs.js';
import type { IntentTask } from '../intents/generate-intent-pairs.js';
import type { DatabasePairs } from '../pairs/database-pairs.js';
import type { DatabaseTask } from '../pairs/database-task.js';
import { translateDatabase } from '../spider/translate-database.js';
import type { TranslationTask } from '../spider/translate-database.js';
import { makeFromTemplates } from '../templates/generate-template-pairs.js';
import type { TemplateTask } from '../templates/generate-template-pairs.js';
import { makeFromTutorials } from '../tutorials/generate-tutorial-pairs.js';
import type { TutorialTask } from '../tutorials/generate-tutorial-pairs.js';

type Task = GenerationTask | IntentTask | TemplateTask | TranslationTask | TutorialTask;

/** Makes a database of any source. @param packs - those of the run, in its order */
export function makeTask(
  sent: DatabaseTask,
  packs: readonly LogicalDialectPack[],
): Promise<DatabasePairs> {
  const task = sent as Task;
  switch (task.source) {
    case 'generated':
      return makeGenerated(task, packs);
    case 'templates':
      return makeFromTemplates(task, packs);
    case 'intents':
      return makeFromIntents(task, packs);
    case 'tutorials':
      return makeFromTutorials(task, packs);
    case 'spider':
      return translateDatabase(task, packs);
  }
}
