import { readFile } from 'node:fs/promises';

import { ConfigError } from '@momq/dialect';
import type { Value } from '@momq/dialect';
import { birdFormat } from './formats/bird-format.js';
import { nl2GqlFormat } from './formats/nl2gql-format.js';
import { questionRows } from './formats/question-rows.js';
import { spiderFormat } from './formats/spider-format.js';
import { sqlEvalFormat } from './formats/sql-eval-format.js';
import { text2CypherFormat } from './formats/text2cypher-format.js';

/** A question with its right answer. */
export interface EvaluationQuestion {
  /** Place in its file: `<db_id>#<line>`, lines from 1. */
  readonly id: string;
  readonly dbId: string;
  readonly question: string;
  /** Gold queries by the name of their column in the file, for example `query`, `sqlite`; none where it is {@link EvaluationQuestion.unanswerable}. */
  readonly gold: Readonly<Record<string, string>>;
  /** More queries that are right, written in the dialect of the gold that is read. */
  readonly otherGolds?: readonly string[];
  /** The results of {@link EvaluationQuestion.otherGolds}, beside `answer`. */
  readonly otherAnswers?: readonly (readonly (readonly Value[])[])[];
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

/** The formats of data sets; the last takes what no other knows. */
const formats = [birdFormat, sqlEvalFormat, nl2GqlFormat, text2CypherFormat, spiderFormat];

/**
 * Reads questions in the format of Spider (SpiderMan), BIRD, sql-eval, Text2Cypher or NL2GQL, which the members of the first row
 * tell: a JSON array, JSON lines, or CSV with a header. Rows that a set marks as unusable are passed over.
 *
 * @param options - `goldName`: the dialect of golds that the file does not name; default `query`, which every dialect reads
 * @throws MoMQError `CONFIG_INVALID` naming the row that lacks a question, a database or a gold.
 */
export async function readQuestions(
  path: string,
  { goldName = 'query' }: { readonly goldName?: string } = {},
): Promise<EvaluationQuestion[]> {
  const rows = questionRows(await readFile(path, 'utf8'), path);
  const [first] = rows;
  if (first === undefined) return [];
  const format = formats.find((each) => each.recognises(first.row))!;
  return rows.flatMap(({ row, number, place }) => {
    const question = format.read(row, goldName);
    if (question === undefined)
      throw new ConfigError(
        `${place}: expected question, db_id and a gold query in the format of ${format.name}, got ${Object.keys(row).join(', ')}.`,
      );
    return question === null ? [] : [{ id: `${question.dbId}#${number}`, ...question }];
  });
}

/** The gold query that a dialect reads: its own, else the one named `query`, else the first. */
export function referenceGold({ gold }: EvaluationQuestion, dialect: string): string {
  return gold[dialect] ?? gold['query'] ?? Object.values(gold)[0] ?? '';
}
