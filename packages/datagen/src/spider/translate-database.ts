import type {
  Database,
  DatabaseContent,
  DatabaseSchema,
  LogicalDialectPack,
  LogicalQuery,
} from '@momq/dialect';
import { createDatabase } from '@momq/core';
import { orderAsked, resultsEqual } from '@momq/core/evaluation';
import { requireReader } from '@momq/core/logical';
import type { Split, TrainingPair } from '@momq/core/pairs';

import type { DatabasePairs } from '../pairs/database-pairs.js';
import type { DatabaseTask } from '../pairs/database-task.js';
import { groupBy } from '../pairs/group-by.js';
import { dropReason, PairCounter } from '../pairs/drop-reason.js';
import { checkLimits, openTarget, rowsForStorage } from '../pairs/target-database.js';
import type { ExecutedQuery, TargetDatabase } from '../pairs/target-database.js';
import { wearDatabase } from '../worn/wear-database.js';
import { standardQuotes } from './standard-quotes.js';
import type { HumanQuestion } from './spider-questions.js';

/** A database with its human questions. */
export interface TranslationTask extends DatabaseTask {
  readonly source: 'spider';
  readonly split: Split;
  /** Asks a worn copy of the database ({@link wearDatabase}) in its place; the gold says what its rows are. */
  readonly wornSeed?: number;
  readonly content: DatabaseContent;
  readonly questions: readonly HumanQuestion[];
}

/** Either what a gold query became in one dialect, or why it was dropped. */
type Translation = ExecutedQuery | string;

/**
 * Translates the questions of one database: gold → logical query → every target's text, run on every target's engine.
 * A (question, dialect) is kept only where the rows agree with those of the original gold on the reference engine.
 *
 * @param packs - the dialect that the gold queries are written in, then the targets
 */
export async function translateDatabase(
  { id: dbName, content, questions, split, wornSeed }: TranslationTask,
  packs: readonly LogicalDialectPack[],
): Promise<DatabasePairs> {
  const [reference, ...targets] = packs;
  const counter = new PairCounter();
  const pairs: TrainingPair[] = [];
  const read = requireReader(reference!);
  const original = await createDatabase(reference!, content);
  const worn = wornSeed === undefined ? undefined : wearDatabase(content, wornSeed);
  const opened: TargetDatabase[] = [];
  try {
    for (const target of targets) opened.push(await openTarget(target, worn?.content ?? content));
    const byGold = groupBy(questions, (question) =>
      standardQuotes(question.goldQuery, content.schema),
    );
    for (const [goldQuery, askers] of byGold) {
      const translations = await translateGold(goldQuery, content.schema, {
        read: worn ? (gold, schema) => worn.ask(read(gold, schema)) : read,
        original,
        targets: opened,
      });
      for (const [dialect, translation] of translations) {
        if (typeof translation === 'string') {
          counter.drop(dialect, translation, askers.length);
          continue;
        }
        for (const { id, source, licence, dbId, question } of askers) {
          counter.keep(dialect, translation.rows.length);
          pairs.push({
            ...(worn
              ? { id: `${id}/worn`, source: `${source}-worn`, dbId: dbName }
              : { id, source, dbId }),
            licence,
            split,
            question,
            dialect,
            query: translation.text,
            logical: translation.logical,
            rows: rowsForStorage(translation.rows),
            rowCount: translation.rows.length,
          });
        }
      }
    }
  } finally {
    await original.close();
    for (const database of opened) await database.close();
  }
  return { pairs, report: counter.report(), ...(worn && { content: worn.content }) };
}

async function translateGold(
  goldQuery: string,
  schema: DatabaseSchema,
  engines: {
    readonly read: ReturnType<typeof requireReader>;
    readonly original: Database;
    readonly targets: readonly TargetDatabase[];
  },
): Promise<Map<string, Translation>> {
  const { read, original, targets } = engines;
  const all = (reason: string): Map<string, Translation> =>
    new Map(targets.map(({ dialect }) => [dialect, reason]));
  let logical: LogicalQuery;
  let gold: ExecutedQuery['rows'];
  try {
    gold = (await original.query(goldQuery, checkLimits)).rows;
  } catch (error) {
    return all(`gold ${dropReason(error)}`);
  }
  try {
    logical = read(goldQuery, schema);
  } catch (error) {
    return all(`logical form ${dropReason(error)}`);
  }
  const translations = new Map<string, Translation>();
  for (const database of targets) {
    translations.set(
      database.dialect,
      await translateTo(database, logical, gold, orderAsked(goldQuery)),
    );
  }
  return translations;
}

async function translateTo(
  database: TargetDatabase,
  logical: LogicalQuery,
  gold: ExecutedQuery['rows'],
  orderMatters: boolean,
): Promise<Translation> {
  try {
    const executed = await database.execute(logical);
    // Rows with equal sort keys may come in any order: the bag decides where the sequence differs.
    if (
      resultsEqual(gold, executed.rows, { orderMatters }) ||
      (orderMatters && resultsEqual(gold, executed.rows, { orderMatters: false }))
    ) {
      return executed;
    }
    return 'other rows than the gold';
  } catch (error) {
    return dropReason(error);
  }
}
