import { MoMQError } from '@momq/core';
import type { Database, DialectPack, QueryResult } from '@momq/core';
import { openOnce, referenceGold } from '@momq/core/evaluation';
import type { EvaluationQuestion } from '@momq/core/evaluation';
import type { EvaluationSuite } from './evaluation-suite.js';

/** More rows than any gold query returns, and longer than it takes. */
const limits = { maxRows: 100_000, timeoutMs: 120_000 };

/** A suite whose questions can all be scored, and the questions that cannot. */
export interface AnsweredSuite extends EvaluationSuite {
  readonly leftOut: readonly { readonly question: EvaluationQuestion; readonly reason: string }[];
}

/**
 * Adds answers where a question has neither one nor a gold query of `dialect`: the rows of its gold query on the
 * reference dialect, which the gold queries of such files are written in. One answer then scores every dialect.
 * Questions whose gold query does not run there, or whose database is not there, cannot be scored and are left out.
 */
export async function answerByReference(
  suite: EvaluationSuite,
  dialect: DialectPack,
  reference: DialectPack,
): Promise<AnsweredSuite> {
  const databases = openOnce(reference, suite.content, suite.open);
  const questions: EvaluationQuestion[] = [];
  const leftOut: { question: EvaluationQuestion; reason: string }[] = [];
  const isReference = dialect.id === reference.id;
  try {
    for (const question of suite.questions) {
      const hasOwnGold = !isReference && question.gold[dialect.id] !== undefined;
      if (question.answer !== undefined || question.unanswerable !== undefined || hasOwnGold) {
        questions.push(question);
        continue;
      }
      try {
        const database = await databases.open(question.dbId);
        const { rows } = await database.query(referenceGold(question, reference.id), limits);
        if (isReference) questions.push(question);
        else {
          const otherAnswers = await rowsOfThoseThatRun(database, question.otherGolds ?? []);
          questions.push({
            ...question,
            ...{ answer: rows, answerRows: rows.length },
            ...(otherAnswers.length > 0 && { otherAnswers }),
          });
        }
      } catch (error) {
        if (!MoMQError.isInstance(error)) throw error;
        leftOut.push({ question, reason: error.message });
      }
    }
  } finally {
    await databases.close();
  }
  return { ...suite, questions, leftOut };
}

async function rowsOfThoseThatRun(
  database: Database,
  queries: readonly string[],
): Promise<QueryResult['rows'][]> {
  const found: QueryResult['rows'][] = [];
  for (const text of queries)
    try {
      found.push((await database.query(text, limits)).rows);
    } catch (error) {
      if (!MoMQError.isInstance(error)) throw error; // one right query is enough
    }
  return found;
}
