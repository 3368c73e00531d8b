import { createDatabase } from '@momq/core';
import type { Database, DatabaseContent, DialectPack, QueryResult } from '@momq/core';
import { orderAsked, resultsEqual } from '@momq/core/evaluation';
import type { EvaluationQuestion } from '@momq/core/evaluation';

/** Rows of gold queries by the question's id. */
export type Answers = ReadonlyMap<string, QueryResult['rows']>;

/** What is wrong with golds, in words, and the rows of those that ran. */
export interface CheckedGolds {
  readonly faults: readonly string[];
  readonly answers: Answers;
}

/** More rows than a person reads. */
const mostRows = 400;

/**
 * Runs the golds of a dialect on its engine: each must run and give some rows that say something, the same in whatever order
 * the engine has rows with equal keys.
 */
export async function checkGolds(
  pack: DialectPack,
  content: DatabaseContent,
  questions: readonly EvaluationQuestion[],
): Promise<CheckedGolds> {
  const answers = new Map<string, QueryResult['rows']>();
  const faults: string[] = [];
  const database = await createDatabase(pack, content);
  try {
    for (const { id, question, gold } of questions) {
      const text = gold[pack.id];
      if (text === undefined) continue;
      try {
        const { rows } = await database.query(text, { maxRows: 5000, timeoutMs: 120_000 });
        answers.set(id, rows);
        const says = rows.some((row) => row.some((value) => value !== null && value !== 0));
        if (!says || rows.length > mostRows) faults.push(`${question}: ${rows.length} rows`);
      } catch (error) {
        faults.push(`${question}: ${String(error)}`);
      }
    }
    if (pack.id === 'sqlite') faults.push(...(await tiedGolds(database, questions)));
  } finally {
    await database.close();
  }
  return { faults, answers };
}

/** Golds whose order, or rows before the limit, are the engine's choice. */
async function tiedGolds(
  database: Database,
  questions: readonly EvaluationQuestion[],
): Promise<string[]> {
  const faults: string[] = [];
  for (const { question, gold } of questions) {
    const text = gold[database.dialect] ?? '';
    if (!orderAsked(text)) continue;
    const [, query = text, limit = ''] = /^(.*)( LIMIT \d+)$/.exec(text) ?? [];
    const [one, other] = await Promise.all(
      [', 1', ', 1 DESC'].map(async (key) => (await database.query(query + key + limit)).rows),
    );
    if (!resultsEqual(one!, other!, { orderMatters: true }))
      faults.push(`${question}: rows with equal keys`);
  }
  return faults;
}

/** Where two dialects answer otherwise. */
export function disagreements(
  questions: readonly EvaluationQuestion[],
  answers: Answers,
  others: Answers,
): string[] {
  return questions.flatMap(({ id, question, gold }) => {
    const [left, right] = [answers.get(id), others.get(id)];
    if (left === undefined || right === undefined) return [];
    const orderMatters = Object.values(gold).some(orderAsked);
    return resultsEqual(left, right, { orderMatters })
      ? []
      : [
          `${question}: ${JSON.stringify(left.slice(0, 4))} against ${JSON.stringify(right.slice(0, 4))}`,
        ];
  });
}
