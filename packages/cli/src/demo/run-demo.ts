import { MoMQError } from '@momq/core';
import type { Answer, Database, MoMQ, QueryRows } from '@momq/core';
import { orderAsked, resultsEqual } from '@momq/core/evaluation';
import type { DemoQuestion } from './demo-question.js';

/** How one question went. */
export interface DemoResult extends DemoQuestion {
  readonly right: boolean;
  readonly answer?: Answer;
  /** Why there is no answer. */
  readonly error?: string;
  /** Rows of the gold query. */
  readonly goldRows: QueryRows['rows'];
  readonly elapsedMs: number;
}

/**
 * Asks one question and compares the rows with the gold query's.
 *
 * @throws when the gold query itself does not run
 */
export async function runDemoQuestion(
  question: DemoQuestion,
  momq: MoMQ,
  database: Database,
): Promise<DemoResult> {
  const { rows: goldRows } = await database.query(question.goldQuery);
  const start = performance.now();
  try {
    const answer = await momq.ask(question.question, database);
    const elapsedMs = performance.now() - start;
    const orderMatters = orderAsked(question.goldQuery);
    return {
      ...question,
      right: answer.status !== 'declined' && resultsEqual(goldRows, answer.rows, { orderMatters }),
      answer,
      goldRows,
      elapsedMs,
    };
  } catch (error) {
    if (!MoMQError.isInstance(error) || !isNoAnswer(error)) throw error;
    return {
      ...question,
      right: false,
      error: error.message,
      goldRows,
      elapsedMs: performance.now() - start,
    };
  }
}

/** The model failed at this question; anything else (no model, a bug) ends the demo. */
function isNoAnswer(error: MoMQError): boolean {
  return error.code === 'NO_QUERY' || error.code === 'QUERY_REFUSED';
}
