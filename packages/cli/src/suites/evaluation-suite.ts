import type { Database, DatabaseContent } from '@momq/core';
import type { EvaluationQuestion } from '@momq/core/evaluation';

/** Questions with answers, and the databases they are about. */
export interface EvaluationSuite {
  readonly name: string;
  readonly questions: readonly EvaluationQuestion[];
  /** Content of a database by id. */
  readonly content: (dbId: string) => Promise<DatabaseContent>;
  /** Opens a database on a server, where the suite is asked of such ones; gold queries run there too. */
  readonly open?: (dbId: string) => Promise<Database>;
}

/** At most `limit` questions, evenly spaced, so that every database keeps its share. */
export function limitQuestions(suite: EvaluationSuite, limit: number): EvaluationSuite {
  const { questions } = suite;
  if (questions.length <= limit) return suite;
  const step = questions.length / limit;
  const chosen = Array.from({ length: limit }, (_, index) => questions[Math.floor(index * step)]);
  return { ...suite, questions: chosen.filter((question) => question !== undefined) };
}
