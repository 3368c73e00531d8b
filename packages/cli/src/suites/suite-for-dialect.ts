import { ConfigError } from '@momq/core';
import type { DialectPack } from '@momq/core';
import { answerableQuestions } from '@momq/core/evaluation';
import { requireLanguage } from '@momq/core/logical';
import { referenceDialect } from '../dialects/find-dialects.js';
import type { EvaluationSuite } from './evaluation-suite.js';
import { answerByReference } from './reference-answers.js';
import type { AnsweredSuite } from './reference-answers.js';

/**
 * Prepares a suite for a dialect: every question gets an answer that the dialect can be compared with, and graph
 * dialects get the questions that the migrated graph can answer.
 *
 * @param report - says what was left out
 * @throws {@link ConfigError} when no question can be scored
 */
export async function suiteForDialect(
  suite: EvaluationSuite,
  dialect: DialectPack,
  report: (line: string) => void,
): Promise<EvaluationSuite> {
  const reference = await referenceDialect(
    suite.questions.flatMap(({ gold }) => Object.keys(gold)),
  );
  const answered = await answerByReference(suite, dialect, reference);
  reportLeftOut(answered, suite.questions.length, report);
  const unanswerable = answered.questions.filter((question) => question.unanswerable !== undefined);
  const answerable = answered.questions.filter((question) => question.unanswerable === undefined);
  if (
    dialect.viewRelational === undefined ||
    answerable.every(({ gold }) => gold[dialect.id] !== undefined)
  )
    return answered;
  const { kept } = await answerableQuestions({
    dialect: requireLanguage(dialect),
    reference,
    questions: answerable,
    content: suite.content,
  });
  report(
    `${kept.length} of ${answerable.length} questions have a gold query that gives the same answer on the migrated database; those are asked.`,
  );
  const asked = new Map([...kept, ...unanswerable].map((question) => [question.id, question]));
  return {
    ...answered,
    questions: answered.questions.flatMap(({ id }) => asked.get(id) ?? []),
  };
}

function reportLeftOut(
  { questions, leftOut }: AnsweredSuite,
  total: number,
  report: (line: string) => void,
): void {
  const [first] = leftOut;
  if (first === undefined) return;
  const example = `${first.question.id}: ${first.reason}`;
  if (questions.length === 0) {
    throw new ConfigError(
      `questions: expected gold queries that run on their databases, got none of ${total}. The first is ${example}`,
    );
  }
  report(
    `${leftOut.length} of ${total} questions are left out, because their gold query does not run. The first is ${example}`,
  );
}
