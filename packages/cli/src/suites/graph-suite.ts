import type { DatabaseContent, DatabaseSchema } from '@momq/core';
import type { LogicalDialectPack, LogicalQuery } from '@momq/dialect';
import { answerableQuestions } from '@momq/core/evaluation';
import type { AnswerableQuestions, EvaluationQuestion } from '@momq/core/evaluation';
import { relationalToGraph, relationalToGraphSchema } from '@momq/core/graph';
import type { EvaluationSuite } from './evaluation-suite.js';
import { referenceGold } from './reference-answers.js';

/** Reads a gold query of the reference dialect. */
export type GoldReader = (text: string, schema: DatabaseSchema) => LogicalQuery;

/**
 * The questions of a relational suite that a graph dialect can answer: those whose gold, moved to the migrated graph,
 * gives the stored answer on the dialect's own engine. Counting the rest would blame the model for the migration.
 */
export async function graphSuite(
  suite: EvaluationSuite,
  dialect: LogicalDialectPack,
  readGold: GoldReader,
): Promise<EvaluationSuite & AnswerableQuestions> {
  const translate = (question: EvaluationQuestion, { schema }: DatabaseContent): string => {
    const graph = relationalToGraphSchema(schema);
    return dialect.language.render(
      relationalToGraph(readGold(referenceGold(question), schema), schema, graph),
      graph,
    );
  };
  const answerable = await answerableQuestions({
    dialect,
    questions: suite.questions,
    content: suite.content,
    translate,
  });
  return { ...suite, ...answerable, questions: answerable.kept };
}
