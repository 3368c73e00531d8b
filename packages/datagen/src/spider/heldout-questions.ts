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

/** What no query returns: the answer of a question that has none. */
const noAnswer = [['This question has no answer here.']];

/**
 * Every tenth of {@link heldoutQuestions}, asked of the database after its own, which cannot answer it: whatever is answered is
 * wrong. A calibration that is fitted on them too is less sure of questions about things that a database does not have.
 *
 * @param folder - see `translateSpider`
 */
export async function misplacedQuestions(folder: string): Promise<EvaluationQuestion[]> {
  const questions = await heldoutQuestions(folder);
  const dbIds = [...new Set(questions.map(({ dbId }) => dbId))];
  const after = new Map(dbIds.map((dbId, place) => [dbId, dbIds[(place + 1) % dbIds.length]!]));
  return questions
    .filter((_, place) => place % 10 === 0)
    .map((question) => ({ ...question, dbId: after.get(question.dbId)!, answer: noAnswer }));
}
