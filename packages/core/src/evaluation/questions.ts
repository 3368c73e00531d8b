import { readFile } from 'node:fs/promises';

import { MoMQError } from '@momq/dialect';
import type { Value } from '@momq/dialect';

/** A question with its right answer. */
export interface EvaluationQuestion {
  /** Place in its file: `<db_id>#<line>`, lines from 1. */
  readonly id: string;
  readonly dbId: string;
  readonly question: string;
  /** Gold queries by the name of their column in the file, for example `query`, `sqlite`; none where it is {@link EvaluationQuestion.unanswerable}. */
  readonly gold: Readonly<Record<string, string>>;
  /** Stored result of the gold; authoritative where present. */
  readonly answer?: readonly (readonly Value[])[];
  /** Rows of the whole result, where `answer` holds its first rows only. */
  readonly answerRows?: number;
  /** Why the database cannot answer it; declining is right then. */
  readonly unanswerable?: string;
  /** What is asked for, for example `ratio`; results are broken down by it. */
  readonly kind?: string;
  /** For example `hard`; results are broken down by it. */
  readonly hardness?: string;
}

const notGold = new Set(['db_id', 'question', 'original_question', 'answer', 'answer_rows']);

/**
 * Reads one JSON object a line: `question`, `db_id`, one gold query or more (every other text column), and optionally
 * `answer` (rows) with `answer_rows`.
 *
 * @throws MoMQError `CONFIG_INVALID` naming the line that lacks a question, a database or a gold.
 */
export async function readQuestions(path: string): Promise<EvaluationQuestion[]> {
  const lines = (await readFile(path, 'utf8')).split('\n');
  return lines.flatMap((line, index) =>
    line.trim() === '' ? [] : [parseQuestion(line, `${path}:${index + 1}`, index + 1)],
  );
}

function parseQuestion(line: string, place: string, lineNumber: number): EvaluationQuestion {
  let row: Record<string, unknown>;
  try {
    row = JSON.parse(line) as Record<string, unknown>;
  } catch (cause) {
    throw new MoMQError(
      'CONFIG_INVALID',
      `${place}: expected one JSON object a line, got ${line.slice(0, 60)}.`,
      { cause },
    );
  }
  const { question, db_id: dbId, answer, answer_rows: answerRows } = row;
  const gold = Object.fromEntries(
    Object.entries(row).filter(
      (entry): entry is [string, string] => !notGold.has(entry[0]) && typeof entry[1] === 'string',
    ),
  );
  if (typeof question !== 'string' || typeof dbId !== 'string' || Object.keys(gold).length === 0) {
    throw new MoMQError(
      'CONFIG_INVALID',
      `${place}: expected question, db_id and a gold query, got ${Object.keys(row).join(', ')}.`,
    );
  }
  return {
    id: `${dbId}#${lineNumber}`,
    dbId,
    question,
    gold,
    ...(Array.isArray(answer) ? { answer: answer as Value[][] } : {}),
    ...(typeof answerRows === 'number' ? { answerRows } : {}),
  };
}

/** The gold query that a dialect reads: its own, else the one named `query`, else the first. */
export function referenceGold({ gold }: EvaluationQuestion, dialect: string): string {
  return gold[dialect] ?? gold['query'] ?? Object.values(gold)[0] ?? '';
}
