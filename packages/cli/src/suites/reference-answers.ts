import type { DialectPack } from '@momq/core';
import { openOnce } from '@momq/core/evaluation';
import type { EvaluationQuestion } from '@momq/core/evaluation';
import type { EvaluationSuite } from './evaluation-suite.js';

/** More rows than any gold query returns. */
const maxRows = 100_000;

/**
 * Adds answers where a question has neither one nor a gold query of `dialect`: the rows of its gold query on the
 * reference dialect, which the gold queries of such files are written in. One answer then scores every dialect.
 *
 * @throws QueryExecutionError when a gold query does not run
 */
export async function answerByReference(
  suite: EvaluationSuite,
  dialect: DialectPack,
  reference: DialectPack,
): Promise<EvaluationSuite> {
  const databases = openOnce(reference, suite.content);
  const questions: EvaluationQuestion[] = [];
  try {
    for (const question of suite.questions) {
      if (
        question.answer !== undefined ||
        question.gold[dialect.id] !== undefined ||
        dialect.id === reference.id
      ) {
        questions.push(question);
        continue;
      }
      const database = await databases.open(question.dbId);
      const { rows } = await database.query(referenceGold(question), { maxRows });
      questions.push({ ...question, answer: rows, answerRows: rows.length });
    }
  } finally {
    await databases.close();
  }
  return { ...suite, questions };
}

/** The gold query that the reference dialect (SQLite) reads: its own, else the first; MySQL's simple queries are alike. */
export function referenceGold({ gold }: EvaluationQuestion): string {
  return gold['sqlite'] ?? gold['query'] ?? Object.values(gold)[0] ?? '';
}
