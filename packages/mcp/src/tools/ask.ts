import type { Answer } from '@momq/core';
import { boundedRows, defaultRows } from './bounded-rows.js';
import type { ToolContext } from './tool-context.js';

/** What is asked of which database. */
export interface AskArguments {
  readonly question: string;
  readonly database?: string | undefined;
  readonly max_rows?: number | undefined;
}

/** The answer, as far as an agent needs it. */
export async function ask(
  { served, momq, timeoutMs }: ToolContext,
  { question, database, max_rows: maxRows = defaultRows }: AskArguments,
  signal: AbortSignal,
): Promise<object> {
  const options = { maxRows, signal, ...(timeoutMs !== undefined && { timeoutMs }) };
  return shortAnswer(await momq.ask(question, served.named(database).database, options));
}

function shortAnswer(answer: Answer): object {
  if (answer.status === 'declined') {
    const { sentence, suggestions } = answer.reason;
    return {
      status: answer.status,
      reason: sentence,
      ...(suggestions.length > 0 && { suggestions }),
    };
  }
  const { status, query, reading, confidence, doubts, alternatives } = answer;
  return {
    status,
    query,
    ...(reading !== undefined && { reading: `It ${reading}.` }),
    ...(confidence !== undefined && { confidence: Number(confidence.toFixed(2)) }),
    ...(status === 'uncertain' && {
      doubts,
      alternatives: alternatives.map((other) => other.query),
    }),
    ...boundedRows(answer),
  };
}
