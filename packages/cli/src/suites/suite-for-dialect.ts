import { ConfigError } from '@momq/core';
import type { DialectPack } from '@momq/core';
import { answerableQuestions } from '@momq/core/evaluation';
import type { EvaluationQuestion } from '@momq/core/evaluation';
import { requireLanguage } from '@momq/core/logical';
import type { LogicalDialectPack } from '@momq/dialect';
import { referenceDialect } from '../dialects/find-dialects.js';
import type { EvaluationSuite } from './evaluation-suite.js';
import { answerByReference } from './reference-answers.js';
import type { AnsweredSuite } from './reference-answers.js';

/**
 * The pack that reads the golds of a suite and runs them: that of the servers where its databases are, else one with an engine of
 * its own.
 */
export async function goldDialect(
  { questions, open }: EvaluationSuite,
  dialect: DialectPack,
): Promise<DialectPack> {
  if (open !== undefined) return dialect;
  return referenceDialect(questions.flatMap(({ gold }) => Object.keys(gold)));
}

/**
 * Prepares a suite for a dialect: every question gets an answer that the dialect can be compared with. Graph dialects get the
 * questions with a gold query of theirs; in a suite that has none, those whose gold can be translated to the migrated graph.
 *
 * @param report - says what was left out
 * @throws {@link ConfigError} when no question can be scored
 */
export async function suiteForDialect(
  suite: EvaluationSuite,
  dialect: DialectPack,
  report: (line: string) => void,
): Promise<EvaluationSuite> {
  const reference = await goldDialect(suite, dialect);
  const answered = await answerByReference(suite, dialect, reference);
  reportLeftOut(answered, suite.questions.length, report);
  const unanswerable = answered.questions.filter((question) => question.unanswerable !== undefined);
  const answerable = answered.questions.filter((question) => question.unanswerable === undefined);
  const own = answerable.filter(({ gold }) => gold[dialect.id] !== undefined);
  const isRelational = dialect.viewRelational === undefined;
  if (isRelational || suite.open !== undefined || own.length === answerable.length) return answered;
  const kept =
    own.length > 0 ? own : await translated(answerable, suite, dialect, requireLanguage(reference));
  report(
    own.length > 0
      ? `${kept.length} of ${answerable.length} questions have a gold query in ${dialect.id}; those are asked.`
      : `${kept.length} of ${answerable.length} questions have a gold query that gives the same answer on the migrated database; those are asked.`,
  );
  const asked = new Map([...kept, ...unanswerable].map((question) => [question.id, question]));
  return {
    ...answered,
    questions: answered.questions.flatMap(({ id }) => asked.get(id) ?? []),
  };
}

async function translated(
  questions: readonly EvaluationQuestion[],
  { content }: EvaluationSuite,
  dialect: DialectPack,
  reference: LogicalDialectPack,
): Promise<readonly EvaluationQuestion[]> {
  const target = requireLanguage(dialect);
  return (await answerableQuestions({ dialect: target, reference, questions, content })).kept;
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
