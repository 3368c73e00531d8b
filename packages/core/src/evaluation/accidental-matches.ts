import { MoMQError } from '@momq/dialect';
import type { DatabaseContent, DialectPack, QueryResult } from '@momq/dialect';
import type { EvaluationRecord } from './evaluate.js';
import { openOnce } from './open-databases.js';
import type { OpenDatabases } from './open-databases.js';
import type { EvaluationQuestion } from './questions.js';
import { resultsEqual } from './results-equal.js';

/** Right answers, asked again on other rows. Shares are of the questions that can be answered. */
export interface CopiesReport {
  /** Copies of each database. */
  readonly copies: number;
  /** Right answers whose gold ran on a copy, so that they could be compared. */
  readonly compared: number;
  /** Execution accuracy where an answer has to agree with its gold on every copy, too; what could not be compared counts as right. */
  readonly ex: number;
  /** The right answers that give other rows than their gold on some copy. */
  readonly accidental: readonly EvaluationRecord[];
}

/** What {@link accidentalMatches} needs. */
export interface CopiesOptions {
  readonly records: readonly EvaluationRecord[];
  /** The questions of the records. */
  readonly questions: readonly EvaluationQuestion[];
  /** That was asked. */
  readonly dialect: DialectPack;
  /** That golds which are not named after the dialect are written in, and run on. */
  readonly reference: DialectPack;
  /** Copies of each database. */
  readonly copies: number;
  /** A copy of a database with other rows, by its number from 0; `constants` are those of the queries that are asked of it. */
  readonly copy: (
    dbId: string,
    number: number,
    constants: readonly (string | number)[],
  ) => Promise<DatabaseContent>;
  /** Milliseconds for each query; default 5000. */
  readonly timeoutMs?: number;
}

const maxRows = 20_000;

/**
 * Finds right answers that are right by accident: runs each and its gold on copies of the database with other rows, and compares.
 * Rows are compared as a bag, since rows with equal keys come in any order; a copy on which the gold does not run says nothing.
 *
 * @remarks Source: Zhong, Yu and Klein 2020, arXiv:2010.02840 (test suite accuracy).
 */
export async function accidentalMatches(options: CopiesOptions): Promise<CopiesReport> {
  const { dialect, reference, timeoutMs = 5000 } = options;
  const questions = new Map(options.questions.map((question) => [question.id, question]));
  const right = options.records.filter(
    ({ outcome, unanswerable }) => outcome === 'correct' && unanswerable === undefined,
  );
  const constants = await constantsByDatabase(right, dialect, reference);
  const [compared, accidental] = [new Set<EvaluationRecord>(), new Set<EvaluationRecord>()];
  for (let number = 0; number < options.copies; number += 1) {
    const content = (dbId: string): Promise<DatabaseContent> =>
      options.copy(dbId, number, constants.get(dbId) ?? []);
    const asked = openOnce(dialect, content);
    const referred = dialect.id === reference.id ? asked : openOnce(reference, content);
    try {
      for (const record of right) {
        if (accidental.has(record)) continue;
        const { gold, otherGolds = [] } = questions.get(record.id)!;
        const own = gold[dialect.id] !== undefined;
        const run = (databases: OpenDatabases, text: string) =>
          rowsOf(databases, record.dbId, text, timeoutMs);
        const predicted = await run(asked, record.predictedQuery!);
        let agrees: boolean | undefined;
        for (const text of [record.goldQuery, ...otherGolds]) {
          const rows = agrees === true ? undefined : await run(own ? asked : referred, text);
          if (rows === undefined) continue;
          agrees =
            predicted !== undefined && resultsEqual(rows, predicted, { orderMatters: false });
        }
        if (agrees !== undefined) compared.add(record);
        if (agrees === false) accidental.add(record);
      }
    } finally {
      await asked.close();
      if (referred !== asked) await referred.close();
    }
  }
  const answerable = options.records.filter(({ unanswerable }) => unanswerable === undefined);
  return {
    copies: options.copies,
    compared: compared.size,
    ex: answerable.length === 0 ? 0 : (right.length - accidental.size) / answerable.length,
    accidental: [...accidental],
  };
}

/** Undefined where the query does not run, or has too many rows to compare. */
async function rowsOf(
  databases: OpenDatabases,
  dbId: string,
  text: string,
  timeoutMs: number,
): Promise<QueryResult['rows'] | undefined> {
  const database = await databases.open(dbId);
  try {
    const { rows } = await database.query(text, { timeoutMs, maxRows });
    return rows.length < maxRows ? rows : undefined;
  } catch (error) {
    if (!MoMQError.isInstance(error)) throw error;
    return undefined;
  }
}

/** The constants of golds and answers. */
async function constantsByDatabase(
  records: readonly EvaluationRecord[],
  dialect: DialectPack,
  reference: DialectPack,
): Promise<Map<string, (string | number)[]>> {
  const parsers = [await dialect.createParser(), await reference.createParser()] as const;
  const found = new Map<string, (string | number)[]>();
  for (const { dbId, goldQuery, predictedQuery } of records) {
    const own = found.get(dbId) ?? [];
    found.set(dbId, own);
    for (const text of [goldQuery, predictedQuery!])
      for (const parser of parsers)
        try {
          own.push(...parser.parse(text).literals);
          break;
        } catch (error) {
          if (!MoMQError.isInstance(error)) throw error; // of the other dialect
        }
  }
  return found;
}
