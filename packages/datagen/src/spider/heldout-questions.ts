import type { EvaluationQuestion } from '@momq/core/evaluation';
import { validationDatabases } from '../pairs/split-by-database.js';
import { readSpiderQuestions } from './spider-questions.js';
import { defaultValidationShare } from './translate-spider.js';

/**
 * Human questions about the databases that `translateSpider` holds out from training by default, database by database: what
 * a calibration is fitted on. Those whose gold cannot be translated, and so make no pair, are there too.
 *
 * @param folder - see `translateSpider`
 * @throws MoMQError `CONFIG_INVALID` when a question is on a database that measures (`dev_public_*`).
 */
export async function heldoutQuestions(folder: string): Promise<EvaluationQuestion[]> {
  const questions = await readSpiderQuestions(folder);
  const heldOut = validationDatabases(
    questions.map(({ dbId }) => dbId),
    defaultValidationShare,
    0,
  );
  return [...heldOut].sort().flatMap((database) =>
    questions
      .filter(({ dbId }) => dbId === database)
      .map(({ id, dbId, question, goldQuery }) => ({
        id,
        dbId,
        question,
        gold: { query: goldQuery },
      })),
  );
}
